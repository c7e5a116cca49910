'use strict'

// Forwarding, held to the model of its options on hostile field lines.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { forwardChallenge, parseWwwAuthenticate } = require('auth-challenge')
const {
  equalsModel,
  isIdempotent,
  isValid,
  keepsWhatIsValid,
  leavesValid,
  reportsChanges,
} = require('./forward-checks.js')
const { hostileLines, hostileOptions, randomSource, validLine } = require('./hostile.js')
const { forwardProperty } = require('./property.js')

const hostile = (random) => [hostileLines(random), hostileOptions(random)]

/** One valid line to three. */
const valid = (random) => [
  Array.from({ length: 1 + random.below(3) }, () => validLine(random)),
  hostileOptions(random),
]

forwardProperty('reading what leaves gives the edits of what was read', hostile, equalsModel)
forwardProperty('what leaves can be sent, and is valid with any edit', hostile, leavesValid)
forwardProperty('forwarding twice is forwarding once', hostile, isIdempotent)
forwardProperty('every difference is reported, and nothing else', hostile, reportsChanges)

forwardProperty('the edits of a valid field', valid, (lines, options) => {
  equalsModel(lines, options)
  leavesValid(lines, options)
  isIdempotent(lines, options)
  reportsChanges(lines, options)
})
forwardProperty('a valid field keeps what no option names', valid, keepsWhatIsValid)

const BROKEN = 'Digest x="1",'
const between = (random) => [
  [validLine(random), `${BROKEN} ${hostileLines(random)[0]}`, validLine(random)],
  {},
]
forwardProperty('valid challenges keep every character beside broken ones', between, (lines) => {
  if (lines.length < 3 || !lines[1].startsWith(BROKEN) || !isValid([lines[0]]) || !isValid([lines[2]])) return
  const text = forwardChallenge(lines, { remove: 'not-there' }).join(', ')
  assert.ok(text.startsWith(lines[0]), text)
  assert.ok(text.endsWith(lines[2]), text)
})

test('the generated lines have every defect, and forwarding them has every reason', () => {
  const seen = new Set()
  const random = randomSource(9110)
  for (let at = 0; at < 5000; at += 1) {
    const [lines, options] = hostile(random)
    const maxLength = at % 10 === 0 ? 40 : undefined
    parseWwwAuthenticate(lines, { maxLength, onDefect: ({ code }) => seen.add(code) })
    forwardChallenge(lines, { ...options, onChange: ({ reason }) => seen.add(reason) })
  }
  const expected = [
    ...[
      'comma-after-scheme',
      'missing-comma',
      'semicolon-separator',
      'unquoted-value',
      'unterminated-quote',
      'control-character',
    ],
    ...[
      'not-an-octet',
      'tab-after-scheme',
      'duplicate-parameter',
      'orphan-parameter',
      'stray-text',
      'too-long',
      'missing-value',
    ],
    ...[
      'unsendable',
      'resource-metadata',
      'insert-resource-metadata',
      'ensure',
      'scope',
      'set',
      'remove',
      'schemes',
      'errors',
    ],
    'normalize',
  ]
  assert.deepEqual(
    expected.filter((code) => !seen.has(code)),
    [],
  )
})

test('the generated valid lines are valid', () => {
  const random = randomSource(9110)
  const lines = Array.from({ length: 1000 }, () => validLine(random))
  assert.deepEqual(
    lines.filter((line) => !isValid([line])),
    [],
  )
})
