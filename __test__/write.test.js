'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const {
  ChallengeFormatError,
  bearerChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
} = require('auth-challenge')

test('formatting escapes where it must, and quotes values', () => {
  const rows = [
    [[], ''],
    [[{ scheme: 'Negotiate' }], 'Negotiate'],
    [[{ scheme: 'Negotiate', token68: 'YWJj==' }], 'Negotiate YWJj=='],
    [
      [
        { scheme: 'Basic', params: { realm: 'a' } },
        { scheme: 'Bearer', params: {} },
      ],
      'Basic realm="a", Bearer',
    ],
    [[{ scheme: 'Basic', params: { realm: undefined, charset: 'UTF-8' } }], 'Basic charset="UTF-8"'],
    [[{ scheme: 'Basic', params: { realm: '"\\\u00e9\t' } }], 'Basic realm="\\"\\\\\u00e9\t"'],
    [
      [{ scheme: 'Basic', params: JSON.parse('{"realm":"","__proto__":"x"}') }],
      'Basic realm="", __proto__="x"',
    ],
  ]
  for (const [challenges, expected] of rows) assert.equal(formatWwwAuthenticate(challenges), expected)
})

test('stale and algorithm of Digest are tokens, RFC 7616 3.3', () => {
  const params = { realm: 'r', nonce: 'n', stale: 'true', algorithm: 'SHA-256' }
  const line = 'Digest realm="r", nonce="n", stale=true, algorithm=SHA-256'
  assert.equal(formatWwwAuthenticate([{ scheme: 'Digest', params }]), line)
  assert.equal(formatWwwAuthenticate([{ scheme: 'Digest', params: { stale: 'a b' } }]), 'Digest stale="a b"')
  assert.equal(
    formatWwwAuthenticate([{ scheme: 'Mutual', params: { algorithm: 'a' } }]),
    'Mutual algorithm="a"',
  )
  const quoted = 'Digest realm=r, nonce=n, stale="true", algorithm="SHA-256"'
  assert.deepEqual(forwardChallenge(quoted, { normalize: true }), [line])
  assert.deepEqual(forwardChallenge(`${quoted}; x=y`, { remove: 'x' }), [line])
  const set = { stale: 'true', algorithm: 'SHA-256' }
  assert.deepEqual(forwardChallenge('Digest realm="r", nonce="n"', { set }), [line])
})

test('what was read is written again', () => {
  const lines = [
    'Negotiate',
    'Bearer realm="a \\"b\\"", scope="c"',
    'DPoP algs="ES256 PS256", Digest nonce="x"',
  ]
  const read = parseWwwAuthenticate(lines)
  assert.deepEqual(parseWwwAuthenticate(formatWwwAuthenticate(read)), read)
})

test('what no header can carry is refused by challenge and parameter', () => {
  const rows = [
    [{ scheme: '' }, 'invalid-scheme', undefined],
    [{ scheme: 'a b' }, 'invalid-scheme', undefined],
    [{ scheme: 'Bearer\n' }, 'invalid-scheme', undefined],
    [{ scheme: 'Bear\u0122' }, 'invalid-scheme', undefined],
    [{ scheme: 'Negotiate', token68: '' }, 'invalid-token68', undefined],
    [{ scheme: 'Negotiate', token68: 'a=b' }, 'invalid-token68', undefined],
    [{ scheme: 'Negotiate', token68: 'abc', params: { realm: 'a' } }, 'token68-with-params', 'realm'],
    [{ scheme: 'Basic', params: { 'a b': 'c' } }, 'invalid-param-name', 'a b'],
    [{ scheme: 'Basic', params: { '': 'c' } }, 'invalid-param-name', ''],
    [{ scheme: 'Basic', params: { realm: 'a', Realm: 'b' } }, 'upper-case-name', 'Realm'],
    [{ scheme: 'Basic', params: { realm: 'a\r\nSet-Cookie: b' } }, 'control-in-value', 'realm'],
    [{ scheme: 'Basic', params: { realm: '\x7f' } }, 'control-in-value', 'realm'],
    [{ scheme: 'Basic', params: { realm: '\u0122' } }, 'wide-in-value', 'realm'],
    [{ scheme: 'Basic', params: { realm: '\ud800' } }, 'wide-in-value', 'realm'],
    [{ scheme: 'Basic', params: { realm: 'a'.repeat(65_536) } }, 'too-long', undefined],
  ]
  for (const [challenge, code, parameter] of rows) {
    assert.throws(
      () => formatWwwAuthenticate([{ scheme: 'Basic' }, challenge]),
      (error) => {
        assert.ok(error instanceof ChallengeFormatError && error instanceof TypeError)
        assert.deepEqual(
          [error.name, error.code, error.challenge, error.parameter],
          ['ChallengeFormatError', code, 1, parameter],
        )
        return true
      },
    )
  }
})

test('what is no challenge at all is a TypeError', () => {
  const wrong = [
    undefined,
    { scheme: 'Basic' },
    ['Basic'],
    [null],
    [{}],
    [{ scheme: 'Basic', params: 'realm' }],
    [{ scheme: 'Basic', params: { realm: 1 } }],
    [{ scheme: 'Basic', token68: 1 }],
  ]
  for (const challenges of wrong) {
    assert.throws(() => formatWwwAuthenticate(challenges), { name: 'TypeError', code: 'invalid-argument' })
  }
})

test('a Bearer challenge has one order and one form', () => {
  const rows = [
    [undefined, 'Bearer'],
    [{}, 'Bearer'],
    [{ realm: undefined, scope: null }, 'Bearer'],
    [
      {
        claims: 'eyJ9',
        resource_metadata: 'https://h/m',
        error_uri: new URL('https://h/e'),
        error_description: 'd',
        error: 'e',
        scope: ['a', 'b'],
        realm: 'r',
      },
      'Bearer realm="r", scope="a b", error="e", error_description="d", error_uri="https://h/e", resource_metadata="https://h/m", claims="eyJ9"',
    ],
    [
      { acr_values: ['gold', 'silver'], max_age: 300, authorization_uri: 'https://h/a' },
      'Bearer acr_values="gold silver", max_age="300", authorization_uri="https://h/a"',
    ],
    [{ extensions: { Realm: 'a', REALM: 'b' } }, 'Bearer realm="a"'],
    [{ extensions: { 'a b': 'c', '': 'd', 'x-y': 'z', none: null } }, 'Bearer x-y="z"'],
    [
      { resource_metadata: 'https://\u00e9.example/x' },
      'Bearer resource_metadata="https://xn--9ca.example/x"',
    ],
    [
      { resource_metadata: 'https://\u0122.example/\u0122' },
      'Bearer resource_metadata="https://xn--xea.example/%C4%A2"',
    ],
    [{ realm: '' }, 'Bearer realm=""'],
    [{ error: '', scope: '', error_description: '' }, 'Bearer'],
    [
      { error_description: 'say "no"\\\r\n\u00e9\u{1f600}\0\x7f' },
      'Bearer error_description="say \'no\'/  ?   "',
    ],
    [{ error_description: '\ud800' }, 'Bearer error_description=" "'],
    [{ scope: 'a "b" c\\d \u00e9 e\tf\n' }, 'Bearer scope="a e f"'],
    [{ scope: '"' }, 'Bearer'],
    [
      { resource_metadata: 'https://h/a b"c\\d?e#%zz%41' },
      'Bearer resource_metadata="https://h/a%20b%22c%5Cd?e#%25zz%41"',
    ],
    [
      { resource_metadata: 'https://h/a b?\u00e9#%41' },
      'Bearer resource_metadata="https://h/a%20b?%C3%A9#%41"',
    ],
    [{ resource_metadata: 'javascript:alert(1)', error_uri: 'urn:x' }, 'Bearer'],
    [{ resource_metadata: 'https://user:secret@h/' }, 'Bearer'],
    [{ resource_metadata: 'https:///h' }, 'Bearer'],
    [{ resource_metadata: 'https://h:99999/' }, 'Bearer'],
    [{ resource_metadata: 'http://[::1]:8080/m' }, 'Bearer resource_metadata="http://[::1]:8080/m"'],
    [{ resource_metadata: 'http://[::zz]/m' }, 'Bearer'],
    [{ realm: 'a'.repeat(513) }, `Bearer realm="${'a'.repeat(512)}"`],
    [{ scope: 'ab '.repeat(1000) }, `Bearer scope="${'ab '.repeat(682)}ab"`],
    [{ resource_metadata: `https://h/${'a'.repeat(2040)}` }, 'Bearer'],
    [{ claims: 'a'.repeat(9000), realm: 'r' }, 'Bearer realm="r"'],
    [{ realm: 'scope=evil' }, 'Bearer realm="scope =evil"'],
    [{ scope: 'a', error_description: 'scope=b' }, 'Bearer scope="a", error_description="scope=b"'],
  ]
  for (const [params, expected] of rows) assert.equal(bearerChallenge(params), expected)
  assert.equal(bearerChallenge({ algs: 'ES256 PS256' }, { scheme: 'DPoP' }), 'DPoP algs="ES256 PS256"')
  assert.ok(
    bearerChallenge({ error_description: 'x'.repeat(1_000_000), realm: '"'.repeat(1_000_000) }).length < 1200,
  )
})

test('what was replaced or left out is reported', () => {
  const changes = []
  const params = {
    realm: 'a"',
    scope: 'b "',
    resource_metadata: 'urn:x',
    error_description: 'd'.repeat(600),
    extensions: { X: '1', x: '2' },
  }
  bearerChallenge(params, { onChange: (change) => changes.push(change) })
  assert.deepEqual(
    changes.map(({ reason, scheme, parameter }) => [reason, scheme, parameter]),
    [
      ['name', 'Bearer', 'x'],
      ['characters', 'Bearer', 'realm'],
      ['scope-token', 'Bearer', 'scope'],
      ['length', 'Bearer', 'error_description'],
      ['url', 'Bearer', 'resource_metadata'],
    ],
  )
})

test('what is no text is a TypeError', () => {
  const wrong = [
    'Bearer',
    null,
    [],
    new Map(),
    { realm: {} },
    { realm: Symbol('a') },
    { realm: () => 'a' },
    { scope: [1] },
    { scope: [, 'a'] },
    { extensions: 'a' },
    { extensions: { a: {} } },
  ]
  for (const params of wrong) {
    assert.throws(() => bearerChallenge(params), { name: 'TypeError', code: 'invalid-argument' })
  }
  assert.throws(() => bearerChallenge({}, { scheme: 'Basic' }), { code: 'invalid-option', option: 'scheme' })
  assert.throws(() => bearerChallenge({}, { schema: 'DPoP' }), { code: 'unknown-option', option: 'schema' })
  assert.throws(() => bearerChallenge({}, null), { code: 'invalid-options' })
})

test('a name that no specification defines is refused, with the one that was meant', () => {
  const rows = [
    ['scopes', 'scope'],
    ['errorDescription', 'error_description'],
    ['resourceMetadata', 'resource_metadata'],
    ['Realm', 'realm'],
    ['maxAge', 'max_age'],
  ]
  for (const [name, meant] of rows) {
    assert.throws(() => bearerChallenge({ [name]: 'a' }), {
      name: 'TypeError',
      code: 'unknown-parameter',
      message: `unknown parameter \`${name}\`: did you mean \`${meant}\`?`,
    })
  }
  for (const name of ['x-hop', '__proto__', 'a'.repeat(100_000)]) {
    assert.throws(() => bearerChallenge(JSON.parse(JSON.stringify({ [name]: 'a' }))), {
      code: 'unknown-parameter',
      message: /names that no specification defines go into `extensions`$/,
    })
  }
})

test('a URL with other letters than ASCII is written without, and reported', () => {
  const rows = [
    ['https://\xe9.example/x', 'https://xn--9ca.example/x'],
    [
      'https://\xe9.example:8443/\xfc?\u{1f600}#\ud800',
      'https://xn--9ca.example:8443/%C3%BC?%F0%9F%98%80#%EF%BF%BD',
    ],
    ['https://h/\xe9', 'https://h/%C3%A9'],
    // Refused as the same in ASCII is.
    ['https://C:\\x \xe9', undefined],
    ['https://u@\xe9.example/', undefined],
    ['https://\xe9%.example/', undefined],
    ['urn:\xe9', undefined],
  ]
  for (const [before, after] of rows) {
    const changes = []
    const written = bearerChallenge(
      { resource_metadata: before },
      { onChange: (change) => changes.push(change) },
    )
    assert.equal(written, after === undefined ? 'Bearer' : `Bearer resource_metadata="${after}"`)
    const url = {
      reason: 'url',
      line: 0,
      offset: undefined,
      scheme: 'Bearer',
      parameter: 'resource_metadata',
    }
    assert.deepEqual(changes, [{ ...url, before, ...(after && { after }) }])
  }
})

test('before of a scope-token that is left out is the word, whatever its characters', () => {
  const changes = []
  // The first two are the same to the back end: each is a letter that is no octet.
  const scope = ['\u0122', '\u0123', 'ok', 'a\u{1f600}', 'b"', '\u0122\u0122']
  assert.equal(
    bearerChallenge({ scope }, { onChange: ({ before }) => changes.push(before) }),
    'Bearer scope="ok"',
  )
  assert.deepEqual(changes, ['\u0122', '\u0123', 'a\u{1f600}', 'b"', '\u0122\u0122'])
})

test('before of a change is the text itself, of any characters', () => {
  const texts = ['\u0122"', '\u{1f600}', 'a\xaa\x1a\u0122\ud800', 'a\u{10400}b']
  for (const text of texts) {
    const changes = []
    bearerChallenge({ error: 'e', error_description: text }, { onChange: (change) => changes.push(change) })
    assert.deepEqual(
      changes.map(({ before }) => before),
      [text],
    )
  }
})

test('the URL of a metadata document, RFC 9728 3.1', () => {
  const segment = '/.well-known/oauth-protected-resource'
  const rows = [
    ['https://h', `https://h${segment}`],
    ['https://h/', `https://h${segment}`],
    ['https://h/mcp', `https://h${segment}/mcp`],
    ['https://h/mcp/', `https://h${segment}/mcp/`],
    ['https://h/a/b', `https://h${segment}/a/b`],
    ['https://h/mcp?a=b', `https://h${segment}/mcp?a=b`],
    ['https://h?a=b', `https://h${segment}?a=b`],
    ['https://h/?a=/b', `https://h${segment}?a=/b`],
    ['https://h/mcp#f', `https://h${segment}/mcp`],
    ['https://h/#f?x', `https://h${segment}`],
    ['https://u:p@h/mcp', `https://h${segment}/mcp`],
    ['http://h:8080/mcp', `http://h:8080${segment}/mcp`],
    ['https://h:443/mcp', `https://h${segment}/mcp`],
    ['http://[::1]:8080/mcp', `http://[::1]:8080${segment}/mcp`],
    ['http://127.0.0.1/mcp', `http://127.0.0.1${segment}/mcp`],
    ['https://b\u00fccher.example/\u00fc', `https://xn--bcher-kva.example${segment}/%C3%BC`],
    ['HTTPS://H/Mcp', `https://h${segment}/Mcp`],
  ]
  for (const [resource, expected] of rows) {
    assert.equal(protectedResourceMetadataUrl(resource), expected)
    assert.equal(protectedResourceMetadataUrl(new URL(resource)), expected)
  }
  for (const resource of [
    'urn:x',
    'ftp://h/',
    'mailto:a@b',
    '/mcp',
    'h/mcp',
    '',
    'https://',
    null,
    undefined,
    1,
    {},
  ]) {
    assert.throws(
      () => protectedResourceMetadataUrl(resource),
      { name: 'TypeError', code: 'invalid-argument' },
      String(resource),
    )
  }
})
