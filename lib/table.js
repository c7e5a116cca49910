'use strict'

// From rows to objects: the JavaScript side of src/boundary/.

const { Parts, answerOf, callParts, callText } = require('./call.js')
const { changeReasons, defectCodes, kind, number, operation, schemes, store } = require('./protocol.js')
const { isWide, widen } = require('./wide.js')

const { CHANGE, CHANGE_AFTER, CHANGE_BEFORE, CHANGE_PARAM, CHANGE_SCHEME, DEFECT, LINE } = kind
const { MIXED_CASE_NAME, NAME, PARAM, PIECE, PIECE_PARAM, SCHEME, SPACE, TOKEN68 } = kind
const { NONE, ROW, ROWS_AT, ROW_COUNT, UNKNOWN } = number

const NOTHING = new Parts()

/** As fast as a plain object, and without a prototype that a parameter's name could meet. */
function Params() {}
Params.prototype = Object.freeze(Object.create(null))

/** Reads field lines, one or several, and gives their text, end to end, and the rows to `visit`. */
function readRows(lines, flags, maxLength, visit) {
  if (typeof lines === 'string') {
    return visit(lines, answerOf(callText(operation.READ, flags, maxLength, lines)).rows)
  }
  return visit(lines.join(''), answerOf(callParts(operation.READ, flags, maxLength, NOTHING, lines)).rows)
}

function challengesOf(text, rows) {
  let challenges
  let challenge
  let params
  let name
  let pieces = ''
  for (let at = ROWS_AT, end = ROWS_AT + rows[ROW_COUNT] * ROW; at < end; at += ROW) {
    const word = rows[at]
    const id = word >>> 8
    switch (word & 0xff) {
      case PARAM: {
        const value = text.slice(rows[at + 1], rows[at + 2])
        if (id === UNKNOWN) params[name] = value
        else store(params, id, value)
        break
      }
      case SCHEME: {
        const scheme = id === UNKNOWN ? text.slice(rows[at + 1], rows[at + 2]) : schemes[id]
        params = new Params()
        challenge = { scheme, token68: undefined, params }
        // Most fields hold one, and `push` on an empty array makes room for 17.
        if (challenges === undefined) challenges = [challenge]
        else challenges.push(challenge)
        break
      }
      case NAME:
        name = text.slice(rows[at + 1], rows[at + 2])
        break
      case MIXED_CASE_NAME:
        name = text.slice(rows[at + 1], rows[at + 2]).toLowerCase()
        break
      case PIECE:
        pieces += text.slice(rows[at + 1], rows[at + 2])
        break
      case SPACE:
        pieces += ' '
        break
      case PIECE_PARAM:
        if (id === UNKNOWN) params[name] = pieces
        else store(params, id, pieces)
        pieces = ''
        break
      case TOKEN68:
        challenge.token68 = text.slice(rows[at + 1], rows[at + 2])
        break
    }
  }
  return challenges ?? []
}

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

module.exports = { challengesOf, changesOf, defectsOf, eachRow, linesOf, readRows, startsOf }
