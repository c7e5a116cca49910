'use strict'

// What holds of forwarding, whatever the lines and the options.

const assert = require('node:assert/strict')
const http = require('node:http')

const { forwardChallenge, parseWwwAuthenticate } = require('auth-challenge')
const { assertSame } = require('./compare.js')
const { hasEdits, model } = require('./model.js')

const strict = (source) => parseWwwAuthenticate(source, { maxLength: 1e9, strict: true })

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

const plain = (challenges) => challenges.map((one) => ({ ...one, params: { ...one.params } }))

/** Reading what leaves gives what the model makes of what was read. */
function equalsModel(lines, options) {
  if (!hasEdits(options)) return
  const expected = model(parseWwwAuthenticate(lines), options)
  const isWrittenAnew = options.normalize === true || !isValid(lines)
  const actual = parseWwwAuthenticate(forwardChallenge(lines, options))
  assertSame(actual, expected, { isOrdered: options.normalize !== true, isWrittenAnew })
}

/** What leaves can be sent; with any edit it is strictly valid, or nothing. */
function leavesValid(lines, options) {
  const forwarded = forwardChallenge(lines, options)
  assertSendable(forwarded)
  if (hasEdits(options)) assert.ok(isValid(forwarded), JSON.stringify(forwarded))
}

/** Forwarding twice is forwarding once. */
function isIdempotent(lines, options) {
  const once = forwardChallenge(lines, options)
  assert.deepEqual(forwardChallenge(once, options), once)
}

/** Of a valid field, what the options change nothing of keeps every character. */
function keepsWhatIsValid(lines, options) {
  if (options.normalize === true || !isValid(lines)) return
  const read = plain(parseWwwAuthenticate(lines))
  let isSame = true
  try {
    assert.deepEqual(plain(model(read, options)), read)
  } catch {
    isSame = false
  }
  if (isSame) assert.deepEqual(forwardChallenge(lines, options), lines)
}

/** A parameter that an option changes is reported with what stood there and what stands there now. */
function assertReported(before, after, changes) {
  for (const name of new Set([...Object.keys(before.params), ...Object.keys(after.params)])) {
    const [was, is] = [before.params[name], after.params[name]]
    if (was === is) continue
    const own = changes.filter(
      ({ parameter, scheme }) => parameter === name && scheme?.toLowerCase() === before.scheme.toLowerCase(),
    )
    const seen = JSON.stringify([name, was, is, changes])
    assert.ok(
      own.some((change) => change.before === was),
      seen,
    )
    // Writing may spell a URL in another way.
    assert.ok(
      own.some((change) => change.after === is || (is !== undefined && name === 'resource_metadata')),
      seen,
    )
  }
}

/** Every difference is reported, and nothing else is. */
function reportsChanges(lines, options) {
  const changes = []
  const forwarded = forwardChallenge(lines, { ...options, onChange: (change) => changes.push(change) })
  assert.deepEqual(forwardChallenge(lines, options), forwarded, 'the same without a listener')
  // A line of nothing but blanks and commas holds nothing that could be lost.
  const [came, left] = [lines, forwarded].map((some) => some.filter((line) => /[^\t ,]/.test(line)))
  const seen = JSON.stringify([forwarded, changes])
  if (JSON.stringify(came) !== JSON.stringify(left)) assert.ok(changes.length > 0, seen)
  // A challenge that is dropped may be the one that is ensured.
  const isEnsured = changes.some(({ reason }) => reason === 'ensure')
  if (JSON.stringify(lines) === JSON.stringify(forwarded) && !isEnsured) assert.equal(changes.length, 0, seen)
  for (const { line } of changes) assert.ok(line >= 0 && line <= lines.length)
  if (!hasEdits(options)) return changes
  const read = parseWwwAuthenticate(lines)
  if (options.schemes !== undefined) {
    const kept = options.schemes.map((scheme) => scheme.toLowerCase())
    const dropped = read.filter(({ scheme }) => !kept.includes(scheme.toLowerCase()))
    const reported = changes.filter(
      ({ after, before, reason }) => reason === 'schemes' && before !== undefined && after === undefined,
    )
    assert.deepEqual(reported.map(({ scheme }) => scheme).sort(), dropped.map(({ scheme }) => scheme).sort())
  }
  const { ensure, normalize, schemes, ...edits } = options
  if (schemes === undefined && hasEdits(edits)) {
    const modelled = model(read, edits)
    const wide = /[^\t\x20-\x7e\x80-\xff]/
    read.forEach((challenge, at) => {
      // Values that writing changes beside the edits are reported in the words of writing.
      const isPlain = !Object.values(challenge.params).some((value) => wide.test(value))
      if (isPlain) assertReported(challenge, modelled[at], changes)
    })
  }
  return changes
}

module.exports = {
  equalsModel,
  isIdempotent,
  isValid,
  keepsWhatIsValid,
  leavesValid,
  plain,
  reportsChanges,
  strict,
  assertSendable,
}
