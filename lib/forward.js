'use strict'

const { expected } = require('./errors.js')
const { forwardOptions } = require('./forward-options.js')
const native = require('./native.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { fieldLines } = require('./source.js')
const { url } = require('./url.js')

const { isUnsendable } = native

const UNCHANGED = { normalize: false, params: [] }

function forwardChallenge(source, options) {
  if (options === undefined) {
    const lines = toArray(fieldLines(source))
    // A loop, since `every` would have the addon called with three arguments.
    for (const line of lines) if (isUnsendable(line)) return native.forward(lines, UNCHANGED).lines
    return lines
  }
  const { decideScopes, decideUrl, header, onChange, plan } = forwardOptions(options)
  const lines = toArray(fieldLines(source, header))
  if (plan.ensure !== undefined && plan.status === undefined && statusOf(source) === 401) plan.status = 401
  // What a callback is told of is read when the first one asks.
  let challenges
  const challengeAt = (place) => {
    challenges ??= parseWwwAuthenticate(native.forward(lines, UNCHANGED).lines, { maxLength: Number.MAX_SAFE_INTEGER })
    return challenges[place]
  }
  const forwarded = native.forward(
    lines,
    plan,
    decideUrl && ((value, place) => decidedUrl(decideUrl(value, challengeAt(place)))),
    decideScopes && ((value, place) => decidedScopes(decideScopes(words(value), challengeAt(place)))),
  )
  if (onChange) forwarded.changes.forEach((change) => onChange(change))
  return forwarded.lines
}

const toArray = (lines) => (lines === undefined ? [] : typeof lines === 'string' ? [lines] : lines.slice())

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
