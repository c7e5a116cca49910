'use strict'

const assert = require('node:assert/strict')
const http = require('node:http')
const { test } = require('node:test')
const { inspect } = require('node:util')
const vm = require('node:vm')

const { ChallengeSyntaxError, findChallenge, parseWwwAuthenticate } = require('auth-challenge')
const { params } = require('../lib/protocol.js')

const only = (source, options) => {
  const challenges = parseWwwAuthenticate(source, options)
  assert.equal(challenges.length, 1)
  return challenges[0]
}

const defectsOf = (source, options) => {
  const defects = []
  parseWwwAuthenticate(source, { ...options, onDefect: (defect) => defects.push(defect) })
  return defects
}

test('a challenge has its scheme as sent, a token68 or parameters', () => {
  assert.deepEqual(
    JSON.parse(JSON.stringify(parseWwwAuthenticate('bEARER Realm="a", x=1, Negotiate YWJj=='))),
    [
      { scheme: 'bEARER', params: { realm: 'a', x: '1' } },
      { scheme: 'Negotiate', token68: 'YWJj==', params: {} },
    ],
  )
  assert.equal(only('Basic realm="a"').token68, undefined)
})

test('parameters inherit nothing', () => {
  const { params } = only('Bearer __proto__="a", constructor="b", toString="c", hasOwnProperty="d"')
  assert.deepEqual(Object.entries(params), [
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['tostring', 'c'],
    ['hasownproperty', 'd'],
  ])
  const empty = only('Bearer').params
  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
    assert.equal(empty[name], undefined, name)
    assert.equal(name in empty, false, name)
  }
  const shared = Object.getPrototypeOf(empty)
  assert.throws(() => {
    shared.realm = 'x'
  }, TypeError)
})

test('known parameters are read in every case, unknown ones lower-cased', () => {
  for (const name of params) {
    for (const sent of [name, name.toUpperCase()]) {
      assert.deepEqual(Object.entries(only(`Bearer ${sent}="v"`).params), [[name, 'v']])
    }
  }
  assert.deepEqual(Object.keys(only('Bearer X_Realm="v"').params), ['x_realm'])
})

test('every kind of source', async () => {
  const line = 'Bearer realm="a"'
  const expected = parseWwwAuthenticate(line)
  assert.deepEqual(parseWwwAuthenticate([line]), expected)
  assert.deepEqual(parseWwwAuthenticate(new Headers({ 'www-authenticate': line })), expected)
  assert.deepEqual(
    parseWwwAuthenticate(new Response(null, { headers: { 'www-authenticate': line } })),
    expected,
  )
  for (const nothing of [null, undefined, '', [], [''], new Headers(), new Response()]) {
    assert.deepEqual(parseWwwAuthenticate(nothing), [])
    assert.deepEqual(parseWwwAuthenticate(nothing, { strict: true }), [])
  }
  const records = [
    { 'www-authenticate': line },
    { 'WWW-Authenticate': [line] },
    { __proto__: null, 'Www-Authenticate': line, date: 'now' },
    { headers: { 'www-authenticate': line } },
    { headers: new Headers({ 'www-authenticate': line }), status: 401 },
    new Map([['www-authenticate', line]]),
    vm.runInNewContext(`({ 'www-authenticate': ${JSON.stringify(line)} })`),
  ]
  class ClassOfHeaders {
    get(name) {
      return name === 'www-authenticate' ? line : null
    }
  }
  records.push(new ClassOfHeaders(), { headers: new ClassOfHeaders() })
  for (const source of records) assert.deepEqual(parseWwwAuthenticate(source), expected, inspect(source))
  const apart = { 'www-authenticate': ['Basic realm="a', line], 'WWW-AUTHENTICATE': 'Digest' }
  assert.deepEqual(
    parseWwwAuthenticate(apart).map(({ scheme }) => scheme),
    ['Basic', 'Bearer', 'Digest'],
  )
  assert.deepEqual(parseWwwAuthenticate({}), [])
  assert.deepEqual(parseWwwAuthenticate({ headers: {} }), [])
  const renamed = new Headers({ 'proxy-authenticate': line })
  assert.deepEqual(parseWwwAuthenticate(renamed, { header: 'Proxy-Authenticate' }), expected)
  assert.deepEqual(parseWwwAuthenticate(renamed), [])
})

test('an IncomingMessage keeps its lines apart', async (t) => {
  const lines = ['Basic realm="a', 'Bearer realm="b"']
  const server = http.createServer((_, response) => {
    response
      .writeHead(
        401,
        [
          ['WWW-Authenticate', lines[0]],
          ['WWW-Authenticate', lines[1]],
          ['Proxy-Authenticate', 'Digest'],
        ].flat(),
      )
      .end()
  })
  t.after(() => server.close())
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const response = await new Promise((resolve, reject) => {
    const { port } = server.address()
    http.get({ host: '127.0.0.1', port, agent: false }, resolve).on('error', reject)
  })
  response.resume()
  assert.deepEqual(parseWwwAuthenticate(response), parseWwwAuthenticate(lines))
  assert.deepEqual(defectsOf(response), [{ code: 'unterminated-quote', line: 0, offset: 12 }])
  assert.equal(only(response, { header: 'Proxy-Authenticate' }).scheme, 'Digest')
  assert.deepEqual(parseWwwAuthenticate(response, { header: 'x-none' }), [])
})

test('anything else is a TypeError', () => {
  const strange = [
    1,
    true,
    Symbol('a'),
    1n,
    [1],
    ['a', null],
    [, 'a'],
    () => 'Basic',
    new String('Basic'),
    new Date(),
    { 'www-authenticate': 1 },
    { headers: { 'www-authenticate': [null] } },
  ]
  for (const source of strange) {
    assert.throws(() => parseWwwAuthenticate(source), { name: 'TypeError', code: 'invalid-source' })
  }
  const wrong = [
    [{ strict: 1 }, 'strict'],
    [{ onDefect: 'log' }, 'onDefect'],
    [{ maxLength: -1 }, 'maxLength'],
    [{ maxLength: 1.5 }, 'maxLength'],
    [{ maxLength: '8' }, 'maxLength'],
    [{ header: 'a b' }, 'header'],
  ]
  for (const [options, option] of wrong) {
    assert.throws(() => parseWwwAuthenticate('Basic', options), {
      name: 'TypeError',
      code: 'invalid-option',
      option,
    })
  }
  assert.throws(() => parseWwwAuthenticate('Basic', { Strict: true }), {
    code: 'unknown-option',
    option: 'Strict',
  })
  for (const options of [null, 'strict', []]) {
    assert.throws(() => parseWwwAuthenticate('Basic', options), {
      name: 'TypeError',
      code: 'invalid-options',
    })
  }
  assert.deepEqual(parseWwwAuthenticate('Basic', {}), parseWwwAuthenticate('Basic', { strict: undefined }))
})

test('a syntax error has a code and a place, and no header text', () => {
  const secret = 'hunter2'
  assert.throws(
    () => parseWwwAuthenticate(['Basic realm="a"', `Bearer realm="b"; token="${secret}"`], { strict: true }),
    (error) => {
      assert.ok(error instanceof ChallengeSyntaxError)
      assert.ok(error instanceof SyntaxError)
      assert.equal(error.name, 'ChallengeSyntaxError')
      assert.deepEqual([error.code, error.line, error.offset], ['semicolon-separator', 1, 16])
      assert.doesNotMatch(`${error.stack}${JSON.stringify(error)}`, new RegExp(secret))
      return true
    },
  )
})

test('65,536 octets are read unless a caller says otherwise, and not one more', () => {
  const before = 'Basic a=b, c='
  const value = 'x'.repeat(65_536 - before.length)
  for (const options of [undefined, {}]) {
    const read = (line) => ({ ...parseWwwAuthenticate(line, options)[0].params })
    assert.deepEqual(read(before + value), { a: 'b', c: value })
    assert.deepEqual(read(`${before}${value}x`), { a: 'b' })
  }
})

test('maxLength keeps what is complete before it', () => {
  const line = 'Bearer realm="a, b", scope="c", Basic realm="d"'
  const at = (maxLength) => JSON.parse(JSON.stringify(parseWwwAuthenticate(line, { maxLength })))
  assert.deepEqual(at(line.length), at(65_536))
  assert.deepEqual(at(line.length - 1), [{ scheme: 'Bearer', params: { realm: 'a, b', scope: 'c' } }])
  assert.deepEqual(at(line.indexOf(' Basic')), [{ scheme: 'Bearer', params: { realm: 'a, b', scope: 'c' } }])
  assert.deepEqual(at(line.indexOf('"c"')), [{ scheme: 'Bearer', params: { realm: 'a, b' } }])
  assert.deepEqual(at(18), [])
  assert.deepEqual(at(0), [])
  const inQuotes = 'Bearer a=x"y, scope="evil, resource_metadata=q", z="1"'
  assert.deepEqual({ ...only(inQuotes, { maxLength: 27 }).params }, { a: 'x"y' })
  assert.deepEqual(defectsOf(line, { maxLength: 20 }), [{ code: 'too-long', line: 0, offset: 20 }])
  assert.deepEqual(defectsOf(['Basic', line], { maxLength: 5 }), [{ code: 'too-long', line: 1, offset: 0 }])
  assert.deepEqual(defectsOf(['Basic', line, line], { maxLength: 8 }), [
    { code: 'too-long', line: 1, offset: 3 },
  ])
  assert.deepEqual(defectsOf(['Basic', line], { maxLength: 5 + line.length }), [])
  assert.deepEqual(defectsOf('Basic', { maxLength: Number.MAX_SAFE_INTEGER }), [])
  assert.throws(() => parseWwwAuthenticate(line, { maxLength: 20, strict: true }), {
    code: 'too-long',
    offset: 20,
  })
  assert.throws(() => parseWwwAuthenticate('Basic?', { maxLength: 4, strict: true }), {
    code: 'too-long',
    offset: 4,
  })
  const long = `Basic realm="${'a'.repeat(65_536)}"`
  assert.deepEqual(parseWwwAuthenticate(long), [])
  assert.equal(only(long, { maxLength: long.length }).params.realm.length, 65_536)
})

test('defects come in the order of their places', () => {
  const offsets = (line) => defectsOf(line).map(({ code, offset }) => `${code} ${offset}`)
  assert.deepEqual(offsets('Bearer,;\nrealm="a'), [
    'comma-after-scheme 6',
    'semicolon-separator 7',
    'control-character 8',
    'unterminated-quote 15',
  ])
  assert.deepEqual(offsets('Basic \t\nrealm="\u0122'), [
    'tab-after-scheme 6',
    'control-character 7',
    'unterminated-quote 14',
    'not-an-octet 15',
  ])
})

test('text of every length, around and past the native buffer', () => {
  for (let length = 0; length < 3000; length += length < 990 || length > 1060 ? 97 : 1) {
    for (const character of ['a', '\u00e9', '\u0122', '\u{1f600}']) {
      const value = character.repeat(Math.ceil(length / character.length)).slice(0, length)
      const [basic, bearer] = parseWwwAuthenticate(`Basic realm="${value}", Bearer scope="s"`)
      assert.equal(basic.params.realm, value)
      assert.equal(bearer.params.scope, 's')
    }
  }
})

test('more spans than the table has rows', () => {
  for (const count of [1, 120, 127, 128, 129, 254, 255, 256, 257, 5000]) {
    const names = Array.from({ length: count }, (_, at) => `p${at}`)
    const line = `Bearer ${names.map((name) => `${name}="${name}"`).join(', ')}`
    const { params } = only(line, { maxLength: line.length })
    assert.deepEqual(
      Object.entries(params),
      names.map((name) => [name, name]),
    )
    const escaped = `Bearer realm="${'\\a'.repeat(count)}"`
    assert.equal(only(escaped).params.realm, 'a'.repeat(count))
    const lines = names.map((name) => `Basic realm="${name}"`)
    const challenges = parseWwwAuthenticate(lines, { maxLength: lines.join('').length })
    assert.deepEqual(
      challenges.map(({ params }) => params.realm),
      names,
    )
  }
})

test('a result does not change when the table is used again', () => {
  const first = parseWwwAuthenticate('Bearer realm="a"', {
    onDefect: () => assert.fail('the field is valid'),
  })
  const seen = []
  parseWwwAuthenticate('Basic realm="b"; x=1; y=2', {
    onDefect: ({ offset }) => seen.push([offset, only('Digest realm="c"; z=3').params.z]),
  })
  assert.deepEqual(seen, [
    [15, '3'],
    [20, '3'],
  ])
  assert.equal(first[0].params.realm, 'a')
})

test('long and hostile text is read to its end', () => {
  const size = 1_000_000
  for (const unit of [
    ',',
    '"',
    '\\',
    'a=',
    ' ',
    'a ',
    'a,',
    'a=b ',
    '"\\',
    ';a',
    '=',
    'Basic realm="',
    '\t',
    '\n',
    'a="b",',
    '\u3299',
  ]) {
    const line = `Bearer ${unit.repeat(size / unit.length)}, scope="end`
    const options = { maxLength: line.length }
    assert.ok(Array.isArray(parseWwwAuthenticate(line, options)), unit)
    assert.ok(Array.isArray(defectsOf(line, options)), unit)
  }
})

test('the first challenge of a scheme', () => {
  const line = 'Basic realm="a", bearer realm="b", Bearer realm="c"'
  assert.equal(findChallenge(line, 'Bearer').params.realm, 'b')
  assert.equal(findChallenge(parseWwwAuthenticate(line), 'BASIC').params.realm, 'a')
  assert.equal(findChallenge(new Headers({ 'www-authenticate': line }), 'bearer').params.realm, 'b')
  for (const source of [line, [], null, undefined, parseWwwAuthenticate('Basic')]) {
    assert.equal(findChallenge(source, 'Digest'), undefined)
  }
  assert.throws(() => findChallenge(line, 'a b'), { name: 'TypeError', code: 'invalid-argument' })
  assert.throws(() => findChallenge(line), { name: 'TypeError', code: 'invalid-argument' })
  assert.throws(() => findChallenge(1, 'Basic'), { name: 'TypeError', code: 'invalid-source' })
})
