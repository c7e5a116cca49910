'use strict'

const { ChallengeSyntaxError, invalidArgument, kindOf } = require('./errors.js')
const { boolean, callback, fieldName, isName, isObject, length, readOptions } = require('./options.js')
const { number } = require('./protocol.js')
const { fieldLines } = require('./source.js')
const { challengesOf, defectsOf, readRows } = require('./table.js')

const { DEFAULT_MAX_LENGTH, REPORT, STRICT } = number

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
    defectsOf(lines, text, rows),
  ])
  if (strict && defects.length > 0) throw new ChallengeSyntaxError(defects[0])
  // After the reading: a callback may read with the same table.
  defects.forEach((defect) => onDefect(defect))
  return challenges
}

function findChallenge(source, scheme) {
  if (!isName(scheme))
    invalidArgument('invalid-argument', `the scheme must be a token, got ${kindOf(scheme)}`)
  const isChallenges = Array.isArray(source) && source.length > 0 && source.every(isObject)
  const challenges = isChallenges ? source : parseWwwAuthenticate(source)
  const wanted = scheme.toLowerCase()
  return challenges.find((challenge) => challenge.scheme.toLowerCase() === wanted)
}

module.exports = { findChallenge, parseWwwAuthenticate }
