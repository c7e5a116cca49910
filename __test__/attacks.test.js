'use strict'

// What an attacker who controls header text, or text that goes into a header, gets. Each row of the table is a test.

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
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
} = require('..')
const { extractWWWAuthenticateParams } = require('../lib/mcp.js')

const ALL = 1 << 22
const GATEWAY = 'https://gateway.example'
const WELL_KNOWN = '/.well-known/oauth-protected-resource'

/** Forwarding with each option, and with several. */
const EDITS = [
  { resourceMetadata: `${GATEWAY}/m` },
  { resourceMetadata: { origin: GATEWAY } },
  { resourceMetadata: { from: 'http://10.0.0.7:8080', origin: GATEWAY } },
  { resourceMetadata: (url) => url },
  { insertResourceMetadata: `${GATEWAY}/m` },
  { ensure: true, status: 401 },
  { scope: 'read' },
  { scope: (scopes) => scopes },
  { realm: 'gateway' },
  { set: { hop: 'a' } },
  { remove: ['realm', 'a'] },
  { schemes: ['Bearer', 'Basic'] },
  { errors: 'redact' },
  { errors: 'drop' },
  { normalize: true },
  { errors: 'drop', normalize: true, onChange: () => {}, realm: 'gateway', scope: (scopes) => scopes },
]

/** What RFC 9110 5.5 lets a field value hold, one character an octet. */
const isSendable = (line) => /^[\t\x20-\x7e\x80-\xff]*$/.test(line)
const strict = (lines) => parseWwwAuthenticate(lines, { maxLength: ALL, strict: true })
const read = (lines, options) => parseWwwAuthenticate(lines, { maxLength: ALL, ...options })
const entries = ({ params }) => Object.entries(params)

/** Nothing that leaves can be misread, whatever the text: it is sendable, and strictly valid. */
function leavesNothingBroken(lines) {
  for (const edits of EDITS) {
    const sent = forwardChallenge(lines, edits)
    assert.ok(sent.every(isSendable), JSON.stringify(Object.keys(edits)))
    strict(sent)
  }
  assert.ok(forwardChallenge(lines).every(isSendable))
}

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

test('a scheme that looks like another one is another one', () => {
  // Cyrillic, full width, a long s and the Kelvin sign (which is k in lower case), a soft hyphen, a joiner.
  const alike = [
    'B\u0435arer',
    '\uff22earer',
    'Ba\u017fic',
    'To\u212aen',
    'Bea\u00adrer',
    'Bearer\u200d',
    'Bearer\u00a0',
  ]
  for (const scheme of alike) {
    const line = `${scheme} realm="a", scope="b"`
    for (const wanted of ['Bearer', 'Basic', 'Token'])
      assert.equal(findChallenge(line, wanted), undefined, line)
    assert.throws(() => findChallenge(line, scheme), { code: 'invalid-argument' })
    assert.throws(() => strict(line))
    assert.equal(extractWWWAuthenticateParams({ headers: { 'www-authenticate': line } }).scope, undefined)
    assert.deepEqual(forwardChallenge(line, { schemes: ['Bearer', 'Basic', 'Token'] }), [])
    leavesNothingBroken(line)
  }
  assert.equal(findChallenge('bEARER a=b', 'BeArEr').scheme, 'bEARER')
})

test('a mebibyte of each separator is nothing, and hides nothing', () => {
  const separators = [
    ',',
    ' ',
    '\t',
    ';',
    '=',
    '"',
    '\\',
    "'",
    '\r',
    '\n',
    '\0',
    '/',
    ', ',
    '" ,',
    '\\"',
    '= ',
    ',=',
    '\x80',
    '\u0122',
  ]
  for (const separator of separators) {
    const long = separator.repeat((1 << 20) / separator.length)
    const only = read(long)
    assert.ok(
      only.every(({ params }) => entries({ params }).length === 0),
      JSON.stringify(separator),
    )
    // The challenge before it is read whatever follows; the limit drops the rest.
    assert.equal(read(`Basic realm="a",${long}`)[0].params.realm, 'a')
    const [bearer] = read(`Bearer realm="${long}`)
    assert.equal(bearer.scheme, 'Bearer')
    for (const edits of [undefined, { normalize: true, remove: 'a' }]) {
      assert.ok(forwardChallenge([`Basic realm="a",${long}`, long], edits).every(isSendable))
    }
    assert.equal(
      forwardChallenge(`Basic realm="a",${long}`, { remove: 'b' })[0].startsWith('Basic realm="a"'),
      true,
    )
    assert.ok(
      bearerChallenge({ error_description: long, extensions: { x: long }, realm: long }).length <= 8192,
    )
  }
})

const numbered = (count, of) => Array.from({ length: count }, (_, number) => of(number))

test('100,000 parameters are 100,000 parameters', () => {
  const names = numbered(100_000, (number) => `n${number}`)
  const line = `Bearer ${names.map((name) => `${name}=v`).join(', ')}`
  const [challenge] = strict(line)
  assert.equal(Object.keys(challenge.params).join(), names.join())
  assert.equal(read(`${line}, N99999=w, n0="x"`)[0].params.n99999, 'v')
  assert.throws(() => strict(`${line}, N99999=w`), { code: 'duplicate-parameter', offset: line.length + 2 })
  // The usual limit: what is complete before it.
  const few = entries(parseWwwAuthenticate(line)[0]).length
  assert.ok(few > 4000 && few < 100_000)
  assert.throws(() => formatWwwAuthenticate([challenge]), { code: 'too-long' })
  const extensions = Object.fromEntries(names.map((name) => [name, 'v']))
  assert.ok(bearerChallenge({ extensions }).length <= 8192)
  const [sent] = forwardChallenge(line, { remove: 'n1', set: { hop: 'a' } })
  const [forwarded] = strict(sent)
  assert.deepEqual(
    [forwarded.params.n0, forwarded.params.n1, forwarded.params.hop, entries(forwarded).length],
    ['v', undefined, 'a', few],
  )
})

test('10,000 challenges are 10,000 challenges', () => {
  const lines = numbered(10_000, (number) => `S${number} a="${number}"`)
  for (const source of [lines, lines.join(', ')]) {
    const challenges = strict(source)
    assert.equal(challenges.length, 10_000)
    assert.equal(challenges[9999].params.a, '9999')
  }
  assert.equal(findChallenge(lines.slice(0, 1000), 's999').params.a, '999')
  const short = numbered(5000, () => 'a').join()
  assert.equal(strict(short).length, 5000)
  assert.deepEqual(forwardChallenge(short, { schemes: ['Bearer'] }), [])
  leavesNothingBroken(short)
})

/** FNV-1a of 32 bits, which is the fingerprint of src/parse/seen.rs. */
function fnv(text) {
  let hash = 0x811c_9dc5
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ (text.charCodeAt(at) | 0x20), 0x0100_0193)
  return hash >>> 0
}

/** The hash of Java's strings, and of much else. */
const by31 = (text) =>
  Array.from(text).reduce((hash, one) => (Math.imul(hash, 31) + one.charCodeAt(0)) | 0, 0)

/** Names of the same length in which two pieces with one hash alternate in every way. */
const alternating = ([a, b], bits) =>
  numbered(1 << bits, (number) =>
    Array.from(number.toString(2).padStart(bits, '0'), (bit) => (bit === '1' ? a : b)).join(''),
  )

/** Names whose FNV-1a agrees in its last 10 bits: all of them stand in one place of a table with 1024. */
function alikeByFnv(count) {
  const names = []
  for (let number = 0; names.length < count; number += 1) {
    const name = `f${number.toString(36).padStart(7, '0')}`
    if ((fnv(name) & 0x3ff) === 0x2bc) names.push(name)
  }
  return names
}

test('names that collide in a hash are read as fast as others', () => {
  // 97 * 31 + 126 and 98 * 31 + 95
  const pair = ['a~', 'b_']
  assert.equal(by31(pair[0]), by31(pair[1]))
  const families = {
    fnv: alikeByFnv(1000),
    'multiples of 31': alternating(pair, 11),
    'integers of a table': numbered(2000, (number) => String(number * 4096)),
    'differ at the end': numbered(2000, (number) => `${'a'.repeat(24)}${number}`),
    'differ in the middle': numbered(
      2000,
      (number) => `aaaaaaaaaaaa${number.toString().padStart(4, '0')}aaaaaaaaaaaa`,
    ),
  }
  const millis = (line) =>
    Math.min(
      ...numbered(5, () => {
        const start = performance.now()
        read(line)
        return performance.now() - start
      }),
    )
  for (const [family, names] of Object.entries(families)) {
    const line = (names) => `Bearer ${names.map((name) => `${name}=v`).join()}`
    const usual = numbered(names.length, (number) => `n${number}`.padEnd(names[0].length, 'x'))
    const [challenge] = strict(line(names))
    assert.equal(entries(challenge).length, new Set(names).size, family)
    assert.ok(millis(line(names)) < 20 * millis(line(usual)) + 20, family)
  }
})

test('quotes and escapes end where the grammar says', () => {
  const deep = (count) => '\\"'.repeat(count)
  for (const count of [1, 10, 1000]) {
    const line = `Basic realm="${deep(count)}, Bearer scope=\\"evil\\"", x="\\\\"`
    assert.deepEqual(entries(strict(line)[0]), [
      ['realm', `${'"'.repeat(count)}, Bearer scope="evil"`],
      ['x', '\\'],
    ])
    assert.deepEqual(forwardChallenge(line, { remove: 'x' }), [line.slice(0, line.lastIndexOf(', x='))])
    leavesNothingBroken(line)
  }
  // A backslash before the quote that ends the line: nothing behind it in the next line comes to life.
  const lines = ['Basic realm="a\\', 'b", Bearer scope="c"']
  assert.equal(read(lines)[0].params.realm, 'a\\')
  assert.throws(() => strict(lines), { code: 'unterminated-quote' })
  leavesNothingBroken(lines)
  assert.equal(formatWwwAuthenticate([{ scheme: 'a', params: { b: '"\\' } }]), 'a b="\\"\\\\"')
})

test('a byte order mark and Latin-1 are characters like others', () => {
  assert.equal(findChallenge('\ufeffBearer realm="a"', 'Bearer'), undefined)
  assert.throws(() => strict('\ufeffBearer'), { code: 'stray-text' })
  assert.throws(() => strict('\xef\xbb\xbfBearer'))
  const [{ params }] = strict('Basic realm="\xa0caf\xe9\xff\x85"')
  assert.equal(params.realm, '\xa0caf\xe9\xff\x85')
  assert.deepEqual(forwardChallenge('Basic realm="caf\xe9"', { remove: 'a' }), ['Basic realm="caf\xe9"'])
  // No blank but SP and HTAB is one (RFC 9110 5.6.3).
  for (const blank of ['\xa0', '\x85', '\u2003', '\u3000']) {
    assert.throws(() => strict(`Basic${blank}realm="a"`))
  }
})

const POINTERS = [
  'javascript:alert(1)',
  'data:application/json,{}',
  'file:///etc/passwd',
  'ftp://h/m',
  '//h/m',
  '/m',
  '',
  'http:',
  'ht\ttp://h/m',
]
const ODD_POINTERS = [
  'http://user:pass@h/m',
  'http://h\\@evil.example/m',
  'http:\\\\h\\m',
  'http://h/a\\b',
  'HTTP://H/m',
]
const PRIVATE = [
  'http://169.254.169.254/latest/meta-data',
  'http://127.0.0.1/m',
  'http://10.0.0.7/m',
  'http://[::1]/m',
  'http://localhost/m',
  'http://0x7f.1/m',
]

test('a pointer is a fact that is exposed and never fetched', (t) => {
  const { fetch } = globalThis
  const asked = []
  globalThis.fetch = (...args) => asked.push(args)
  t.after(() => (globalThis.fetch = fetch))
  const extracted = (line) =>
    extractWWWAuthenticateParams({ headers: { 'www-authenticate': line } }).resourceMetadataUrl
  for (const pointer of [...POINTERS, ...ODD_POINTERS, ...PRIVATE]) {
    const quoted = pointer.replaceAll('\\', '\\\\')
    const line = `Bearer resource_metadata="${quoted}"`
    assert.equal(read(line)[0].params.resource_metadata, pointer, 'reading gives what stands there')
    assert.deepEqual(forwardChallenge(line), [line], 'and a proxy sends it on')
    leavesNothingBroken(line)
    const url = extracted(line)
    assert.ok(url === undefined || /^https?:$/.test(url.protocol), pointer)
    // A server cannot be made to point its clients anywhere else than to http and https.
    const written = strict(bearerChallenge({ resource_metadata: pointer }))[0].params.resource_metadata
    assert.ok(written === undefined || /^https?:\/\/[^\\@/]+(\/|$)/.test(written), `${pointer}: ${written}`)
  }
  for (const pointer of POINTERS.slice(0, -1)) {
    assert.equal(extracted(`Bearer resource_metadata="${pointer}"`), undefined, pointer)
    assert.throws(() => protectedResourceMetadataUrl(pointer), { code: 'invalid-argument' }, pointer)
    assert.equal(bearerChallenge({ resource_metadata: pointer }), 'Bearer', pointer)
    assert.throws(() => createForwarder({ resourceMetadata: pointer }), { code: 'invalid-option' }, pointer)
    assert.deepEqual(
      forwardChallenge(`Bearer resource_metadata="${pointer}"`, { insertResourceMetadata: `${GATEWAY}/m` }),
      [`Bearer resource_metadata="${GATEWAY}/m"`],
      'a gateway puts its own in the place of what nobody can use',
    )
  }
  for (const pointer of PRIVATE)
    assert.equal(extracted(`Bearer resource_metadata="${pointer}"`)?.href, new URL(pointer).href)
  assert.throws(() => createForwarder({ resourceMetadata: 'http://user:pass@h/m' }), {
    code: 'invalid-option',
  })
  assert.deepEqual(asked, [])
})

test('no origin but that of the gateway comes out of swapping it', () => {
  const hosts = [
    '10.0.0.7',
    'h\\@evil.example',
    'user:pass@h',
    'h:80',
    '[::1]',
    'h.',
    '127.1',
    'gateway.example.evil',
  ]
  for (const host of hosts) {
    for (const path of [WELL_KNOWN, `${WELL_KNOWN}/mcp`, `${WELL_KNOWN}/..//evil.example`]) {
      const line = `Bearer resource_metadata="http://${`${host}${path}`.replaceAll('\\', '\\\\')}"`
      const [sent] = forwardChallenge(line, { resourceMetadata: { origin: GATEWAY } })
      const pointer = read(sent)[0].params.resource_metadata
      const origin = pointer === undefined ? GATEWAY : new URL(pointer).origin
      const isAsItWas = pointer === `http://${host}${path}`
      assert.ok(origin === GATEWAY || isAsItWas, `${line}: ${sent}`)
      if (new URL(`http://${host}/`).pathname === '/') assert.equal(origin, GATEWAY, line)
    }
  }
})

test('errors hold no header text', () => {
  const secret = 'hunter2'
  const attempts = [
    () => strict(`Basic realm="${secret}`),
    () => strict(`${secret} ${secret} ${secret}`),
    () => formatWwwAuthenticate([{ scheme: 'Basic', params: { realm: `${secret}\n` } }]),
    () => formatWwwAuthenticate([{ scheme: `${secret}\n` }]),
    () => createForwarder({ realm: `${secret}\n` }),
    () => findChallenge('Basic', `${secret} `),
    () => protectedResourceMetadataUrl(`${secret}://`),
    () => parseWwwAuthenticate(Symbol(secret)),
  ]
  for (const attempt of attempts) {
    assert.throws(attempt, (error) => {
      assert.ok(
        typeof error.code === 'string' && !`${error.message}${error.stack.split('\n')[0]}`.includes(secret),
      )
      return true
    })
  }
})
