'use strict'

// The addon and the WebAssembly module side by side: a bundle of dist/ is a second library, which has the module alone.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const fc = require('fast-check')

const library = require('auth-challenge')
const bundle = require('../dist/index.cjs')
const { anyLines, anyText, challenges, name } = require('./generators.js')
const { ON_WASM } = require('./on-wasm.js')
const { propertyWith } = require('./property.js')

const property = propertyWith(ON_WASM)

/** What a call answers with and what it reports, as plain data. */
function outcome(call) {
  const reports = []
  try {
    return { reports, result: plain(call((report) => reports.push(report))) }
  } catch (error) {
    return { reports, error: { ...error, message: error.message, name: error.name } }
  }
}

/** Challenges without the classes of one library or the other, and with their parameters in order. */
const plain = (result) =>
  Array.isArray(result)
    ? result.map((item) =>
        typeof item === 'string' ? item : { ...item, params: Object.entries(item.params) },
      )
    : result

/** What each library makes of the same call must be the same. */
function same(call) {
  const expected = outcome((report) => call(library, report))
  assert.deepEqual(
    outcome((report) => call(bundle, report)),
    expected,
  )
  return expected
}

const EDITS = [
  undefined,
  { errors: 'redact', normalize: true },
  { insertResourceMetadata: 'https://gateway.example/m', realm: 'gateway', schemes: ['Bearer', 'Basic'] },
  {
    resourceMetadata: { origin: 'https://gateway.example' },
    scope: (scopes) => scopes.toReversed?.() ?? scopes,
  },
  { resourceMetadata: (url) => `${url}/x`, remove: 'error' },
]

/** All that the library does with one list of lines and one text. */
function sameEverywhere(lines, text) {
  for (const options of [{}, { strict: true }, { maxLength: 12 }]) {
    same(({ parseWwwAuthenticate }, onDefect) => parseWwwAuthenticate(lines, { ...options, onDefect }))
  }
  same(({ parseWwwAuthenticate }) => parseWwwAuthenticate(text))
  for (const edits of EDITS) {
    same(({ forwardChallenge }, onChange) => forwardChallenge(lines, edits && { ...edits, onChange }))
  }
  same(({ bearerChallenge }, onChange) =>
    bearerChallenge({ realm: text, scope: text, error_uri: text, extensions: { x: text } }, { onChange }),
  )
  same(({ formatWwwAuthenticate }) => formatWwwAuthenticate([{ scheme: 'Basic', params: { realm: text } }]))
  same(({ protectedResourceMetadataUrl }) => protectedResourceMetadataUrl(text))
}

property('both back ends answer alike, whatever the text', anyLines, anyText, sameEverywhere)

property('both back ends write alike', challenges, fc.dictionary(name, anyText), (challenges, params) => {
  same(({ formatWwwAuthenticate }) => formatWwwAuthenticate(challenges))
  same(({ formatWwwAuthenticate }) => formatWwwAuthenticate([{ scheme: 'Basic', params }]))
})

test('both back ends answer alike to text that one of them could take for octets', ON_WASM, () => {
  const quote = '\u0122'
  const texts = [
    '\ud800',
    '\udc00\ud800',
    quote,
    `Basic realm=${quote}a${quote}`,
    '\xff',
    '\x80\x9f',
    'é',
    '\ufeffBasic',
    // The octets of a byte order mark, as characters of one octet each.
    '\xef\xbb\xbfBasic',
    '\u{1f600}',
  ]
  for (const text of texts) {
    for (const around of ['', 'a'.repeat(1023), 'a'.repeat(4095), 'a'.repeat(65_536)]) {
      sameEverywhere([`Bearer realm="${around}${text}", scope="${text}"`, text], text + around)
    }
  }
})

test('both back ends answer alike to a mebibyte, and to the short text after it', ON_WASM, () => {
  const LENGTHS = { a: 1 << 20, 'a="b", ': 1 << 14, 'Basic a="\\"", ': 1 << 14 }
  for (const [unit, length] of Object.entries(LENGTHS)) {
    const long = unit.repeat(length / unit.length)
    sameEverywhere([`Bearer realm="${long}"`, long], 'short')
    const lines = Array.from({ length: 100 }, () => `Bearer scope="${unit}"`)
    sameEverywhere(lines, unit.length === 1 ? long : 'short')
  }
  // Each character is a change or a defect: these have no reports.
  for (const unit of ['é', '\u0122', '\ud800']) {
    const line = `Bearer realm="${unit.repeat(1 << 20)}"`
    same(({ parseWwwAuthenticate }) => parseWwwAuthenticate(line, { maxLength: line.length }))
    same(({ forwardChallenge }) => forwardChallenge(line))
    same(({ formatWwwAuthenticate }) => formatWwwAuthenticate([{ scheme: 'Basic', params: { realm: line } }]))
    same(({ bearerChallenge }) => bearerChallenge({ realm: line }))
  }
  const [{ params }] = bundle.parseWwwAuthenticate('Basic realm="short"')
  assert.deepEqual(Object.entries(params), [['realm', 'short']])
})

test('a program can ask which back end is at work', () => {
  assert.equal(bundle.backend, 'wasm')
  assert.ok(['native', 'wasm'].includes(library.backend))
})
