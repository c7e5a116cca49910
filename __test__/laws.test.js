'use strict'

const assert = require('node:assert/strict')
const http = require('node:http')

const fc = require('fast-check')

const { bearerChallenge, formatWwwAuthenticate, forwardChallenge, parseWwwAuthenticate } = require('..')
const { anyLines, anyText, blanks, challenges, name, quoted, separator, validLines, value } = require('./generators.js')

const law = require('./law.js')

const strict = (source) => parseWwwAuthenticate(source, { strict: true, maxLength: 1e9 })

const isValid = (lines) => {
  try {
    strict(lines)
    return true
  } catch {
    return false
  }
}

/** What node:http and fetch send. */
function assertSendable(lines) {
  for (const line of lines) {
    http.validateHeaderValue('WWW-Authenticate', line)
    new Headers().append('WWW-Authenticate', line)
  }
}

/** Every option, in every combination. */
const options = fc.record(
  {
    ensure: fc.constantFrom(true, 'Basic realm="x"', { scope: 'a' }),
    errors: fc.constantFrom('keep', 'redact', 'drop'),
    insertResourceMetadata: fc.constant('https://gateway.example/metadata'),
    normalize: fc.boolean(),
    realm: fc.constantFrom('gateway', { value: 'g', schemes: ['Bearer'] }),
    remove: fc.subarray(['realm', 'scope', { name: 'resource_metadata', schemes: ['dpop'] }]),
    resourceMetadata: fc.oneof(
      fc.constantFrom('https://gateway.example/metadata', { origin: 'https://gateway.example:8443' }),
      fc.constantFrom((url) => `https://gateway.example/?${encodeURIComponent(url)}`, () => undefined),
    ),
    schemes: fc.subarray(['Bearer', 'Basic', 'dpop'], { minLength: 1 }),
    scope: fc.constantFrom('a b', ['read'], (scopes) => scopes.filter((scope) => scope !== 'write'), () => []),
    set: fc.constantFrom({ realm: 'set' }, { 'x-hop': { value: 'a "b"', schemes: ['Basic', 'Negotiate'] } }),
    status: fc.constantFrom(200, 401, 403),
  },
  { requiredKeys: [] },
)

law('without options the lines stay, but for what cannot be sent', anyLines, (lines) => {
  const expected = lines.map((line) => line.replace(/[^\t\x20-\x7e\x80-\xff]/g, ' '))
  assert.deepEqual(forwardChallenge(lines), expected)
  assert.deepEqual(forwardChallenge(lines, {}), expected)
})

law('each replaced character is reported', anyLines, (lines) => {
  const changes = []
  forwardChallenge(lines, { onChange: (change) => changes.push(change) })
  const expected = lines.flatMap((line, at) => [...line.matchAll(/[^\t\x20-\x7e\x80-\xff]/g)].map(() => at))
  assert.deepEqual(changes.map(({ line, reason, after }) => [line, reason, after]), expected.map((line) => [line, 'unsendable', ' ']))
})

law('whatever the options, the result can be sent', anyLines, options, (lines, options) => {
  assertSendable(forwardChallenge(lines, options))
})

law('whatever is valid stays valid', validLines, options, (lines, options) => {
  fc.pre(isValid(lines))
  const forwarded = forwardChallenge(lines, options)
  assert.ok(isValid(forwarded), JSON.stringify(forwarded))
})

const pointer = 'http://10.0.0.7:8080/.well-known/oauth-protected-resource/mcp?a=$&'

/** A parameter that is to be edited, in every spelling, among others that are not. */
const around = fc.array(fc.tuple(name, value, blanks, blanks, separator), { maxLength: 3 })

law(
  'an edit changes only the octets of its parameter',
  fc.constantFrom('Bearer', 'DPoP', 'X-Other'),
  around,
  around,
  fc.constantFrom('resource_metadata', 'Resource_Metadata', 'RESOURCE_METADATA'),
  fc.tuple(blanks, blanks, fc.constantFrom('', ', Basic realm="resource_metadata=x"', ' , Negotiate', ', Digest x="\\"", qop=auth')),
  (scheme, before, after, name, [left, right, rest]) => {
    // A name that is repeated would not be valid.
    const text = ([name, value, left, right], at) => `${name}${at}${left}=${right}${quoted(value)}`
    const head = `${scheme} ${before.map((param, at) => `${text(param, at)}${param[4]}`).join('')}${name}${left}=${right}`
    const tail = `${after.map((param, at) => `${param[4]}${text(param, `x${at}`)}`).join('')}${rest}`
    const forwarded = forwardChallenge(head + quoted(pointer) + tail, { resourceMetadata: { origin: 'https://gateway.example' } })
    const moved = quoted('https://gateway.example/.well-known/oauth-protected-resource/mcp?a=$&')
    assert.deepEqual(forwarded, [head + moved + tail])
  },
)

law('normalized lines are valid, and say what tolerant reading read', anyLines, (lines) => {
  const normalized = forwardChallenge(lines, { normalize: true })
  const read = parseWwwAuthenticate(lines)
  assert.deepEqual(
    strict(normalized).map(({ scheme }) => scheme.toLowerCase()).sort(),
    read.map(({ scheme }) => scheme.toLowerCase()).sort(),
  )
  assert.deepEqual(forwardChallenge(normalized, { normalize: true }), normalized)
})

law('formatting is the inverse of reading', challenges, (challenges) => {
  const line = formatWwwAuthenticate(challenges)
  assertSendable([line])
  const plain = strict(line).map((challenge) => ({ ...challenge, params: { ...challenge.params } }))
  assert.deepEqual(plain, challenges)
})

law(
  'any text makes a Bearer challenge',
  fc.dictionary(fc.oneof(name, anyText), fc.oneof(anyText, fc.integer(), fc.boolean(), fc.array(anyText, { maxLength: 3 })), { maxKeys: 9 }),
  fc.constantFrom('Bearer', 'DPoP'),
  (params, scheme) => {
    const header = bearerChallenge({ extensions: params }, { scheme })
    assertSendable([header])
    assert.match(header, /^[\x20-\x7e]+$/)
    assert.ok(header.length <= 8192)
    const [challenge, ...others] = strict(header)
    assert.equal(challenge.scheme, scheme)
    assert.deepEqual(others, [])
    const { scope, ...texts } = challenge.params
    for (const text of Object.values(texts)) assert.match(text, /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/)
    if (scope !== undefined) assert.match(scope, /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/)
  },
)
