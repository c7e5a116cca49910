'use strict'

// The edits of a gateway on broken text: exact cases, each with what must leave.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { forwardChallenge, parseWwwAuthenticate } = require('auth-challenge')
const { unauthorized } = require('auth-challenge/mcp')

const gateway = 'https://gateway.example'
const pointer = `${gateway}/m`
const wellKnown = '/.well-known/oauth-protected-resource'
const evil = 'Bearer resource_metadata="https://evil.example/m"'
const redacted = 'error_description="The request was not authorized"'

/** Rows of lines, options, and the field that must leave: its lines make one list (RFC 9110 5.3). */
function table(title, rows) {
  test(title, () => {
    assert.ok(rows.length > 0)
    for (const [source, options, expected] of rows) {
      assert.equal(forwardChallenge(source, options).join(', '), expected, JSON.stringify([source, options]))
    }
  })
}

const changesOf = (source, options) => {
  const changes = []
  forwardChallenge(source, { ...options, onChange: (change) => changes.push(change) })
  return changes
}

const hidden = `resource_metadata=http://h/" ",",${evil}`
table('text that was hidden in a broken value does not come to life', [
  [hidden, { normalize: true, resourceMetadata: pointer }, ''],
  [hidden, { resourceMetadata: pointer }, ''],
  [hidden, { resourceMetadata: { origin: gateway } }, ''],
  [hidden, { errors: 'redact' }, ''],
  [hidden, { schemes: ['Bearer'] }, ''],
  [hidden, { remove: 'resource_metadata' }, ''],
  [hidden, { insertResourceMetadata: pointer }, ''],
  ['scope=a" ",",Bearer scope="evil"', { scope: 'b' }, ''],
  ['realm=a" ",",Bearer realm="evil"', { realm: 'b' }, ''],
  ['error=a" ",",Bearer error="evil"', { errors: 'drop' }, ''],
  ['error_description=a" ",",Bearer error_description="evil"', { errors: 'redact' }, ''],
  [['Basic realm="a', `b", ${evil}`], { remove: 'x' }, 'Basic realm="a"'],
  [[`Basic realm="a, ${evil.replaceAll('"', "'")}`, 'Digest x="1"'], { schemes: ['Digest'] }, 'Digest x="1"'],
])

table('nothing stays behind of a value that is edited', [
  [
    'Bearer error=invalid_token, error_description=Token for bob@corp at 10.0.0.7 expired',
    { errors: 'redact' },
    `Bearer error="invalid_token", ${redacted}`,
  ],
  [
    'Bearer error=invalid_token, error_description=Token for bob@corp at 10.0.0.7 expired',
    { errors: 'drop' },
    'Bearer',
  ],
  [
    'Bearer error=invalid_token, error_description=Token for bob@corp at 10.0.0.7 expired',
    { remove: 'error_description' },
    'Bearer error="invalid_token"',
  ],
  ['Bearer error_description="a" "b" for bob@corp', { errors: 'redact' }, `Bearer ${redacted}`],
  ['Bearer error_description="Token for "bob" expired"', { errors: 'redact' }, `Bearer ${redacted}`],
  ['Bearer error_description="a", error_description="for bob"', { errors: 'redact' }, `Bearer ${redacted}`],
  ['Basic realm=Files on 10.0.0.7', { realm: 'gateway' }, 'Basic realm="gateway"'],
  ['Bearer realm="x", scope=read for bob', { scope: 'a' }, 'Bearer realm="x", scope="a"'],
  ['Digest nonce=a for bob', { set: { nonce: 'n' } }, 'Digest nonce="n"'],
  ['error_description="for bob", Basic realm="a"', { errors: 'drop' }, 'Basic realm="a"'],
  ['Negotiate abc==, error_description="for bob"', { errors: 'redact' }, 'Negotiate abc=='],
])

table('no edit makes, merges or splits a challenge', [
  [['Basic a=b, Bearer realm="x', 'scope="a"'], { schemes: ['Bearer'] }, 'Bearer realm="x", scope="a"'],
  ['Negotiate Basic realm="x"', { remove: 'realm' }, 'Negotiate, Basic'],
  ['Basic realm=foo bar', { remove: 'realm' }, 'Basic'],
  ['Bearer realm="q"x', { remove: 'realm' }, 'Bearer'],
  ['Digest a="b" Basic realm="c"', { remove: 'a' }, 'Digest, Basic realm="c"'],
  ['Bearer realm="a"; scope="b"', { remove: 'realm' }, 'Bearer scope="b"'],
  ['Bearer realm="a";scope="b", Basic  Realm=c', { remove: 'realm' }, 'Bearer scope="b", Basic'],
  ['???, Basic  Realm = c', { remove: 'nonce' }, 'Basic  Realm = c'],
  ['Basic  Realm = c, Bearer, error="x"', { remove: 'nonce' }, 'Basic  Realm = c, Bearer error="x"'],
  ['', { remove: 'realm' }, ''],
  ['???', { remove: 'realm' }, ''],
])

table('a valid field keeps every character that no edit names', [
  [
    'Basic  Realm = c , Negotiate abc==,,Bearer x="\\a"',
    { remove: 'nonce' },
    'Basic  Realm = c , Negotiate abc==,,Bearer x="\\a"',
  ],
  ['bearer ,Scope=a,REALM="\\b"', { scope: 'c' }, 'bearer ,Scope=c,REALM="\\b"'],
  ['Basic realm=gateway', { realm: 'gateway' }, 'Basic realm=gateway'],
])

const pointsTo = (url) => `Bearer resource_metadata="${url}"`
table('pointers: every parser of URLs reads the same host', [
  // One backslash, escaped.
  [
    pointsTo(`http://h\\\\@evil.example${wellKnown}`),
    { resourceMetadata: { origin: gateway } },
    pointsTo(`${gateway}/@evil.example${wellKnown}`),
  ],
  [
    pointsTo(`http://h${wellKnown}?a=b`),
    { resourceMetadata: { origin: gateway } },
    pointsTo(`${gateway}${wellKnown}?a=b`),
  ],
  [
    pointsTo('http://10.0.0.7/meta?a=b'),
    { resourceMetadata: { from: 'http://10.0.0.7', origin: gateway } },
    pointsTo(`${gateway}/meta?a=b`),
  ],
  [
    pointsTo('http://10.0.0.8/meta'),
    { resourceMetadata: { from: 'http://10.0.0.7', origin: gateway } },
    pointsTo('http://10.0.0.8/meta'),
  ],
  [
    pointsTo('http://10.0.0.7/meta'),
    { resourceMetadata: { origin: gateway } },
    pointsTo('http://10.0.0.7/meta'),
  ],
  [pointsTo('/rel'), { insertResourceMetadata: true, resourceMetadata: pointer }, pointsTo(pointer)],
  [
    pointsTo('/rel'),
    { insertResourceMetadata: true, normalize: true, resourceMetadata: pointer },
    pointsTo(pointer),
  ],
  [pointsTo('/rel'), { insertResourceMetadata: pointer }, pointsTo(pointer)],
  [pointsTo('urn:x'), { resourceMetadata: pointer }, pointsTo(pointer)],
  [pointsTo('https://h/x'), { insertResourceMetadata: pointer }, pointsTo('https://h/x')],
])

test('no header text makes a callback throw', () => {
  for (const url of ['http://u:p@h/x', 'http:h', 'http://h:99999/', '/rel', 'urn:x', '', 'http://']) {
    const line = pointsTo(url)
    assert.deepEqual(forwardChallenge(line, { resourceMetadata: (url) => url }), [line])
    assert.deepEqual(forwardChallenge(line, { resourceMetadata: () => undefined }), [line])
    const asked = []
    forwardChallenge(line, { resourceMetadata: (url) => void asked.push(new URL(url).protocol) })
    assert.deepEqual(asked, URL.canParse(url) && url !== 'urn:x' ? ['http:'] : [])
  }
})

test('an unusable answer takes the parameter out, and is reported', () => {
  for (const answer of ['no URL', '/rel', 'urn:x', 'ftp://h/', 'http://h:99999/', '']) {
    const options = { resourceMetadata: () => answer }
    assert.deepEqual(
      forwardChallenge('Bearer realm="a", resource_metadata="https://h/"', options),
      ['Bearer realm="a"'],
      answer,
    )
    const [{ after, before, parameter, reason }, ...others] = changesOf(pointsTo('https://h/'), options)
    assert.deepEqual(
      [reason, parameter, before, after],
      ['url', 'resource_metadata', 'https://h/', undefined],
    )
    assert.deepEqual(others, [])
  }
})

test('a 401 and a 407 have a challenge, which the other options edit', () => {
  const read = (source, options) =>
    parseWwwAuthenticate(forwardChallenge(source, options), { strict: true }).map(({ scheme, params }) => [
      scheme,
      { ...params },
    ])
  for (const status of [401, 407]) {
    for (const source of [null, [], '', [''], ['', ''], ',', [' ,', ''], '???', 'realm="x"']) {
      assert.deepEqual(forwardChallenge(source, { ensure: { scope: 'a' }, status }), ['Bearer scope="a"'])
      const options = {
        ensure: { scope: 'a' },
        insertResourceMetadata: pointer,
        realm: 'r',
        set: { x: 'y' },
        status,
      }
      assert.deepEqual(read(source, options), [
        ['Bearer', { realm: 'r', resource_metadata: pointer, scope: 'a', x: 'y' }],
      ])
    }
    assert.deepEqual(
      forwardChallenge('Basic realm="a"', { ensure: 'Digest realm="b"', schemes: ['Bearer'], status }),
      ['Digest realm="b"'],
    )
    assert.deepEqual(forwardChallenge('Negotiate', { ensure: true, status }), ['Negotiate'])
  }
  assert.deepEqual(forwardChallenge([''], { ensure: true, status: 403 }).filter(Boolean), [])
  const header = unauthorized({ challenges: [''] }).headers.get('www-authenticate')
  assert.match(header, /^[^ ,]/)
  assert.equal(parseWwwAuthenticate(header, { strict: true }).length, 1)
})

test('what is reordered, dropped or repaired is reported', () => {
  const reasons = (source, options) => changesOf(source, options).map(({ reason }) => reason)
  assert.ok(
    reasons('Basic realm="a", Bearer realm="b"', { schemes: ['Bearer', 'Basic'] }).includes('schemes'),
  )
  assert.deepEqual(reasons('Bearer realm="b", Basic realm="a"', { schemes: ['Bearer', 'Basic'] }), [])
  assert.ok(reasons('Basic realm="a", Bearer realm="b"', { normalize: true }).includes('normalize'))
  for (const [source, dropped] of [
    ['Basic realm="a", ???', '???'],
    ['???, Basic realm="a"', '???'],
    ['realm="x y", Basic realm="a"', 'realm="x y"'],
    ['Negotiate abc==, nonce="x y"', 'nonce="x y"'],
    ['???', '???'],
  ]) {
    const changes = changesOf(source, { remove: 'not-there' })
    assert.ok(
      changes.some(({ before }) => before?.includes(dropped)),
      JSON.stringify([source, changes]),
    )
  }
  assert.ok(changesOf('Bearer, error="x"', { remove: 'not-there' }).length > 0)
})

test('`before` of a change is the text itself, wide characters too', () => {
  const [{ before }] = changesOf('Basic realm="\u0122\u{1f600}"', { remove: 'realm' }).filter(
    ({ reason }) => reason === 'remove',
  )
  assert.equal(before, '\u0122\u{1f600}')
})

test('what lies past 65,536 characters is dropped, and reported', () => {
  const lines = [
    'Bearer scope="a"',
    `Digest x="1", y="${'z'.repeat(70_000)}", resource_metadata="https://evil.example/"`,
  ]
  const forwarded = forwardChallenge(lines, { remove: 'not-there' }).join(', ')
  assert.ok(forwarded.startsWith('Bearer scope="a"'))
  assert.doesNotMatch(forwarded, /zz|evil/)
  assert.ok(changesOf(lines, { remove: 'not-there' }).length > 0)
  assert.deepEqual(forwardChallenge(lines), lines)
})
