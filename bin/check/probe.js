'use strict'

// Asks a server everything that the checks look at, and judges nothing.

const { findChallenge, parseWwwAuthenticate } = require('../../entries/index.js')
const { NetworkError, exchange, initialize } = require('../exchange.js')
const { version } = require('../../package.json')
const { documentsOf, serversOf } = require('./documents.js')

const INVALID_TOKEN = 'auth-challenge.invalid'

/** A web page that has nothing to do with the server. */
const OTHER_ORIGIN = 'https://auth-challenge.example'

const GET = { method: 'GET', headers: { accept: '*/*' } }

const withHeaders = (request, headers) => ({ ...request, headers: { ...request.headers, ...headers } })

/** An answer, with its challenges; without one, `problem` says why. */
async function ask(url, request, options) {
  try {
    const answer = await exchange(url, request, options)
    const lines = answer.headers['www-authenticate'] ?? []
    return { ...answer, lines, challenges: parseWwwAuthenticate(lines) }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    return { problem: error.message, headers: {}, lines: [], challenges: [], text: '' }
  }
}

/** What a client does with a token that the server accepts, until it answers 403: the answers. */
async function askForMore(url, base, { insufficientToken, profile, tool }, send) {
  const authorized = { authorization: `Bearer ${insufficientToken}` }
  const first = await send('a token of too small a scope', url, withHeaders(base, authorized))
  if (first.status === 403 || profile !== 'mcp' || !(first.status >= 200 && first.status < 300)) return first
  const [session] = first.headers['mcp-session-id'] ?? []
  const head = { ...authorized, ...(session && { 'mcp-session-id': session }) }
  const message = (body) => withHeaders({ ...base, body: JSON.stringify({ jsonrpc: '2.0', ...body }) }, head)
  await send('a session', url, message({ method: 'notifications/initialized' }))
  const request =
    tool === undefined
      ? { method: 'tools/list', params: {} }
      : { method: 'tools/call', params: { name: tool, arguments: {} } }
  return send(request.method, url, message({ id: 2, ...request }))
}

/** Everything that was seen of the server. Throws if it does not answer at all. */
async function probe(options, progress) {
  const { url, profile } = options
  const own = Object.fromEntries(options.headers)
  const base = withHeaders(profile === 'mcp' ? initialize(version) : GET, own)
  const send = (what, target, request, lookup) => {
    progress(what)
    return ask(target, request, { ...options, lookup })
  }

  const unauthorized = await send('a request without a token', url, base)
  if (unauthorized.problem !== undefined) throw new NetworkError(unauthorized.problem)
  const bad = { authorization: `Bearer ${INVALID_TOKEN}` }
  const seen = {
    options,
    url,
    profile,
    unauthorized,
    get: profile === 'mcp' ? await send('GET', url, withHeaders(GET, own)) : undefined,
    badToken: await send('an invalid token', url, withHeaders(base, bad)),
    crossOrigin: await send('another origin', url, withHeaders(base, { origin: OTHER_ORIGIN })),
    preflight: await send('a preflight request', url, {
      method: 'OPTIONS',
      headers: {
        origin: OTHER_ORIGIN,
        'access-control-request-method': base.method,
        'access-control-request-headers': 'authorization',
      },
    }),
    forbidden: options.insufficientToken && (await askForMore(url, base, options, send)),
  }
  if (findChallenge(unauthorized.lines, 'DPoP')) {
    const proof = { authorization: `DPoP ${INVALID_TOKEN}`, dpop: INVALID_TOKEN }
    seen.badProof = await send('an invalid proof', url, withHeaders(base, proof))
  }
  const fetchJson = (target, headers, lookup) => {
    const all = { ...(target.origin === url.origin && own), accept: 'application/json', ...headers }
    return send(target.origin, target, { method: 'GET', headers: all, reads: true }, lookup)
  }
  seen.documents = await documentsOf(seen, fetchJson, OTHER_ORIGIN)
  seen.servers = await serversOf(seen, fetchJson)
  return seen
}

module.exports = { probe }
