'use strict'

const { ChallengeSyntaxError } = require('./errors.js')
const { boolean, callback, fieldName, length, readOptions } = require('./options.js')
const { fieldLines } = require('./source.js')
const { REPORT, STRICT, challengesOf, defectsOf, readRows } = require('./table.js')

const DEFAULT_MAX_LENGTH = 65_536

const OPTIONS = { header: fieldName, maxLength: length, onDefect: callback, strict: boolean }

function parseWwwAuthenticate(source, options) {
  if (options === undefined) {
    const lines = fieldLines(source)
    return lines === undefined ? [] : readRows(lines, 0, DEFAULT_MAX_LENGTH, challengesOf)
  }
  const { header, maxLength = DEFAULT_MAX_LENGTH, onDefect, strict = false } = readOptions(options, OPTIONS)
  const lines = fieldLines(source, header)
  if (lines === undefined) return []
  const flags = (strict ? STRICT : 0) | (onDefect ? REPORT : 0)
  const [challenges, defects] = readRows(lines, flags, maxLength, (text, rows) => [
    challengesOf(text, rows),
    defectsOf(rows),
  ])
  if (strict && defects.length > 0) throw new ChallengeSyntaxError(defects[0])
  // After the reading: a callback may read with the same table.
  defects.forEach((defect) => onDefect(defect))
  return challenges
}

module.exports = { parseWwwAuthenticate }
