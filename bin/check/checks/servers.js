'use strict'

// The metadata of the authorization servers, RFC 8414.

const { isLoopback } = require('../../address.js')
const { httpUrlOf } = require('../documents.js')
const { fail, skip } = require('../verdicts.js')

/** Judges the metadata of each authorization server that has some. */
const ofEach = (judge) => (seen) => {
  const found = seen.servers.filter((server) => server.found?.value)
  if (found.length === 0) return skip('no metadata of an authorization server')
  return found.map(({ found: { value }, issuer }) => judge(value, issuer, seen))
}

const isHttps = (text) => {
  const url = httpUrlOf(text)
  return url !== undefined && (url.protocol === 'https:' || isLoopback(url))
}

module.exports = [
  {
    id: 'server-address',
    title: 'No authorization server is private',
    rule: 'RFC 9728 7.7',
    judge({ servers }) {
      if (servers.length === 0) return skip('no authorization server')
      return servers
        .filter(({ refused }) => refused === 'address')
        .map(({ issuer }) => fail(`${issuer} has a private address (--allow-private accepts it)`))
    },
  },
  {
    id: 'server-found',
    title: 'Authorization servers have metadata',
    rule: 'RFC 8414 3',
    judge({ servers }) {
      if (servers.length === 0) return skip('no authorization server')
      const asked = servers.filter(({ refused }) => !refused)
      if (asked.length === 0) return skip(`not fetched: --allow-origin ${servers[0].target.origin}`)
      return asked
        .filter(({ found }) => found?.value === undefined)
        .map(({ issuer }) => fail(`${issuer} has no metadata at its well-known places`))
    },
  },
  {
    id: 'server-issuer',
    title: 'Their metadata names them as the issuer',
    rule: 'RFC 8414 3.3',
    judge: ofEach((value, issuer) => value.issuer !== issuer && fail(`${issuer}: it names ${value.issuer}`)),
  },
  {
    id: 'server-endpoints',
    title: 'Authorization servers have endpoints',
    rule: 'RFC 8414 2',
    judge: ofEach((value, issuer) => {
      const names = ['authorization_endpoint', 'token_endpoint']
      const missing = names.filter((name) => !isHttps(value[name]))
      return missing.length > 0 && fail(`${issuer} has no https URL as ${missing.join(', ')}`)
    }),
  },
  {
    id: 'server-pkce',
    title: 'Authorization servers support PKCE',
    rule: 'MCP 2025-11-25 authorization',
    judge(seen) {
      if (seen.profile !== 'mcp') return skip('a rule of MCP')
      return ofEach(({ code_challenge_methods_supported: methods }, issuer) => {
        return (
          !(Array.isArray(methods) && methods.includes('S256')) &&
          fail(`${issuer} does not have S256, without which MCP clients stop`)
        )
      })(seen)
    },
  },
]
