'use strict'

// What an attacker gets who controls text that goes into a header. Each test is a row of a table.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const {
  ChallengeFormatError,
  bearerChallenge,
  createForwarder,
  findChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  lintWwwAuthenticate,
} = require('auth-challenge')
const { extractWWWAuthenticateParams } = require('auth-challenge/mcp')
const { EDITS, entries, isSendable, leavesNothingBroken, read, strict } = require('./unbroken.js')

/** Characters that end a line, and characters whose low byte does, or is a quote, a comma or a backslash. */
const BREAKING = [
  '\r\n',
  '\r',
  '\n',
  '\0',
  '\u010a',
  '\u010d',
  '\u0100',
  '\u0122',
  '\u012c',
  '\u015c',
  '\u2028',
]
const INJECTED = 'Set-Cookie: a=b", Basic realm="evil'

test('text that goes into a challenge makes no other line, challenge or parameter', () => {
  for (const breaking of BREAKING) {
    const text = `a${breaking}${INJECTED}`
    const params = ['realm', 'scope', 'error', 'error_description', 'error_uri', 'resource_metadata']
    const written = bearerChallenge({
      ...Object.fromEntries(params.map((name) => [name, text])),
      extensions: { x: text, [text]: 'v' },
    })
    assert.match(written, /^[\x20-\x7e]*$/)
    const [challenge, ...others] = strict(written)
    assert.deepEqual(others, [])
    assert.ok(Object.keys(challenge.params).every((name) => [...params, 'x'].includes(name)))

    const code = breaking > '\xff' ? 'wide-in-value' : 'control-in-value'
    assert.throws(() => formatWwwAuthenticate([{ scheme: 'Basic', params: { realm: text } }]), {
      code,
      name: 'ChallengeFormatError',
    })
    for (const challenge of [
      { scheme: `Basic${breaking}` },
      { scheme: 'Basic', token68: `a${breaking}` },
      { scheme: 'Basic', params: { [`a${breaking}`]: 'v' } },
    ]) {
      assert.throws(() => formatWwwAuthenticate([challenge]), ChallengeFormatError)
    }
    for (const options of [
      { realm: text },
      { set: { x: text } },
      { set: { [text]: 'x' } },
      { scope: text },
      { remove: text },
      { schemes: [text] },
      { ensure: text },
    ]) {
      assert.throws(() => createForwarder(options), { code: 'invalid-option' }, Object.keys(options)[0])
    }
  }
})

test('what a callback answers makes no other line, challenge or parameter', () => {
  const line = `Bearer realm="r", scope="read", resource_metadata="http://h/m"`
  for (const breaking of BREAKING) {
    const text = `a${breaking}${INJECTED}`
    const [sent, ...others] = forwardChallenge(line, {
      resourceMetadata: () => `http://h/${text}`,
      scope: () => [text, 'write'],
    })
    assert.deepEqual(others, [])
    assert.ok(isSendable(sent))
    const [challenge, ...more] = strict(sent)
    assert.deepEqual(more, [])
    assert.equal(challenge.params.realm, 'r')
    assert.ok(Object.keys(challenge.params).every((name) => line.includes(name)))
    // A URL holds no quote: it is percent-encoded, or the parameter is removed.
    assert.doesNotMatch(challenge.params.resource_metadata ?? '', /["\s]/)
  }
})

test('a line that no field can hold is read without a second line, and leaves with a space', () => {
  for (const breaking of ['\r\n', '\r', '\n', '\0']) {
    const line = `Basic realm="a${breaking}${INJECTED.replaceAll('"', "'")}"`
    const [challenge, ...others] = read(line)
    assert.deepEqual(others, [])
    assert.equal(challenge.params.realm, `a${' '.repeat(breaking.length)}${INJECTED.replaceAll('"', "'")}`)
    assert.throws(() => strict(line), { code: 'control-character' })
    assert.deepEqual(forwardChallenge(line), [line.replaceAll(/[\r\n\0]/g, ' ')])
    leavesNothingBroken(line)
  }
})

test('a character above U+00FF is no octet, whatever its low byte is', () => {
  // U+0122 has the low byte of a quote, U+012C of a comma, U+013D of an equals sign, U+015C of a backslash.
  for (const wide of ['\u0122', '\u012c', '\u013d', '\u015c', '\u0120', '\uff02', '\u{1f622}']) {
    const line = `Basic realm="a${wide}, Bearer scope=evil"`
    const defects = []
    assert.deepEqual(
      read(line, { onDefect: ({ code }) => defects.push(code) }).map(({ scheme }) => scheme),
      ['Basic'],
    )
    assert.ok(defects.length > 0 && defects.every((code) => code === 'not-an-octet'), wide)
    assert.equal(read(line)[0].params.realm, `a${wide}, Bearer scope=evil`)
    assert.throws(() => strict(line), { code: 'not-an-octet' })
    leavesNothingBroken(line)
    assert.equal(forwardChallenge(`Basic realm=${wide}a${wide}`)[0].includes('"'), false)
  }
})

/** Runs `job` while `prototype` has these properties, as a polluted one has. */
function polluted(prototype, properties, job) {
  Object.assign(prototype, properties)
  try {
    return job()
  } finally {
    for (const name of Object.keys(properties)) delete prototype[name]
  }
}

/** One call of each kind, with options that leave much open. */
const calls = () => [
  read(['Bearer realm="a" scope=b', 'Basic, x=1'], {}),
  findChallenge({ headers: { 'WWW-Authenticate': 'Bearer a=b' } }, 'bearer'),
  bearerChallenge({ realm: 'a' }, {}),
  bearerChallenge({}, {}),
  formatWwwAuthenticate([{ scheme: 'Basic' }, { scheme: 'Basic', params: {} }]),
  ...EDITS.map((edits) => forwardChallenge('Bearer realm="a", error=x', edits)),
  forwardChallenge('Bearer realm="a"', {}),
  createForwarder({})('Bearer, realm="a"'),
  lintWwwAuthenticate('Bearer, realm="a"', {}),
  extractWWWAuthenticateParams({ headers: { 'www-authenticate': 'Bearer scope="a"' } }),
]

test('a polluted Object.prototype or Array.prototype brings in no option, parameter or source', () => {
  const expected = JSON.stringify(calls())
  const evil = () => {
    throw new Error('called by a polluted prototype')
  }
  const names = [
    ...[
      'strict',
      'maxLength',
      'header',
      'onDefect',
      'onChange',
      'resourceMetadata',
      'insertResourceMetadata',
    ],
    ...['ensure', 'scope', 'realm', 'set', 'remove', 'schemes', 'errors', 'normalize', 'status', 'profile'],
    ...['scheme', 'token68', 'params', 'extensions', 'error', 'value', 'name', 'origin', 'from', 'href'],
    ...['headers', 'headersDistinct', 'statusCode', 'www-authenticate'],
  ]
  for (const value of [true, 'evil', evil, { origin: 'https://evil.example' }, ['evil']]) {
    const properties = Object.fromEntries(names.map((name) => [name, value]))
    assert.equal(
      polluted(Object.prototype, properties, () => JSON.stringify(calls())),
      expected,
      `Object.prototype: ${typeof value}`,
    )
    assert.equal(
      polluted(Array.prototype, { 0: value, 1: value, 7: value, ...properties }, () =>
        JSON.stringify(calls()),
      ),
      expected,
      `Array.prototype: ${typeof value}`,
    )
  }
})

test('names that objects have are parameters like others', () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'tostring',
    'valueof',
    'hasownproperty',
    'then',
    '0',
    '-1',
  ]
  const line = `Bearer ${names.map((name) => `${name}="v-${name}"`).join(', ')}`
  const [challenge] = strict(line)
  assert.deepEqual(entries(challenge).sort(), names.map((name) => [name, `v-${name}`]).sort())
  assert.equal({}.polluted, undefined)
  assert.equal(Object.getPrototypeOf(challenge.params) === Object.prototype, false)
  for (const [name, value] of entries(challenge)) assert.equal(challenge.params[name], value)
  const [again] = strict(formatWwwAuthenticate([challenge]))
  assert.deepEqual(entries(again).sort(), entries(challenge).sort())
  const own = JSON.parse('{"__proto__": "x", "constructor": "y"}')
  assert.match(bearerChallenge({ extensions: own }), /^Bearer __proto__="x", constructor="y"$/)
  assert.deepEqual(forwardChallenge('Bearer', { set: own }), ['Bearer __proto__="x", constructor="y"'])
  assert.deepEqual(forwardChallenge('Bearer a=b, __proto__="c"', { remove: '__proto__' }), ['Bearer a=b'])
  assert.deepEqual(read(JSON.parse('{"__proto__": "Basic", "www-authenticate": "Bearer"}')).length, 1)
})
