'use strict'

const assert = require('node:assert/strict')
const { validateHeaderValue } = require('node:http')
const { test } = require('node:test')

const { parseWwwAuthenticate } = require('auth-challenge')
const {
  getProtectedResourceMetadataUrl,
  getScopeChallengeHeader,
  getWWWAuthenticateHeader,
} = require('auth-challenge/mcp-proxy')

const resource = 'https://example.com/mcp'
const resource_metadata = 'https://example.com/.well-known/oauth-protected-resource/mcp'
const error_uri = 'https://example.com/errors'

/** The parameters of a header that is one valid Bearer challenge and that Node.js sends. */
function paramsOf(header) {
  validateHeaderValue('WWW-Authenticate', header)
  const [{ scheme, params }, ...others] = parseWwwAuthenticate(header, { strict: true })
  assert.deepEqual([scheme, others], ['Bearer', []])
  return { ...params }
}

/** What is configured, what one response says, and the header of mcp-proxy 6.7.19, which every client reads. */
const readable = [
  [undefined, undefined, 'Bearer'],
  [{}, {}, 'Bearer'],
  [{ realm: '', scope: '' }, { error: '' }, 'Bearer'],
  [{ realm: 'files' }, undefined, 'Bearer realm="files"'],
  [{ protectedResource: {} }, undefined, 'Bearer'],
  [{ protectedResource: { resource } }, undefined, `Bearer resource_metadata="${resource_metadata}"`],
  [
    {
      error: 'invalid_token',
      error_description: 'it expired',
      error_uri,
      protectedResource: { resource },
      realm: 'files',
      scope: 'read write',
    },
    undefined,
    `Bearer realm="files", resource_metadata="${resource_metadata}", error="invalid_token", ` +
      `error_description="it expired", error_uri="${error_uri}", scope="read write"`,
  ],
  [{ error: 'a', scope: 'b' }, { error: 'c', scope: 'd' }, 'Bearer error="c", scope="d"'],
  [
    undefined,
    { error_description: 'Token "abc" is invalid' },
    'Bearer error_description="Token \\"abc\\" is invalid"',
  ],
  [{ realm: 'Zugänge\t1' }, undefined, 'Bearer realm="Zugänge\t1"'],
  [{ realm: 'SCOPE=all, a=b' }, undefined, 'Bearer realm="SCOPE=all, a=b"'],
  [{ realm: 'x'.repeat(100_000) }, undefined, `Bearer realm="${'x'.repeat(100_000)}"`],
  [{ scope: 'x'.repeat(100_000) }, undefined, `Bearer scope="${'x'.repeat(100_000)}"`],
]

test('the bytes of mcp-proxy stay if every client reads them', () => {
  for (const [oauth, challenge, header] of readable) {
    const onChange = (change) => assert.fail(JSON.stringify(change))
    assert.equal(getWWWAuthenticateHeader(oauth, challenge, { onChange }), header)
  }
})

test('mcp-proxy itself writes these bytes', async () => {
  const { AuthenticationMiddleware } = await import('mcp-proxy')
  // Its 401 for an API key has an error and a description, always.
  const defaults = { error: 'invalid_token', error_description: 'no' }
  for (const [oauth, challenge] of readable) {
    const all = { ...defaults, ...oauth, error: oauth?.error || defaults.error }
    const { headers } = new AuthenticationMiddleware({ oauth: all }).getUnauthorizedResponse(challenge)
    assert.equal(getWWWAuthenticateHeader(all, challenge), headers['WWW-Authenticate'])
  }
})

/** Configurations of which some client reads something else in mcp-proxy's bytes, and what every client is to read. */
const repaired = [
  ['a quote in the realm', { realm: 'the "files"' }, { realm: "the 'files'" }],
  ['a backslash in the realm', { realm: 'C:\\files' }, { realm: 'C:/files' }],
  ['a backslash in the description', { error_description: 'C:\\files' }, { error_description: 'C:/files' }],
  ['letters outside Latin-1', { realm: '日本', scope: 'a' }, { realm: '??', scope: 'a' }],
  [
    'a line break',
    { error_description: 'a\r\nSet-Cookie: b=c' },
    { error_description: 'a  Set-Cookie: b=c' },
  ],
  [
    'a parameter in a value',
    { realm: 'a", scope="b', error: 'invalid_token' },
    { realm: "a', scope ='b", error: 'invalid_token' },
  ],
  [
    'a scope in a message',
    { error_description: 'x", scope=admin, y="' },
    { error_description: "x', scope =admin, y='" },
  ],
  [
    'a scope in a message, before the configured one',
    { error_description: 'needs scope=admin', scope: 'read' },
    { error_description: 'needs scope=admin', scope: 'read' },
  ],
  ['a scope in a realm', { realm: 'see scope=all' }, { realm: 'see scope =all' }],
  ['an error in a realm', { realm: 'no error=1', error: 'e' }, { realm: 'no error =1', error: 'e' }],
  [
    'a description in a realm',
    { error_description: 'x', realm: 'my error_description=1' },
    { error_description: 'x', realm: 'my error_description =1' },
  ],
  [
    'a name that ends with that of a parameter',
    { realm: 'x_resource_metadata=1' },
    { realm: 'x_resource_metadata =1' },
  ],
  ['a scope with a quote', { scope: 'read"', realm: 'files' }, { realm: 'files' }, ['scope']],
  ['one scope of several with a quote', { scope: 'read wri"te' }, { scope: 'read' }, ['scope']],
  ['a scope with a letter outside ASCII', { scope: 'Zugänge read' }, { scope: 'read' }, ['scope']],
  ['a quote in an error', { error: 'a"b' }, { error: "a'b" }],
  ['a letter outside ASCII in an error', { error: 'é' }, { error: '?' }],
  ['an error_uri that is not a URL', { error_uri: 'nowhere', scope: 'a' }, { scope: 'a' }, ['error_uri']],
  ['blanks in the place of scopes', { realm: 'files', scope: ' \t' }, { realm: 'files' }],
  ['blanks in the place of scopes, and a quote', { realm: '"', scope: ' \t' }, { realm: "'" }],
  ['an error_uri without a host', { error_uri: 'https://' }, {}, ['error_uri']],
  ['an error_uri with a blank in its host', { error_uri: 'https://a b/' }, {}, ['error_uri']],
  ['an error_uri with a line break', { error_uri: 'https://example.com\r\n' }, {}, ['error_uri']],
  ['an error_uri with a backslash', { error_uri: 'https://example.com\\a' }, {}, ['error_uri']],
  ['an error_uri that is a script', { error_uri: 'javascript:alert(1)' }, {}, ['error_uri']],
  [
    'a space in an error_uri',
    { error_uri: 'https://example.com/a b' },
    { error_uri: 'https://example.com/a%20b' },
  ],
  [
    'a resource that is not a URL',
    { protectedResource: { resource: 'example.com/mcp' }, scope: 'a' },
    { scope: 'a' },
    ['resource_metadata'],
  ],
  [
    'a resource with a password',
    { protectedResource: { resource: 'https://user:secret@example.com/mcp' } },
    {},
    ['resource_metadata'],
  ],
  [
    'a scope in the query of a resource',
    { protectedResource: { resource: `${resource}?scope=all` }, scope: 'a' },
    { scope: 'a', resource_metadata: `${resource_metadata}?scope=all` },
  ],
]

for (const [title, oauth, params, leftOut = []] of repaired) {
  test(`repaired: ${title}`, () => {
    const changes = []
    const header = getWWWAuthenticateHeader(oauth, undefined, { onChange: (change) => changes.push(change) })
    assert.deepEqual(paramsOf(header), params)
    assert.equal(header, getWWWAuthenticateHeader(oauth))
    const without = changes.filter(({ after }) => after === undefined).map(({ parameter }) => parameter)
    assert.deepEqual(without, leftOut)
    for (const { parameter, after } of changes) {
      if (after !== undefined) assert.equal(params[parameter], after)
    }
  })
}

/** Values that make no challenge, or another one, when they are put between quotes as they are. */
const hostile = [
  '"',
  '\\',
  'ends in \\',
  '\0',
  '\x7f',
  '\u0122',
  '\ud800',
  'a", added="b',
  '", Basic realm="b',
]

test('no text makes a header that is not valid or has more parameters', () => {
  for (const name of ['realm', 'error', 'error_description', 'error_uri', 'scope']) {
    for (const value of hostile) {
      const params = paramsOf(getWWWAuthenticateHeader({ [name]: value }))
      assert.ok(
        Object.keys(params).every((found) => found === name),
        `${name}: ${JSON.stringify(value)}`,
      )
    }
  }
  for (const value of hostile) {
    const oauth = { error_uri: value, protectedResource: { resource: value }, realm: value }
    const { realm, error, error_description, ...others } = paramsOf(
      getScopeChallengeHeader(oauth, [value], value),
    )
    assert.equal(error, 'insufficient_scope')
    assert.equal(realm, error_description)
    assert.ok(
      Object.keys(others).every((found) => found === 'scope'),
      JSON.stringify(value),
    )
  }
})

test('the challenge for a missing scope is that of mcp-proxy without the comma after Bearer', async () => {
  const { AuthenticationMiddleware } = await import('mcp-proxy')
  const oauth = { protectedResource: { resource } }
  const middleware = new AuthenticationMiddleware({ oauth })
  const cases = [
    [['read', 'write']],
    [['admin'], 'Admin access required'],
    [['admin'], 'Requires "admin" scope'],
  ]
  for (const [scopes, error_description] of cases) {
    const theirs = middleware.getScopeChallengeResponse(scopes, error_description).headers['WWW-Authenticate']
    const ours = getScopeChallengeHeader(oauth, scopes, error_description)
    assert.equal(ours, theirs.replace('Bearer, ', 'Bearer '))
    assert.deepEqual(paramsOf(ours), {
      error: 'insufficient_scope',
      scope: scopes.join(' '),
      resource_metadata,
      ...(error_description && { error_description }),
    })
  }
})

test('the challenge for a missing scope has the configured realm and error_uri', () => {
  const oauth = { error: 'e', error_uri, protectedResource: { resource }, realm: 'files', scope: 's' }
  assert.equal(
    getScopeChallengeHeader(oauth, ['admin'], 'No'),
    `Bearer realm="files", error="insufficient_scope", scope="admin", resource_metadata="${resource_metadata}", ` +
      `error_description="No", error_uri="${error_uri}"`,
  )
})

test('the challenge for a missing scope needs no resource', () => {
  for (const oauth of [undefined, {}, { protectedResource: {} }]) {
    assert.equal(getScopeChallengeHeader(oauth, ['a']), 'Bearer error="insufficient_scope", scope="a"')
  }
})

test('a challenge for no scope has none', () => {
  for (const scopes of [[], [''], ['', '']]) {
    assert.equal(getScopeChallengeHeader(undefined, scopes), 'Bearer error="insufficient_scope"')
  }
  assert.equal(getScopeChallengeHeader(undefined, ['', 'a']), 'Bearer error="insufficient_scope", scope="a"')
})

test('onChange is called for the challenge for a missing scope too', () => {
  const left = []
  const onChange = ({ parameter, before, after }) => left.push([parameter, before, after])
  assert.equal(
    getScopeChallengeHeader({ error_uri: 'nowhere' }, ['a"', 'b'], undefined, { onChange }),
    'Bearer scope="b", error="insufficient_scope"',
  )
  assert.deepEqual(left.sort(), [
    ['error_uri', 'nowhere', undefined],
    ['scope', 'a"', undefined],
  ])
})

test('a URL with letters outside ASCII is one, however often it is asked for', () => {
  const oauth = { protectedResource: { resource: 'https://münchen.example/é' }, realm: '"' }
  const header = getWWWAuthenticateHeader(oauth)
  assert.deepEqual(paramsOf(header), {
    realm: "'",
    resource_metadata: 'https://xn--mnchen-3ya.example/.well-known/oauth-protected-resource/%C3%A9',
  })
  for (let time = 0; time < 10_000; time += 1) assert.equal(getWWWAuthenticateHeader(oauth), header)
})

test('an invalid option is refused', () => {
  for (const write of [
    (options) => getWWWAuthenticateHeader({}, {}, options),
    (options) => getScopeChallengeHeader({}, [], '', options),
  ]) {
    assert.throws(() => write({ onchange() {} }), { name: 'TypeError', option: 'onchange' })
    assert.throws(() => write({ onChange: true }), { name: 'TypeError', option: 'onChange' })
    assert.throws(() => write({ scheme: 'DPoP' }), { name: 'TypeError', option: 'scheme' })
    assert.throws(() => write(null), { name: 'TypeError' })
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
    [resource, resource_metadata],
    [`${resource}/?tenant=one`, `${resource_metadata}/?tenant=one`],
    ['example.com/api/mcp', 'example.com/api/mcp/.well-known/oauth-protected-resource'],
  ]) {
    assert.equal(getProtectedResourceMetadataUrl(given), url)
  }
})
