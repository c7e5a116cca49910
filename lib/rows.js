'use strict'

// From the rows of an answer to lines, defects and changes: the JavaScript side of src/boundary/. Of challenges, read.js is.

const { changeReasons, defectCodes } = require('./catalogue.js')
const { kind, number } = require('./protocol.js')
const { isWide, widen } = require('./wide.js')

const { CHANGE, CHANGE_AFTER, CHANGE_BEFORE, CHANGE_PARAM, CHANGE_SCHEME, DEFECT, LINE } = kind
const { NONE, ROW, ROWS_AT, ROW_COUNT } = number

/** Where each line begins in the text of all. */
function startsOf(lines) {
  let end = 0
  return [lines].flat().map((line) => (end += line.length) - line.length)
}

/** Calls `visit` with the kind, the id and the place of each row. */
function eachRow(rows, visit) {
  for (let at = ROWS_AT, end = ROWS_AT + rows[ROW_COUNT] * ROW; at < end; at += ROW) {
    visit(rows[at] & 0xff, rows[at] >>> 8, at)
  }
}

/** The defects among the rows, in order. A control character that stands for another one is that. */
function defectsOf(lines, text, rows) {
  const defects = []
  const starts = startsOf(lines)
  eachRow(rows, (code, id, at) => {
    if (code !== DEFECT) return
    const [offset, line] = [rows[at + 1], rows[at + 3]]
    const name = defectCodes[id]
    const wide = name === 'control-character' && isWide(text[starts[line] + offset])
    defects.push({ code: wide ? 'not-an-octet' : name, line, offset })
  })
  return defects
}

/** The lines of an answer. */
function linesOf({ text, rows }) {
  // One line and nothing else, as nearly always, is all of the text.
  if (rows[ROW_COUNT] === 1) return [text]
  const lines = []
  eachRow(rows, (code, _id, at) => {
    if (code === LINE) lines.push(text.slice(rows[at + 1], rows[at + 2]))
  })
  return lines
}

const CHANGE_TEXTS = {
  [CHANGE_SCHEME]: 'scheme',
  [CHANGE_PARAM]: 'parameter',
  [CHANGE_BEFORE]: 'before',
  [CHANGE_AFTER]: 'after',
}

/** The changes of an answer; `sourceOf` gives the text that `before` comes from, and where in it that begins. */
function changesOf({ text, rows }, sourceOf) {
  const changes = []
  eachRow(rows, (code, id, at) => {
    if (code === CHANGE) {
      const offset = rows[at + 1]
      changes.push({
        reason: changeReasons[id],
        line: rows[at + 3],
        offset: offset === NONE ? undefined : offset,
      })
    } else if (code in CHANGE_TEXTS) {
      changes.at(-1)[CHANGE_TEXTS[code]] = text.slice(rows[at + 1], rows[at + 2])
    }
  })
  for (const change of changes) {
    if (change.before === undefined) continue
    const [source, start] = sourceOf(change)
    change.before = widen(change.before, source, start)
  }
  return changes
}

module.exports = { changesOf, defectsOf, eachRow, linesOf, startsOf }
