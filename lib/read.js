'use strict'

// Reading: from the rows of an answer to challenges.

const { Parts, answerOf, callParts, callText } = require('./call.js')
const { kind, number, operation, schemes, store } = require('./protocol.js')

const { MIXED_CASE_NAME, NAME, PARAM, PIECE, PIECE_PARAM, SCHEME, SPACE, TOKEN68 } = kind
const { ROW, ROWS_AT, ROW_COUNT, UNKNOWN } = number

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

module.exports = { challengesOf, readRows }
