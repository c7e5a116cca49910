'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { parseWwwAuthenticate } = require('auth-challenge')
const { extractWWWAuthenticateParams, insufficientScope, unauthorized } = require('auth-challenge/mcp')

const resource = 'https://files.example/mcp'
const resource_metadata = 'https://files.example/.well-known/oauth-protected-resource/mcp'

const response = (...lines) =>
  new Response(null, { headers: lines.map((line) => ['WWW-Authenticate', line]) })
const given = (params) =>
  Object.fromEntries(Object.entries(params).filter(([_name, value]) => value !== undefined))
const challengesOf = (refusal) =>
  parseWwwAuthenticate(refusal, { strict: true }).map(({ scheme, params }) => [scheme, { ...params }])

test('the parameters of a challenge', () => {
  for (const [lines, params] of [
    [[], {}],
    [['Bearer'], {}],
    [['Basic realm="scope=a"'], {}],
    [['Bearer scope="a b", error="invalid_token"'], { scope: 'a b', error: 'invalid_token' }],
    [['bearer scope=a'], { scope: 'a' }],
    [['DPoP algs="ES256", scope="a"'], { scope: 'a' }],
    [['Negotiate', 'Bearer scope="a"'], { scope: 'a' }],
    [['Bearer, DPoP scope="a"'], { scope: 'a' }],
    [['Bearer scope="a", DPoP scope="b", error="c"'], { scope: 'a', error: 'c' }],
    [
      [
        'Bearer error="insufficient_scope", Bearer resource_metadata="https://files.example/.well-known/oauth-protected-resource/mcp"',
      ],
      { error: 'insufficient_scope', resourceMetadataUrl: new URL(resource_metadata) },
    ],
    [
      [
        `Bearer resource_metadata="/here", scope="", DPoP resource_metadata="${resource_metadata}", scope="a"`,
      ],
      { scope: 'a', resourceMetadataUrl: new URL(resource_metadata) },
    ],
    [['Bearer, error="insufficient_scope", scope="a"'], { scope: 'a', error: 'insufficient_scope' }],
    [['Bearer realm="scope=b of c", scope="a"'], { scope: 'a' }],
    [['Bearer scope = "a"'], { scope: 'a' }],
    [['Bearer SCOPE="a"'], { scope: 'a' }],
    [['Bearer x_scope="b", scope="a"'], { scope: 'a' }],
    [['Bearer error_description="say \\"please\\""'], { errorDescription: 'say "please"' }],
    [['Bearer scope="", error=""'], {}],
    [
      [`Bearer resource_metadata="${resource_metadata}"`],
      { resourceMetadataUrl: new URL(resource_metadata) },
    ],
    [['Bearer resource_metadata="file:///etc/passwd", scope="a"'], { scope: 'a' }],
    [['Bearer resource_metadata="javascript:alert(1)", scope="a"'], { scope: 'a' }],
    [['Bearer resource_metadata="/here", scope="a"'], { scope: 'a' }],
  ]) {
    assert.deepEqual(given(extractWWWAuthenticateParams(response(...lines))), params, lines.join())
  }
})

test('a refusal without options', async () => {
  for (const [make, status, statusText, challenge, error] of [
    [unauthorized, 401, 'Unauthorized', ['Bearer', {}], { code: -32_000, message: 'Unauthorized' }],
    [
      insufficientScope,
      403,
      'Forbidden',
      ['Bearer', { error: 'insufficient_scope' }],
      {
        code: -32_001,
        message: 'Insufficient scope',
        data: { error: 'insufficient_scope', required_scopes: [] },
      },
    ],
  ]) {
    const refusal = make()
    assert.ok(refusal instanceof Response)
    assert.deepEqual([refusal.status, refusal.statusText], [status, statusText])
    assert.deepEqual(challengesOf(refusal), [challenge])
    assert.equal(refusal.headers.get('access-control-expose-headers'), 'WWW-Authenticate')
    assert.equal(refusal.headers.get('content-type'), 'application/json')
    assert.deepEqual(await refusal.json(), { jsonrpc: '2.0', error, id: null })
  }
})

test('what a refusal says', async () => {
  const refusal = insufficientScope({
    acr_values: 'mfa',
    error_description: 'Sign in again',
    headers: { 'Retry-After': '1', 'Access-Control-Expose-Headers': 'Retry-After' },
    id: 7,
    realm: 'files',
    resource,
    scheme: 'DPoP',
    scope: ['files:read', 'files:write'],
  })
  assert.deepEqual(challengesOf(refusal), [
    [
      'DPoP',
      {
        realm: 'files',
        scope: 'files:read files:write',
        error: 'insufficient_scope',
        error_description: 'Sign in again',
        resource_metadata,
        acr_values: 'mfa',
      },
    ],
  ])
  assert.equal(refusal.headers.get('retry-after'), '1')
  assert.equal(refusal.headers.get('access-control-expose-headers'), 'Retry-After, WWW-Authenticate')
  const { error, id } = await refusal.json()
  assert.equal(id, 7)
  assert.equal(error.message, 'Sign in again')
  assert.deepEqual(error.data.required_scopes, ['files:read', 'files:write'])
})

test('the URL of the metadata goes before that of the resource', () => {
  const refusal = unauthorized({ resource, resource_metadata: 'https://files.example/where' })
  assert.deepEqual(challengesOf(refusal), [['Bearer', { resource_metadata: 'https://files.example/where' }]])
})

test('challenges of others stand after that of the options, or alone', () => {
  const challenges = ['DPoP algs="ES256"', 'Basic realm="old, \\"files\\""']
  const others = [
    ['DPoP', { algs: 'ES256' }],
    ['Basic', { realm: 'old, "files"' }],
  ]
  assert.deepEqual(challengesOf(unauthorized({ challenges, scope: 'a' })), [
    ['Bearer', { scope: 'a' }],
    ...others,
  ])
  assert.deepEqual(challengesOf(unauthorized({ challenges })), others)
  assert.deepEqual(challengesOf(insufficientScope({ challenges: response(...challenges) })), others)
  assert.deepEqual(challengesOf(unauthorized({ challenges: response() })), [['Bearer', {}]])
})

test('no text makes a refusal throw', () => {
  for (const text of ['"', '\\', 'a\r\nb: c', '\0', '\x7f', '日本', '\ud800', 'a", scope="b']) {
    for (const name of ['realm', 'scope', 'error', 'error_description', 'error_uri', 'resource_metadata']) {
      const [[scheme, params], ...more] = challengesOf(unauthorized({ [name]: text }))
      assert.deepEqual([scheme, more], ['Bearer', []])
      for (const found of Object.keys(params)) assert.equal(found, name)
    }
    assert.doesNotThrow(() => unauthorized({ challenges: `Bearer realm="${text}` }))
  }
})

test('an invalid resource is refused at once', () => {
  for (const resource of ['files', 'urn:files', 7]) {
    assert.throws(() => unauthorized({ resource }), {
      name: 'TypeError',
      code: 'invalid-option',
      option: 'resource',
    })
  }
})

test('a misspelt option is refused, with the one that was meant', () => {
  for (const [options, option, meant] of [
    [{ scopes: 'a' }, 'scopes', 'scope'],
    [{ errorDescription: 'a' }, 'errorDescription', 'error_description'],
    [{ resourceMetadata: resource_metadata }, 'resourceMetadata', 'resource_metadata'],
  ]) {
    for (const make of [unauthorized, insufficientScope]) {
      assert.throws(() => make(options), {
        name: 'TypeError',
        code: 'unknown-option',
        message: `unknown option \`${option}\`: did you mean \`${meant}\`?`,
        option,
      })
    }
  }
  for (const options of [{ resourceUrl: resource }, { 'x-any': 'a' }]) {
    assert.throws(() => unauthorized(options), { code: 'unknown-option' })
  }
  assert.throws(() => insufficientScope({ error: 'invalid_token' }), {
    code: 'unknown-option',
    option: 'error',
  })
  assert.deepEqual(challengesOf(unauthorized({ extensions: { 'x-any': 'a' } })), [
    ['Bearer', { 'x-any': 'a' }],
  ])
})

test('a 401 has a challenge, whatever the others are', () => {
  for (const challenges of [[''], ['', ' , '], [], null, 'Basic realm="a"']) {
    const refusal = unauthorized({ challenges, scope: 'a' })
    assert.match(refusal.headers.get('www-authenticate'), /^Bearer scope="a"/)
  }
  assert.deepEqual(challengesOf(unauthorized({ challenges: [''] })), [['Bearer', {}]])
})

test('the body holds what the header holds', async () => {
  const secret = `a\r\nb${'x'.repeat(600)}`
  const refusal = insufficientScope({ error_description: secret, scope: ['files:read', 'a"b', '\u0122'] })
  const { error } = await refusal.json()
  const [[, params]] = challengesOf(refusal)
  assert.deepEqual(error, {
    code: -32_001,
    message: params.error_description,
    data: { error: 'insufficient_scope', required_scopes: ['files:read'] },
  })
  assert.equal(params.error_description, `a  b${'x'.repeat(508)}`)
})
