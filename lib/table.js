'use strict'

// The JavaScript side of src/bindings/spans.rs: from rows of spans to objects.

const native = require('./native.js')

const { store } = require('./known.js')
const { ends } = require('./texts.js')

const { read, spans, table } = native
const { defectCodes, schemes } = native.names()

const { DEFECT, MIXED_CASE_NAME, NAME, PARAM, PIECE, PIECE_PARAM, REPORT, SCHEME, SPACE, STRICT, TOKEN68, UNKNOWN } = spans
const HEAD = 4
const ROW = 4

/** As fast as a plain object, and without a prototype that a parameter's name could meet. */
function Params() {}
Params.prototype = Object.freeze(Object.create(null))

/** Reads `lines`, one or several, into rows and has `visit` make something of them. */
function readRows(lines, flags, maxLength, visit) {
  table[0] = flags
  table[1] = Math.min(maxLength, 0xffff_ffff)
  if (typeof lines === 'string') return visit(lines, read(lines) ?? table)
  const text = lines.join('')
  return visit(text, read(text, ends(lines)) ?? table)
}

function challengesOf(text, rows) {
  let challenges
  let challenge
  let params
  let name
  let pieces = ''
  for (let at = HEAD, end = HEAD + rows[0] * ROW; at < end; at += ROW) {
    const tag = rows[at]
    const id = tag >>> 8
    switch (tag & 0xff) {
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

/** The defects among the rows, in order. */
function defectsOf(rows) {
  const defects = []
  for (let at = HEAD, end = HEAD + rows[0] * ROW; at < end; at += ROW) {
    if ((rows[at] & 0xff) === DEFECT) {
      defects.push({ code: defectCodes[rows[at] >>> 8], line: rows[at + 3], offset: rows[at + 1] })
    }
  }
  return defects
}

module.exports = { REPORT, STRICT, challengesOf, defectsOf, readRows }
