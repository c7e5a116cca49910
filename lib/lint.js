'use strict'

const { Parts, answerOf, callParts } = require('./call.js')
const { findingCodes, findingMessages, findingRules, findingSeverities, profiles } = require('./catalogue.js')
const { fieldName, kind: optionKind, readOptions, status } = require('./options.js')
const { kind, number, operation, tag } = require('./protocol.js')
const { fieldLines, statusOf } = require('./source.js')
const { eachRow } = require('./rows.js')
const { isWide } = require('./wide.js')

const OPTIONS = {
  header: fieldName,
  profile: optionKind(`one of ${profiles.join(', ')}`, (value) => profiles.includes(value)),
  status,
}

function lintWwwAuthenticate(source, options = {}) {
  const { header, profile = profiles[0], status = statusOf(source) } = readOptions(options, OPTIONS)
  const found = fieldLines(source, header) ?? []
  const lines = typeof found === 'string' ? [found] : found
  const parts = new Parts().add(tag.PROFILE, profile)
  if (status !== undefined) parts.add(tag.STATUS, String(status))
  return findingsOf(answerOf(callParts(operation.LINT, 0, number.DEFAULT_MAX_LENGTH, parts, lines)), lines)
}

function findingsOf({ text, rows }, lines) {
  const findings = []
  eachRow(rows, (code, id, at) => {
    const [start, end, line] = [rows[at + 1], rows[at + 2], rows[at + 3]]
    const span = { offset: start, length: end - start }
    if (code === kind.FINDING) findings.push(findingOf(numberOf(id, lines[line]?.[start]), line, span))
    else if (code === kind.FIX) findings.at(-1).fix = { ...span, text: '' }
    else if (code === kind.FIX_TEXT) findings.at(-1).fix.text = text.slice(start, end)
  })
  return findings
}

const CONTROL_CHARACTER = findingCodes.indexOf('control-character')
const NOT_AN_OCTET = findingCodes.indexOf('not-an-octet')

/** A control character that stands for a character that is no octet is that. */
const numberOf = (id, character) =>
  id === CONTROL_CHARACTER && character !== undefined && isWide(character) ? NOT_AN_OCTET : id

const findingOf = (id, line, span) => ({
  code: findingCodes[id],
  severity: findingSeverities[id],
  line,
  ...span,
  rule: findingRules[id],
  message: findingMessages[id],
  fix: undefined,
})

/** The lines with the fixes of all findings made. Fixes do not overlap. */
function fixedLines(lines, findings) {
  const fixesOf = lines.map(() => [])
  for (const { fix, line } of findings) if (fix) fixesOf[line].push(fix)
  return lines.map((line, number) => {
    const fixes = fixesOf[number].sort((a, b) => a.offset - b.offset || a.length - b.length)
    let [fixed, from] = ['', 0]
    for (const { offset, length, text } of fixes) {
      fixed += line.slice(from, offset) + text
      from = offset + length
    }
    return fixed + line.slice(from)
  })
}

module.exports = { fixedLines, lintWwwAuthenticate }
