'use strict'

const { forwardChallenge } = require('./forward.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { protectedResourceMetadataUrl } = require('./url.js')
const { bearerChallenge } = require('./write.js')

/** The parameters that MCP clients act on; each that is sent makes a challenge worth reading. */
const ACTED_ON = ['resource_metadata', 'scope', 'error', 'error_description']

function extractWWWAuthenticateParams(response) {
  const challenge = parseWwwAuthenticate(response.headers.get('www-authenticate')).find(
    ({ scheme, params }) => /^(?:bearer|dpop)$/i.test(scheme) && ACTED_ON.some((name) => name in params),
  )
  if (challenge === undefined) return {}
  const { resource_metadata, scope, error, error_description } = challenge.params
  return {
    resourceMetadataUrl: httpUrl(resource_metadata),
    scope: scope || undefined,
    error: error || undefined,
    errorDescription: error_description || undefined,
  }
}

/** A URL that a client may fetch. Others, such as `file:`, come from whoever wants something of the client. */
function httpUrl(text) {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
}

function unauthorized(options = {}) {
  const { error, error_description } = options
  return refusal([401, 'Unauthorized'], options, error, {
    code: -32_000,
    message: error_description || 'Unauthorized',
  })
}

function insufficientScope(options = {}) {
  const { error_description, scope = [] } = options
  return refusal([403, 'Forbidden'], options, 'insufficient_scope', {
    code: -32_001,
    message: error_description || 'Insufficient scope',
    data: {
      error: 'insufficient_scope',
      required_scopes: typeof scope === 'string' ? scope.split(' ').filter(Boolean) : scope,
    },
  })
}

/** A response whose challenge has the parameters in `options`, and whose body has `problem`, as JSON-RPC 2.0 has it. */
function refusal([status, statusText], options, error, problem) {
  const { challenges, headers: others, id = null, resource, scheme, ...params } = options
  if (resource !== undefined) params.resource_metadata ??= protectedResourceMetadataUrl(resource)

  const lines = forwardChallenge(challenges)
  const isToSay = Object.values(params).some((value) => value !== undefined)
  // A 401 has a challenge at least, RFC 9110 15.5.2.
  if (isToSay || lines.length === 0) lines.unshift(bearerChallenge({ ...params, error }, { scheme }))

  const headers = new Headers(others)
  if (!headers.has('content-type')) headers.set('Content-Type', 'application/json')
  // Without it, no script in a browser sees the challenge (Fetch 3.3.2).
  headers.append('Access-Control-Expose-Headers', 'WWW-Authenticate')
  for (const line of lines) headers.append('WWW-Authenticate', line)
  return new Response(JSON.stringify({ jsonrpc: '2.0', error: problem, id }), { status, statusText, headers })
}

module.exports = { extractWWWAuthenticateParams, insufficientScope, unauthorized }
