// mcp-proxy as it is published, and with the swap.

import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

import { copyPackage } from './install.mjs'
import { HERE } from './places.mjs'
import { swap } from './swap.mjs'

/** Ends of the titles of mcp-proxy's tests of what the swap changes on purpose. */
const NO_RESOURCE =
  'getScopeChallengeResponse should not include WWW-Authenticate header without OAuth config'
const NO_SCOPES = 'getScopeChallengeResponse should handle empty scopes array'
const NOT_A_URL =
  'getUnauthorizedResponse should fall back instead of throwing when the resource is not a valid URL'

/** Ends of the titles of tests that fail as published: one needs a file that is not published, two an older SDK. */
const NO_CERTIFICATE = 'supports creating an SSL server'
const NO_API_KEY = 'rejects a 2026-07-28 request that is missing the API key'
const CALLBACK = 'runs the authenticate callback for 2026-07-28 requests'

/** Each version: how many tests it has, which of them fail as published, and which the swap fails on purpose. */
export const packages = [
  {
    name: 'mcp-proxy',
    version: '6.7.19',
    line: '6.x',
    tests: 212,
    failing: [NO_CERTIFICATE, NO_API_KEY, CALLBACK],
    onPurpose: [NO_RESOURCE, NO_SCOPES, NOT_A_URL],
  },
  {
    name: 'mcp-proxy-5.12.5',
    version: '5.12.5',
    line: '5.12',
    tests: 81,
    failing: [],
    onPurpose: [NO_RESOURCE, NO_SCOPES],
  },
  // It does not work with the SDK of today.
  {
    name: 'mcp-proxy-5.10.0',
    version: '5.10.0',
    line: '5.10',
    sdk: 'sdk-1.18.1',
    tests: 57,
    failing: [],
    onPurpose: [],
  },
]

/** Copies of both, with the lines of code that the swap removes and adds. */
export function copies({ name, version, line, sdk }) {
  const published = copyPackage(name, `published/${version}`)
  const swapped = copyPackage(name, `swapped/${version}`)
  if (sdk !== undefined) for (const directory of [published, swapped]) linkSdk(directory, sdk)
  return { published, swapped, ...swap(swapped, line) }
}

function linkSdk(directory, sdk) {
  const scope = join(directory, 'node_modules/@modelcontextprotocol')
  mkdirSync(scope, { recursive: true })
  symlinkSync(join(HERE, 'node_modules', sdk), join(scope, 'sdk'))
}
