'use strict'

const assert = require('node:assert/strict')

const fc = require('fast-check')

const { bearerChallenge, formatWwwAuthenticate, forwardChallenge } = require('auth-challenge')
const { assertSendable, strict } = require('./forward-checks.js')
const { anyLines, anyText, blanks, challenges, name, quoted, separator, value } = require('./generators.js')
const { property } = require('./property.js')

property('without options the lines stay, but for what cannot be sent', anyLines, (lines) => {
  const expected = lines.map((line) => line.replace(/[^\t\x20-\x7e\x80-\xff]/g, ' '))
  assert.deepEqual(forwardChallenge(lines), expected)
  assert.deepEqual(forwardChallenge(lines, {}), expected)
})

property('each replaced character is reported', anyLines, (lines) => {
  const changes = []
  forwardChallenge(lines, { onChange: (change) => changes.push(change) })
  const expected = lines.flatMap((line, at) => [...line.matchAll(/[^\t\x20-\x7e\x80-\xff]/g)].map(() => at))
  assert.deepEqual(
    changes.map(({ line, reason, after }) => [line, reason, after]),
    expected.map((line) => [line, 'unsendable', ' ']),
  )
})

const pointer = 'http://10.0.0.7:8080/.well-known/oauth-protected-resource/mcp?a=$&'

/** A parameter that is to be edited, in every spelling, among others that are not. */
const around = fc.array(fc.tuple(name, value, blanks, blanks, separator), { maxLength: 3 })

property(
  'an edit changes only the octets of its parameter',
  fc.constantFrom('Bearer', 'DPoP', 'X-Other'),
  around,
  around,
  fc.constantFrom('resource_metadata', 'Resource_Metadata', 'RESOURCE_METADATA'),
  fc.tuple(
    blanks,
    blanks,
    fc.constantFrom('', ', Basic realm="resource_metadata=x"', ' , Negotiate', ', Digest x="\\"", qop=auth'),
  ),
  (scheme, before, after, name, [left, right, rest]) => {
    const text = ([name, value, left, right], at) => `${name}x${at}${left}=${right}${quoted(value)}`
    const head = `${scheme} ${before.map((param, at) => `${text(param, at)}${param[4]}`).join('')}${name}${left}=${right}`
    const tail = `${after.map((param, at) => `${param[4]}${text(param, at + before.length)}`).join('')}${rest}`
    const forwarded = forwardChallenge(head + quoted(pointer) + tail, {
      resourceMetadata: { origin: 'https://gateway.example' },
    })
    const moved = quoted('https://gateway.example/.well-known/oauth-protected-resource/mcp?a=$&')
    assert.deepEqual(forwarded, [head + moved + tail])
  },
)

property('formatting is the inverse of reading', challenges, (challenges) => {
  const line = formatWwwAuthenticate(challenges)
  assertSendable([line])
  const plain = strict(line).map((challenge) => ({ ...challenge, params: { ...challenge.params } }))
  assert.deepEqual(plain, challenges)
})

property(
  'any text makes a Bearer challenge',
  fc.dictionary(
    fc.oneof(name, anyText),
    fc.oneof(anyText, fc.integer(), fc.boolean(), fc.array(anyText, { maxLength: 3 })),
    { maxKeys: 9 },
  ),
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
