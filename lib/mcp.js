'use strict'

const { bearerChallenge } = require('./bearer.js')
const { invalidOption } = require('./errors.js')
const { forwardChallenge } = require('./forward.js')
const { readOptions } = require('./options.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { params: PARAMS } = require('./protocol.js')
const { protectedResourceMetadataUrl, isUrlObject, urlOf } = require('./url.js')

const isOauth = ({ scheme }) => /^(?:bearer|dpop)$/i.test(scheme)

function extractWWWAuthenticateParams(response) {
  const challenges = parseWwwAuthenticate(response.headers).filter(isOauth)
  /** What `use` makes of the first value of `name` that it can use. */
  const first = (name, use = (text) => text || undefined) => {
    for (const { params } of challenges) {
      const used = name in params ? use(params[name]) : undefined
      if (used !== undefined) return used
    }
    return undefined
  }
  return {
    resourceMetadataUrl: first('resource_metadata', httpUrl),
    scope: first('scope'),
    error: first('error'),
    errorDescription: first('error_description'),
  }
}

/** A URL that a client may fetch. Others, such as `file:`, come from whoever wants something of the client. */
function httpUrl(text) {
  const url = urlOf(text)
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined
}

function unauthorized(options = {}) {
  const read = readOptions(options, OPTIONS)
  return refusal([401, 'Unauthorized'], read, ({ error_description }) => ({
    code: -32_000,
    message: error_description ?? 'Unauthorized',
  }))
}

function insufficientScope(options = {}) {
  const { error: _, ...kinds } = OPTIONS
  const read = readOptions(options, kinds)
  return refusal(
    [403, 'Forbidden'],
    { ...read, error: 'insufficient_scope' },
    ({ error_description, scope }) => ({
      code: -32_001,
      message: error_description ?? 'Insufficient scope',
      data: { error: 'insufficient_scope', required_scopes: scope?.split(' ') ?? [] },
    }),
  )
}

const any = (value) => value

function resourceUrl(value, option) {
  const isResource = typeof value === 'string' || isUrlObject(value)
  try {
    if (isResource) return protectedResourceMetadataUrl(value)
  } catch {
    // Refused below.
  }
  return invalidOption(option, 'an http or https URL', value)
}

/** The parameters of a challenge are checked as they are written, headers and sources as they are read. */
const OPTIONS = {
  ...Object.fromEntries([...PARAMS, 'extensions'].map((name) => [name, any])),
  challenges: any,
  headers: any,
  id: any,
  resource: resourceUrl,
  scheme: any,
}

/** A response whose challenge has the parameters among `options`, and whose body has a problem, as JSON-RPC 2.0 has it. */
function refusal([status, statusText], options, problemOf) {
  const { challenges, headers: others, id = null, resource, scheme, ...params } = options
  if (resource !== undefined) params.resource_metadata ??= resource

  const lines = forwardChallenge(challenges).filter((line) => /[^\s,]/.test(line))
  const { error, ...said } = params
  const isToSay =
    (status === 401 && error !== undefined) || Object.values(said).some((value) => value !== undefined)
  // A 401 has a challenge at least, RFC 9110 15.5.2.
  const own = bearerChallenge(params, { scheme })
  if (isToSay || lines.length === 0) lines.unshift(own)

  const headers = new Headers(others)
  if (!headers.has('content-type')) headers.set('Content-Type', 'application/json')
  // Without it, no script in a browser sees the challenge (Fetch 3.3.2).
  headers.append('Access-Control-Expose-Headers', 'WWW-Authenticate')
  for (const line of lines) headers.append('WWW-Authenticate', line)
  // The body says what the challenge says: of text that no header can hold, the same as is sent there.
  const [{ params: written }] = parseWwwAuthenticate(own)
  const body = { jsonrpc: '2.0', error: problemOf(written), id }
  return new Response(JSON.stringify(body), { status, statusText, headers })
}

module.exports = { extractWWWAuthenticateParams, insufficientScope, unauthorized }
