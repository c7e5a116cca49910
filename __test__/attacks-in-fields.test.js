'use strict'

// What an attacker gets who controls the text of a header.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const {
  bearerChallenge,
  createForwarder,
  findChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
} = require('auth-challenge')
const { extractWWWAuthenticateParams } = require('auth-challenge/mcp')
const { GATEWAY, WELL_KNOWN, entries, leavesNothingBroken, read, strict } = require('./unbroken.js')

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
