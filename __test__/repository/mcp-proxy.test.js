'use strict'

const assert = require('node:assert/strict')
const { validateHeaderValue } = require('node:http')
const { test } = require('node:test')

const { parseWwwAuthenticate } = require('../..')
const {
  getProtectedResourceMetadataUrl,
  getScopeChallengeHeader,
  getWWWAuthenticateHeader,
} = require('auth-challenge/mcp-proxy')

const resource = 'https://example.com/mcp'
const metadata = 'https://example.com/.well-known/oauth-protected-resource/mcp'

/** The one challenge of a header that is valid and that Node.js sends. */
function challengeOf(header) {
  validateHeaderValue('WWW-Authenticate', header)
  const [challenge, ...others] = parseWwwAuthenticate(header, { strict: true })
  assert.deepEqual(others, [])
  return [challenge.scheme, { ...challenge.params }]
}

/** What is configured, what one response says, and the header of mcp-proxy 6.7.19, which is a valid challenge. */
const valid = [
  [undefined, undefined, 'Bearer'],
  [{}, {}, 'Bearer'],
  [{ realm: '', scope: '' }, { error: '' }, 'Bearer'],
  [{ realm: 'files' }, undefined, 'Bearer realm="files"'],
  [{ protectedResource: {} }, undefined, 'Bearer'],
  [{ protectedResource: { resource } }, undefined, `Bearer resource_metadata="${metadata}"`],
  [
    {
      error: 'invalid_token',
      error_description: 'it expired',
      error_uri: 'https://example.com/errors',
      protectedResource: { resource },
      realm: 'files',
      scope: 'read write',
    },
    undefined,
    `Bearer realm="files", resource_metadata="${metadata}", error="invalid_token", error_description="it expired", ` +
      'error_uri="https://example.com/errors", scope="read write"',
  ],
  [{ error: 'a', scope: 'b' }, { error: 'c', scope: 'd' }, 'Bearer error="c", scope="d"'],
  [
    undefined,
    { error_description: 'Token "abc" is invalid' },
    'Bearer error_description="Token \\"abc\\" is invalid"',
  ],
  [{ realm: 'C:\\files' }, undefined, 'Bearer realm="C:\\files"'],
  [{ realm: 'Zugänge\t1' }, undefined, 'Bearer realm="Zugänge\t1"'],
  [{ realm: 'x'.repeat(100_000) }, undefined, `Bearer realm="${'x'.repeat(100_000)}"`],
]

test('a valid challenge of mcp-proxy keeps its bytes', async () => {
  for (const [oauth, options, header] of valid) {
    assert.equal(getWWWAuthenticateHeader(oauth, options), header)
  }
})

test('mcp-proxy itself writes these bytes', async () => {
  const { AuthenticationMiddleware } = await import('mcp-proxy')
  // Its 401 for an API key has an error and a description, always.
  const defaults = { error: 'invalid_token', error_description: 'no' }
  for (const [oauth, options] of valid) {
    const all = { ...defaults, ...oauth, error: oauth?.error || defaults.error }
    const { headers } = new AuthenticationMiddleware({ oauth: all }).getUnauthorizedResponse(options)
    assert.equal(getWWWAuthenticateHeader(all, options), headers['WWW-Authenticate'])
  }
})

/** Values that make no challenge, or another one, when they are put between quotes as they are. */
const hostile = [
  '"',
  'say "please"',
  '\\',
  'ends in \\',
  'a\r\nSet-Cookie: b=c',
  '\0',
  '\x7f',
  '\u0122',
  '日本',
  '\ud800',
  'a", error="b',
  'a", added="b',
  '", Basic realm="b',
]

test('every other challenge is valid, sendable, and has no parameter that nobody configured', () => {
  for (const name of ['realm', 'error', 'error_description', 'error_uri', 'scope']) {
    for (const value of hostile) {
      const [scheme, params] = challengeOf(
        getWWWAuthenticateHeader({ error: 'invalid_token', [name]: value }),
      )
      assert.equal(scheme, 'Bearer')
      for (const found of Object.keys(params)) assert.ok(['error', name].includes(found), `${name}: ${found}`)
    }
  }
  for (const value of hostile) {
    const [, { error, ...params }] = challengeOf(
      getScopeChallengeHeader({ protectedResource: { resource: value } }, [value], value),
    )
    assert.equal(error, 'insufficient_scope')
    for (const found of Object.keys(params)) {
      assert.ok(['scope', 'resource_metadata', 'error_description'].includes(found), found)
    }
  }
})

test('the challenge for a missing scope is that of mcp-proxy without the comma after Bearer', async () => {
  const { AuthenticationMiddleware } = await import('mcp-proxy')
  const oauth = { protectedResource: { resource } }
  const middleware = new AuthenticationMiddleware({ oauth })
  const cases = [
    [['read', 'write']],
    [[]],
    [['admin'], 'Admin access required'],
    [['admin'], 'Requires "admin" scope'],
  ]
  for (const [scopes, description] of cases) {
    const theirs = middleware.getScopeChallengeResponse(scopes, description).headers['WWW-Authenticate']
    const ours = getScopeChallengeHeader(oauth, scopes, description)
    assert.equal(ours, theirs.replace('Bearer, ', 'Bearer '))
    const { scope, ...params } = challengeOf(ours)[1]
    assert.equal(scope, scopes.join(' '))
    assert.equal(params.error_description, description)
  }
})

test('there is no challenge for a missing scope without a resource', () => {
  for (const oauth of [undefined, {}, { protectedResource: {} }]) {
    assert.equal(getScopeChallengeHeader(oauth, ['a']), undefined)
  }
})

test('a URL of the metadata goes before that of the resource', () => {
  const oauth = { protectedResource: { resource, resource_metadata: 'https://example.com/where' } }
  assert.equal(getWWWAuthenticateHeader(oauth), 'Bearer resource_metadata="https://example.com/where"')
  assert.match(getScopeChallengeHeader(oauth, ['a']), /resource_metadata="https:\/\/example\.com\/where"/)
})

test('the URL of the metadata', () => {
  for (const [given, url] of [
    ['https://example.com', 'https://example.com/.well-known/oauth-protected-resource'],
    ['https://example.com/', 'https://example.com/.well-known/oauth-protected-resource'],
    [resource, metadata],
    [`${resource}/?tenant=one`, `${metadata}/?tenant=one`],
    ['example.com/api/mcp', 'example.com/api/mcp/.well-known/oauth-protected-resource'],
  ]) {
    assert.equal(getProtectedResourceMetadataUrl(given), url)
  }
})
