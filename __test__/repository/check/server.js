'use strict'

// A well-behaved MCP server with its authorization server, on loopback, and one that a fixture breaks.

const SMALL_TOKEN = 'small'
const METADATA = '/.well-known/oauth-protected-resource'
const ISSUER = '/.well-known/oauth-authorization-server'

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Mcp-Session-Id, WWW-Authenticate',
}

const json = (value) => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
  body: value,
})

/** Each answer of the well-behaved server, by what was asked. `bearer` and `dpop` write challenges. */
function answers({ origin, withDpop }) {
  const pointer = `${origin}${METADATA}/mcp`
  const bearer = (params) => `Bearer ${params}, resource_metadata="${pointer}"`
  const challenge = (status, params, dpopParams = '') => {
    const dpop = `DPoP algs="ES256 PS256", ${params}${dpopParams}, resource_metadata="${pointer}"`
    const lines = withDpop ? [bearer(params), dpop] : [bearer(params)]
    return { status, headers: { ...CORS, 'www-authenticate': lines }, body: undefined }
  }
  const invalid = 'scope="files:read", error="invalid_token"'
  return {
    'without a token': challenge(401, 'scope="files:read"'),
    GET: { status: 405, headers: { ...CORS, allow: 'POST' } },
    'invalid token': challenge(401, invalid),
    'invalid proof': challenge(401, invalid),
    'small token': challenge(403, 'scope="files:read files:write", error="insufficient_scope"'),
    preflight: {
      status: 204,
      headers: { ...CORS, 'access-control-allow-headers': 'Authorization, DPoP, Content-Type' },
    },
    metadata: json({
      resource: `${origin}/mcp`,
      authorization_servers: [origin],
      bearer_methods_supported: ['header'],
      scopes_supported: ['files:read', 'files:write'],
      ...(withDpop && {
        dpop_bound_access_tokens_required: true,
        dpop_signing_alg_values_supported: ['ES256', 'PS256'],
      }),
    }),
    issuer: json({
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
    }),
    nothing: { status: 404, headers: {} },
    root: { status: 404, headers: {} },
  }
}

/** What a request asks for, of the above. */
function kindOf({ headers: { authorization }, method, url }) {
  if (url === `${METADATA}/mcp`) return 'metadata'
  if (url === METADATA) return 'root'
  if (url === ISSUER) return 'issuer'
  if (url !== '/mcp') return 'nothing'
  if (method === 'OPTIONS') return 'preflight'
  if (authorization === undefined) return method === 'GET' ? 'GET' : 'without a token'
  if (authorization === `Bearer ${SMALL_TOKEN}`) return 'small token'
  return authorization.startsWith('DPoP') ? 'invalid proof' : 'invalid token'
}

/**
 * @param change takes the answers, which it may alter, and the origin
 * @param route takes a request, and may answer it
 */
async function startServer({ change, route, withDpop } = {}) {
  const { serve } = await import('../../../scripts/http.mjs')
  const server = await serve((request, response) => {
    request.resume()
    if (route?.(request, response)) return
    const { body, headers, status } = table[kindOf(request)]
    response.writeHead(status, headers)
    response.end(typeof body === 'object' ? JSON.stringify(body) : body)
  })
  const { origin } = server
  const table = answers({ origin, withDpop })
  change?.(table, origin)
  return { ...server, url: `${origin}/mcp` }
}

module.exports = { SMALL_TOKEN, startServer }
