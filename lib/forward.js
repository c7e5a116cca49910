'use strict'

const { expected } = require('./errors.js')
const { forwardOptions } = require('./forward-options.js')
const native = require('./native.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { fieldLines } = require('./source.js')
const { callForLines } = require('./texts.js')
const { url } = require('./url.js')

function forwardChallenge(source, options) {
  if (options === undefined) {
    // Most responses have one line, with nothing to do: no more than a look at it.
    return typeof source === 'string' && !native.isUnsendable(source) ? [source] : sendable(linesOf(source))
  }
  const { decideScopes, decideUrl, edits, ensure, header, onChange, status } = forwardOptions(options)
  const lines = linesOf(source, header)
  if (ensure && status === undefined && statusOf(source) === 401) {
    edits[0] += 't'
    edits.push('401')
  }
  if (!decideScopes && !decideUrl && !onChange) {
    for (const line of lines) edits.push(line)
    return callForLines(native.forward, edits)
  }
  // What a callback is told of is read when the first one asks.
  let challenges
  const challengeAt = (place) => {
    challenges ??= parseWwwAuthenticate(sendable(lines), { maxLength: Number.MAX_SAFE_INTEGER })
    return challenges[place]
  }
  const forwarded = native.forwardWith(
    lines,
    edits[0],
    edits.slice(1),
    decideUrl && ((value, place) => decidedUrl(decideUrl(value, challengeAt(place)))),
    decideScopes && ((value, place) => decidedScopes(decideScopes(words(value), challengeAt(place)))),
  )
  if (onChange) forwarded.changes.forEach((change) => onChange(change))
  return forwarded.lines
}

const sendable = (lines) => (lines.some(isUnsendable) ? callForLines(native.forward, ['', ...lines]) : lines)

const isUnsendable = (line) => native.isUnsendable(line)

/** The field lines, in an array of their own. */
function linesOf(source, header) {
  const lines = fieldLines(source, header)
  return lines === undefined ? [] : typeof lines === 'string' ? [lines] : lines.slice()
}

/** The status of a `Response` or an `IncomingMessage`. */
const statusOf = (source) => source?.status ?? source?.statusCode

const words = (text) => text.split(' ').filter((word) => word !== '')

const decidedUrl = (value) => (value === undefined || value === null ? undefined : url(value))

function decidedScopes(value) {
  const scopes = typeof value === 'string' ? words(value) : value
  return Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string')
    ? scopes
    : expected('an array of scopes, or a string of them', 'expected-scopes', value)
}

module.exports = { forwardChallenge }
