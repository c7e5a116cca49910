'use strict'

// Servers that are broken in one way, and the check that finds it: `[what, check, change, options]`.

const METADATA = '/.well-known/oauth-protected-resource'

/** Alters each line of `WWW-Authenticate` of some answers. */
const lines =
  (kinds, edit) =>
  (table, ...rest) => {
    for (const kind of kinds) {
      const { headers } = table[kind]
      headers['www-authenticate'] = headers['www-authenticate'].flatMap((line) => edit(line, ...rest))
    }
  }

const UNAUTHORIZED = ['without a token', 'invalid token']
const EVERY = [...UNAUTHORIZED, 'small token']

const without = (name) => (line) => line.replace(new RegExp(`, ${name}="[^"]*"|${name}="[^"]*", `), '')

/** Alters an answer, its headers, or the members of a document; `undefined` removes one. */
const answer = (kind, values) => (table) => Object.assign(table[kind], values)
const header = (kind, name, value) => (table) => {
  delete table[kind].headers[name]
  if (value !== undefined) table[kind].headers[name] = value
}
const member = (kind, name, value) => (table, origin) => {
  table[kind].body[name] = typeof value === 'function' ? value(origin) : value
}
const all =
  (...changes) =>
  (...args) =>
    changes.forEach((change) => {
      change(...args)
    })

const DPOP = { withDpop: true }

/** `resource` of signed metadata, with an issuer, with an invalid signature, which is not checked. */
const signed = (claims) => {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'ES256' })}.${part(claims)}.c2ln`
}

module.exports = [
  ['serves without a token', 'status-without-token', answer('without a token', { status: 200, headers: {} })],
  [
    'sends to a page where people sign in',
    'status-without-token',
    answer('without a token', { status: 302, headers: { location: '/login' } }),
  ],
  [
    'refuses with 403 if there is no token',
    'status-without-token',
    answer('without a token', { status: 403 }),
  ],
  ['serves GET', 'status-get', answer('GET', { status: 200 })],
  [
    'serves with an invalid token',
    'status-invalid-token',
    answer('invalid token', { status: 200, headers: {} }),
  ],
  [
    'fails with an invalid token',
    'status-invalid-token',
    answer('invalid token', { status: 500, headers: {} }),
  ],
  ['says no error of an invalid token', 'error-invalid-token', lines(['invalid token'], without('error'))],
  [
    'has another error for an invalid token',
    'error-invalid-token',
    lines(['invalid token'], (line) => line.replace('invalid_token', 'expired')),
  ],
  ['names no scope', 'scope', lines(['without a token'], without('scope'))],
  ['answers too small a scope with 401', 'status-insufficient-token', answer('small token', { status: 401 })],
  [
    'sends a 403 without a challenge',
    'error-insufficient-scope',
    header('small token', 'www-authenticate', undefined),
  ],
  ['sends a 403 without the error', 'error-insufficient-scope', lines(['small token'], without('error'))],
  ['sends a 403 without a scope', 'scope-insufficient-scope', lines(['small token'], without('scope'))],
  [
    'sends a 403 without the pointer',
    'pointer-insufficient-scope',
    lines(['small token'], without('resource_metadata')),
  ],
  ['sends a 401 without a challenge', 'challenge', header('invalid token', 'www-authenticate', undefined)],
  ['challenges with Basic alone', 'oauth-challenge', lines(['invalid token'], () => 'Basic realm="files"')],
  ['writes a comma after the scheme', 'challenge-lint', lines(EVERY, (line) => line.replace(' ', ', '))],
  ['writes single quotes around the header', 'challenge-lint', lines(EVERY, (line) => `'${line}'`)],
  [
    'writes a semicolon between parameters',
    'challenge-lint',
    lines(['small token'], (line) => line.replace(',', ';')),
  ],
  [
    'asks for offline_access',
    'challenge-lint',
    lines(['without a token'], (line) => line.replace('files:read', 'files:read offline_access')),
  ],
  [
    'has characters in a description that it must not have',
    'challenge-lint',
    lines(['invalid token'], (line) => `${line}, error_description="the token \\"x\\" expired"`),
  ],
  ['points to a path', 'challenge-lint', lines(EVERY, (line, origin) => line.replace(origin, ''))],
  [
    'writes a challenge for each scope',
    'bearer-once',
    lines(['small token'], (line) => [line.replace(' files:write', ''), line.replace('files:read ', '')]),
  ],
  ['writes Negotiate first', 'bearer-first', lines(EVERY, (line) => ['Negotiate', line])],
  [
    'points to the metadata in one 401 alone',
    'pointer',
    lines(['invalid token'], without('resource_metadata')),
  ],
  [
    'points to two documents',
    'same-pointer',
    lines(['invalid token'], (line) => line.replace('/mcp"', '/old"')),
  ],
  [
    'points to the origin behind a gateway',
    'metadata-address',
    lines(EVERY, (line, origin) => line.replace(origin, 'https://10.0.0.7:8080')),
  ],
  [
    'points to another origin',
    'metadata-origin',
    lines(EVERY, (line, origin) => line.replace(origin, 'https://metadata.example')),
  ],
  ['has no metadata where it points to', 'metadata-found', answer('metadata', { status: 404 })],
  [
    'sends on to the metadata',
    'metadata-found',
    answer('metadata', { status: 302, headers: { location: '/elsewhere' } }),
  ],
  [
    'has neither a pointer nor metadata',
    'metadata-found',
    all(lines(UNAUTHORIZED, without('resource_metadata')), answer('metadata', { status: 404 })),
  ],
  ['has metadata of type text', 'metadata-type', header('metadata', 'content-type', 'text/plain')],
  ['has metadata that is HTML', 'metadata-json', answer('metadata', { body: '<!doctype html>' })],
  ['has metadata that is a list', 'metadata-json', answer('metadata', { body: [] })],
  ['has metadata without a resource', 'metadata-resource', member('metadata', 'resource', undefined)],
  [
    'has the metadata of its upstream',
    'metadata-resource',
    member('metadata', 'resource', 'http://10.0.0.7:8080/mcp'),
  ],
  [
    'has the metadata of its whole host',
    'metadata-resource',
    member('metadata', 'resource', (origin) => origin),
  ],
  [
    'has other metadata at the well-known place',
    'metadata-well-known',
    lines(EVERY, (line) => line.replace(`${METADATA}/mcp`, '/metadata')),
    {
      route: ({ url, headers: { host } }, response) => {
        if (url !== '/metadata') return false
        response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
        response.end(
          JSON.stringify({ resource: `http://${host}/mcp`, authorization_servers: [`http://${host}`] }),
        )
        return true
      },
      change: member('metadata', 'resource', 'https://old.example/mcp'),
    },
  ],
  [
    'has signed metadata of its upstream',
    'metadata-signed',
    member('metadata', 'signed_metadata', signed({ iss: 'https://h', resource: 'http://10.0.0.7/mcp' })),
  ],
  ['has signed metadata that is no JWT', 'metadata-signed', member('metadata', 'signed_metadata', 'signed')],
  ['lists no authorization server', 'metadata-servers', member('metadata', 'authorization_servers', [])],
  [
    'has no list of authorization servers',
    'metadata-servers',
    member('metadata', 'authorization_servers', undefined),
  ],
  [
    'lists an authorization server by http',
    'metadata-issuers',
    member('metadata', 'authorization_servers', (origin) => [origin, 'http://login.example']),
  ],
  [
    'lists an authorization server with a query',
    'metadata-issuers',
    member('metadata', 'authorization_servers', (origin) => [origin, 'https://login.example/?tenant=a']),
  ],
  ['has scopes in one text', 'metadata-scopes', member('metadata', 'scopes_supported', 'files:read')],
  ['has a scope with a space', 'metadata-scopes', member('metadata', 'scopes_supported', ['files read'])],
  [
    'takes tokens from the query alone',
    'metadata-bearer-methods',
    member('metadata', 'bearer_methods_supported', ['query']),
  ],
  [
    'lists an authorization server at a private address',
    'server-address',
    member('metadata', 'authorization_servers', (origin) => [origin, 'https://192.168.0.9']),
  ],
  ['has no metadata of its authorization server', 'server-found', answer('issuer', { status: 404 })],
  ['has metadata of another issuer', 'server-issuer', member('issuer', 'issuer', 'https://login.example')],
  ['has an issuer with a slash more', 'server-issuer', member('issuer', 'issuer', (origin) => `${origin}/`)],
  ['has no token endpoint', 'server-endpoints', member('issuer', 'token_endpoint', undefined)],
  [
    'has an authorization endpoint by http',
    'server-endpoints',
    member('issuer', 'authorization_endpoint', 'http://login.example/authorize'),
  ],
  ['does not support PKCE', 'server-pkce', member('issuer', 'code_challenge_methods_supported', undefined)],
  [
    'supports plain PKCE alone',
    'server-pkce',
    member('issuer', 'code_challenge_methods_supported', ['plain']),
  ],
  [
    'does not expose the header to scripts',
    'cors-exposed',
    header('without a token', 'access-control-expose-headers', 'Mcp-Session-Id'),
  ],
  [
    'exposes all headers, with credentials',
    'cors-exposed',
    all(
      header('without a token', 'access-control-expose-headers', '*'),
      header('without a token', 'access-control-allow-credentials', 'true'),
    ),
  ],
  ['asks a preflight request for a token', 'cors-preflight', answer('preflight', { status: 401 })],
  [
    'does not allow scripts to send a token',
    'cors-preflight',
    header('preflight', 'access-control-allow-headers', 'Content-Type'),
  ],
  [
    'does not let scripts read the metadata',
    'cors-metadata',
    header('metadata', 'access-control-allow-origin', undefined),
  ],
  [
    'requires DPoP and does not offer it',
    'dpop-required',
    member('metadata', 'dpop_bound_access_tokens_required', true),
  ],
  [
    'offers an algorithm that the metadata does not have',
    'dpop-algorithms',
    member('metadata', 'dpop_signing_alg_values_supported', ['ES256']),
    DPOP,
  ],
  [
    'takes an invalid proof',
    'dpop-invalid-proof',
    answer('invalid proof', { status: 200, headers: {} }),
    DPOP,
  ],
  [
    'forgets DPoP after an invalid proof',
    'dpop-invalid-proof',
    (table) => table['invalid proof'].headers['www-authenticate'].pop(),
    DPOP,
  ],
  [
    'asks for a nonce and gives none',
    'dpop-nonce',
    lines(['invalid proof'], (line) => line.replace('error="invalid_token"', 'error="use_dpop_nonce"')),
    DPOP,
  ],
  [
    'offers a proof with a shared key',
    'challenge-lint',
    all(
      lines(UNAUTHORIZED, (line) => line.replace('PS256', 'HS256')),
      member('metadata', 'dpop_signing_alg_values_supported', ['ES256', 'HS256']),
    ),
    DPOP,
  ],
].map(([what, check, change, { change: more, ...options } = {}]) => ({
  what,
  check,
  options: { ...options, change: more ? all(change, more) : change },
}))
