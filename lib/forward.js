'use strict'

const { backend } = require('./backend.js')
const { Parts, answerOf, callParts, callText, isUnsendable } = require('./call.js')
const { forwardOptions } = require('./forward-options.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { kind, number, operation, tag } = require('./protocol.js')
const { fieldLines, statusOf } = require('./source.js')
const { changesOf, eachRow, linesOf, startsOf } = require('./rows.js')
const { urlOf, urlText } = require('./url.js')
const { narrow } = require('./wide.js')

const { DEFAULT_MAX_LENGTH, KEEP, KEPT, NONE, REPORT, USE_KEPT } = number

const NO_EDITS = new Parts()

function forwardChallenge(source, options) {
  if (options !== undefined) return createForwarder(options)(source)
  // Most responses have one line, with nothing to do: no more than a look at it.
  if (typeof source === 'string' && !isUnsendable(source)) return [source]
  const lines = arrayOf(fieldLines(source))
  return lines.some(isUnsendable) ? linesOf(run(operation.FORWARD, 0, NO_EDITS, lines)) : lines
}

function createForwarder(options = {}) {
  const { decideScopes, decideUrl, header, isEnsuring, onChange, parts } = forwardOptions(options)
  const asks = decideScopes !== undefined || decideUrl !== undefined
  if (!asks && !isEnsuring && onChange === undefined) return keepingForwarder(parts, header)
  const flags = onChange ? REPORT : 0
  return (source) => {
    const lines = arrayOf(fieldLines(source, header))
    const status = isEnsuring ? statusOf(source) : undefined
    const edits = status === undefined ? parts : parts.copy().add(tag.STATUS, String(status))
    const decided = asks ? withAnswers(decideUrl, decideScopes, edits, lines) : edits
    const answer = run(operation.FORWARD, flags, decided, lines)
    // Before the listener, which may call this library again: its rows would be in the same table.
    const sent = linesOf(answer)
    if (onChange) {
      const [text, starts] = [lines.join(''), startsOf(lines)]
      const sourceOf = ({ line, offset = 0 }) => [text, (starts[line] ?? 0) + offset]
      changesOf(answer, sourceOf).forEach((change) => onChange(change))
    }
    return sent
  }
}

/**
 * One whose edits are always the same. From the second field on, the back end keeps them, until it is to keep others: those
 * of one call would drive out those of many.
 */
function keepingForwarder(edits, header) {
  let flags = 0
  let kept = NONE
  return (source) => {
    const lines = fieldLines(source, header)
    if (kept === NONE || kept !== backend().table[KEPT]) {
      const answer = run(operation.FORWARD, flags, edits, arrayOf(lines))
      if (flags === KEEP) kept = backend().table[KEPT]
      flags = KEEP
      return linesOf(answer)
    }
    return linesOf(
      typeof lines === 'string'
        ? answerOf(callText(operation.FORWARD, USE_KEPT, DEFAULT_MAX_LENGTH, lines))
        : run(operation.FORWARD, USE_KEPT, NO_EDITS, arrayOf(lines)),
    )
  }
}

const run = (code, flags, edits, lines) => answerOf(callParts(code, flags, DEFAULT_MAX_LENGTH, edits, lines))

/** The edits with what the caller's functions decide on each value that a first run lists. */
function withAnswers(decideUrl, decideScopes, edits, lines) {
  const { text, rows } = run(operation.LIST, 0, edits, lines)
  const asked = []
  eachRow(rows, (code, _id, at) => asked.push([code, text.slice(rows[at + 1], rows[at + 2]), rows[at + 3]]))
  if (asked.length === 0) return edits
  const challenges = parseWwwAuthenticate(lines)
  const decidedParts = edits.copy()
  for (const [code, value, place] of asked) {
    const decided =
      code === kind.ASK_URL
        ? decidedUrl(decideUrl, value, challenges[place])
        : decidedScopes(decideScopes(words(value), challenges[place]))
    decidedParts.add(decided === undefined ? tag.KEEP : tag.ANSWER, decided ?? '')
  }
  return decidedParts
}

const arrayOf = (lines) => (typeof lines === 'string' ? [lines] : (lines ?? []))

const words = (text) => text.split(' ').filter((word) => word !== '')

/** The text of the URL; `undefined` keeps the value, and the empty text, which is no URL, removes it. */
function decidedUrl(decide, value, challenge) {
  // A host that only international names may have is known to `URL` alone.
  if (urlOf(value) === undefined) return undefined
  const decided = decide(value, challenge)
  if (decided === undefined || decided === null || decided === value) return undefined
  const text = urlText(decided)
  return typeof text === 'string' ? narrow(text) : ''
}

/** Scopes with a space between them. */
function decidedScopes(decided) {
  if (typeof decided === 'string') return narrow(decided)
  const scopes = Array.isArray(decided) ? Array.from(decided) : []
  return narrow(scopes.filter((scope) => typeof scope === 'string').join(' '))
}

module.exports = { createForwarder, forwardChallenge }
