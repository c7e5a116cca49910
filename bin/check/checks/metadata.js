'use strict'

// The protected resource metadata, RFC 9728.

const { isLoopback } = require('../../address.js')
const { httpUrlOf } = require('../documents.js')
const { fail, outcome, skip, warn } = require('../verdicts.js')

/** `scope-token`, RFC 6749 3.3 */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/** Judges the value of the document that a client takes, where there is one. */
const ofDocument = (judge) => (seen) => {
  const { used } = seen.documents
  return used?.answer.status === 200 && used.value ? judge(used.value, seen) : skip('no document')
}

/** The same of a member that may be absent. */
const ofMember = (name, judge) =>
  ofDocument((value, seen) => (name in value ? judge(value[name], seen) : skip(`no ${name}`)))

/** A URL as clients compare it: `https://h` and `https://h/` are one (RFC 3986 6.2.3). */
const comparable = (text) => (httpUrlOf(text) ? new URL(text).href : undefined)

const isList = (value, test) => Array.isArray(value) && value.every(test)

/** The claims of a JWT, without any regard to its signature. */
function claimsOf(jwt) {
  const [, payload, signature] = typeof jwt === 'string' ? jwt.split('.') : []
  if (signature === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

module.exports = [
  {
    id: 'metadata-origin',
    title: 'The metadata is at an allowed origin',
    rule: 'RFC 9728 7.7',
    judge({ documents: { refused, target } }) {
      if (target === undefined) return skip('no resource_metadata')
      return (
        refused === 'origin' && fail(`the challenge points to ${target.origin} (--allow-origin accepts it)`)
      )
    },
  },
  {
    id: 'metadata-address',
    title: 'The metadata is not at a private address',
    rule: 'RFC 9728 7.7',
    judge({ documents: { refused, target } }) {
      if (target === undefined) return skip('no resource_metadata')
      return refused === 'address' && fail(`the challenge points to ${target.origin}`)
    },
  },
  {
    id: 'metadata-found',
    title: 'The metadata is found',
    rule: 'RFC 9728 3.2',
    judge({ documents: { pointed, pointer, refused, wellKnown }, profile }) {
      if (refused) return skip('it is not fetched')
      if (pointed)
        return pointed.answer.status !== 200 && fail(`${pointed.url.href} ${outcome(pointed.answer)}`)
      if (wellKnown) return undefined
      if (pointer !== undefined) return skip('resource_metadata is no URL')
      return profile === 'mcp'
        ? fail('there is no resource_metadata, and nothing at the well-known places')
        : skip('no resource_metadata')
    },
  },
  {
    id: 'metadata-type',
    title: 'The metadata has type application/json',
    rule: 'RFC 9728 3.2',
    judge({ documents: { used } }) {
      if (used?.answer.status !== 200) return skip('no document')
      const [type = 'no type'] = used.answer.headers['content-type'] ?? []
      return !/^application\/json *(;|$)/i.test(type) && fail(`it has ${type}`)
    },
  },
  {
    id: 'metadata-json',
    title: 'The metadata is a JSON object',
    rule: 'RFC 9728 3.2',
    judge({ documents: { used } }) {
      if (used?.answer.status !== 200) return skip('no document')
      return used.value === undefined && fail('it is something else')
    },
  },
  {
    id: 'metadata-resource',
    title: 'The metadata is about the URL asked',
    rule: 'RFC 9728 3.3',
    judge: ofDocument(({ resource }, { documents: { used } }) => {
      if (resource === undefined) return fail('it has no resource')
      if (comparable(resource) === used.about.href) return undefined
      return fail(`it is about ${typeof resource === 'string' ? resource : 'something that is no text'}`)
    }),
  },
  {
    id: 'metadata-well-known',
    title: 'The well-known document is about it too',
    rule: 'RFC 9728 3.3',
    judge({ documents: { pointed, wellKnown } }) {
      if (!pointed?.value || !wellKnown?.value || pointed.url.href === wellKnown.url.href) {
        return skip('there is only one document')
      }
      const { about, url, value } = wellKnown
      return comparable(value.resource) !== about.href && warn(`${url.href} is about ${value.resource}`)
    },
  },
  {
    id: 'metadata-signed',
    title: 'The signed metadata is about it too',
    rule: 'RFC 9728 2.2',
    judge: ofMember('signed_metadata', (jwt, { documents: { used } }) => {
      const claims = claimsOf(jwt)
      if (claims === undefined || claims === null) return fail('it is no JWT')
      if (typeof claims.iss !== 'string') return fail('it has no iss')
      const { resource = used.value.resource } = claims
      return resource !== used.value.resource && fail(`it is about ${resource}`)
    }),
  },
  {
    id: 'metadata-servers',
    title: 'The metadata lists authorization servers',
    rule: 'MCP 2025-11-25 authorization',
    judge: ofDocument(({ authorization_servers: servers }, { profile }) => {
      if (servers === undefined && profile !== 'mcp') return skip('no authorization_servers')
      if (!isList(servers, (server) => typeof server === 'string')) return fail('it has no list of them')
      return servers.length === 0 && fail('the list is empty')
    }),
  },
  {
    id: 'metadata-issuers',
    title: 'Each authorization server is an https URL',
    rule: 'RFC 8414 2',
    judge: ofMember('authorization_servers', (servers) => {
      if (!Array.isArray(servers)) return skip('no list')
      const isIssuer = (text) => {
        const url = httpUrlOf(text)
        return url && (url.protocol === 'https:' || isLoopback(url)) && !/[?#]/.test(text)
      }
      const invalid = servers.find((server) => typeof server === 'string' && !isIssuer(server))
      return invalid !== undefined && fail(`${invalid} is not an https URL, or has a query or a fragment`)
    }),
  },
  {
    id: 'metadata-scopes',
    title: 'scopes_supported is a list of scopes',
    rule: 'RFC 9728 2',
    judge: ofMember('scopes_supported', (scopes) => {
      const isScope = (scope) => typeof scope === 'string' && SCOPE_TOKEN.test(scope)
      return !isList(scopes, isScope) && fail('it is something else')
    }),
  },
  {
    id: 'metadata-bearer-methods',
    title: 'bearer_methods_supported is valid',
    rule: 'RFC 9728 2',
    judge: ofMember('bearer_methods_supported', (methods, { profile }) => {
      if (!isList(methods, (method) => ['header', 'body', 'query'].includes(method)))
        return fail('it has others than header, body and query')
      return (
        profile === 'mcp' &&
        !methods.includes('header') &&
        fail('it has no header, where MCP clients send tokens')
      )
    }),
  },
]
