'use strict'

// How a call crosses: a table that names the operation, and its strings, end to end, with what each is and where it ends.

const { backend } = require('./backend.js')
const { number, operation, tag } = require('./protocol.js')

const { FLAGS, HAS_PARTS, MAX_LENGTH, OPERATION, PART, PART_COUNT, PARTS_AT, ROWS_AT } = number

const NO_LIMIT = 0xffff_ffff
const NO_LINES = []

/** Strings and what each is. */
class Parts {
  constructor() {
    // Joined, they are a flat string; to flatten one that grew by `+=` takes V8 as long as all the rest.
    this.strings = []
    this.tags = []
  }

  add(tag, string) {
    this.strings.push(string)
    this.tags.push(tag)
    return this
  }

  /** The same parts with other strings. */
  map(change) {
    const parts = new Parts()
    parts.strings = this.strings.map(change)
    parts.tags = this.tags.slice()
    return parts
  }

  copy() {
    return this.map((string) => string)
  }
}

/** What came back: the text, if there is one, and the table that has the rows. */
function answerOf(answer) {
  return Array.isArray(answer)
    ? { text: answer[0], rows: answer[1] }
    : { text: answer, rows: backend().table }
}

/** Runs an operation on one string. */
function callText(code, flags, maxLength, text) {
  const { call, table } = backend()
  table[OPERATION] = code
  table[FLAGS] = flags
  table[MAX_LENGTH] = Math.min(maxLength, NO_LIMIT)
  return call(text)
}

/** Runs an operation on strings: those of `parts`, then field lines. */
function callParts(code, flags, maxLength, { strings, tags }, lines = NO_LINES) {
  const { call, table } = backend()
  const count = strings.length + lines.length
  const hasRoom = count * PART <= ROWS_AT - PARTS_AT
  const target = hasRoom ? table : new Uint32Array(count * PART)
  let at = hasRoom ? PARTS_AT : 0
  let end = 0
  for (let part = 0; part < strings.length; part += 1) {
    end += strings[part].length
    target[at++] = tags[part]
    target[at++] = end
  }
  for (let line = 0; line < lines.length; line += 1) {
    end += lines[line].length
    target[at++] = tag.LINE
    target[at++] = end
  }
  table[OPERATION] = code
  table[FLAGS] = flags | HAS_PARTS
  table[MAX_LENGTH] = Math.min(maxLength, NO_LIMIT)
  table[PART_COUNT] = count
  const text = strings.join('') + lines.join('')
  return hasRoom ? call(text) : call(text, target)
}

/** The answer to a question about one string: a text, or `undefined`. */
function ask(code, text) {
  const { call, table } = backend()
  table[OPERATION] = code
  table[FLAGS] = 0
  return call(text)
}

/** True if the back end says yes. */
const is = (code) => (text) => ask(code, text) !== undefined

module.exports = {
  Parts,
  answerOf,
  ask,
  callParts,
  callText,
  isScope: is(operation.IS_SCOPE),
  isToken: is(operation.IS_TOKEN),
  isUnsendable: is(operation.IS_UNSENDABLE),
  isValue: is(operation.IS_VALUE),
}
