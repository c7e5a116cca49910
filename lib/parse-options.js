'use strict'

const { ChallengeSyntaxError } = require('./errors.js')
const { boolean, callback, fieldName, length, readOptions } = require('./options.js')
const { number } = require('./protocol.js')
const { challengesOf, readRows } = require('./read.js')
const { defectsOf } = require('./rows.js')
const { fieldLines } = require('./source.js')

const { DEFAULT_MAX_LENGTH, REPORT, STRICT } = number

const OPTIONS = { header: fieldName, maxLength: length, onDefect: callback, strict: boolean }

/** `parseWwwAuthenticate`, with options. */
function parse(source, options) {
  const { header, maxLength = DEFAULT_MAX_LENGTH, onDefect, strict = false } = readOptions(options, OPTIONS)
  const lines = fieldLines(source, header)
  if (lines === undefined) return []
  const flags = (strict ? STRICT : 0) | (onDefect ? REPORT : 0)
  const [challenges, defects] = readRows(lines, flags, maxLength, (text, rows) => [
    challengesOf(text, rows),
    defectsOf(lines, text, rows),
  ])
  if (strict && defects.length > 0) throw new ChallengeSyntaxError(defects[0])
  // After the reading: a callback may read with the same table.
  defects.forEach((defect) => onDefect(defect))
  return challenges
}

module.exports = { parse }
