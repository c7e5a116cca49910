// The table: what stands in the way, and who reads the header there.

import { mutations } from './mutations.mjs'

export const columns = [
  { title: 'SDK alone', client: 'alone', gateway: 'none' },
  { title: 'SDK, `wrapFetch`', client: 'wrapped', gateway: 'none' },
  { title: 'gateway, `wrapHandler`', client: 'alone', gateway: 'fetch' },
  { title: 'gateway, http-proxy and `createProxyHook`', client: 'alone', gateway: 'http-proxy' },
]

/** Those of the mutations that the short run has too. */
const SHORT = [
  'another scheme first, on its own line',
  'a decoy in a quoted realm',
  'decoys in names that end alike',
  'needless quoted-pairs',
  'a comma after the scheme',
]

export const rows = [
  { title: 'nothing', isShort: true, upstream: 'none' },
  // With it, clients must stop: the document has another resource (RFC 9728 3.3).
  { title: 'a relay that changes nothing', isShort: true, upstream: 'relay', mayClientFail: true },
  ...Object.keys(mutations).map((title, index) => ({
    title,
    isShort: SHORT.includes(title),
    upstream: `mutation-${index}`,
  })),
]

/** A cell for each column of a row. The SDK alone may fail. */
export const cells = ({ mayClientFail = false, title: row, upstream }) =>
  columns.map(({ client, gateway, title: column }) => ({
    client,
    column,
    gateway,
    mayFail: gateway === 'none' && (client === 'alone' || mayClientFail),
    row,
    upstream,
  }))
