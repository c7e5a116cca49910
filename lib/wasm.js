'use strict'

// The back end that is a WebAssembly module: the JavaScript side of src/wasm.rs.

const { once } = require('./once.js')
const { number } = require('./protocol.js')

const { KEPT, NONE, ROWS_AT, SUBSTITUTE, USUAL_TEXT, WORDS } = number

/** The octets of memory that an instance may keep. It cannot give back any: one that needed more makes way for another. */
const MOST_MEMORY = 1 << 22

/** The words of its memory are little-endian; those of an array are as the processor has them. */
const isUsable = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Faster than a loop. Test environments without a browser (jsdom) have neither. */
const encoder = typeof TextEncoder === 'function' ? new TextEncoder() : undefined

/** Made for the first text that comes back: reading needs none. */
const decoder = once(() => (typeof TextDecoder === 'function' ? new TextDecoder() : undefined))

/** Writes an octet for each of the first `length` characters. Returns true if one of them is above U+00FF. */
function write(text, length, octets) {
  if (encoder !== undefined) {
    const place = length < text.length ? octets.subarray(0, length) : octets
    const { read, written } = encoder.encodeInto(text, place)
    // As many as characters: all are ASCII.
    if (read === length && written === length) return false
  }
  let all = 0
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(at)
    all |= unit
    octets[at] = unit < 0x100 ? unit : SUBSTITUTE
  }
  return all > 0xff
}

/** A function takes as many arguments as the stack has room for. */
const MOST_ARGUMENTS = 4096

/** A character for each octet. */
function read(octets) {
  const text = decoder()?.decode(octets)
  // All of it, since a byte order mark would be left out, and ASCII.
  if (text?.length === octets.length && !/[^\0-\x7f]/.test(text)) return text
  let characters = ''
  for (let at = 0; at < octets.length; at += MOST_ARGUMENTS) {
    characters += String.fromCharCode.apply(null, octets.subarray(at, at + MOST_ARGUMENTS))
  }
  return characters
}

/** A call that the module refuses. Any other error that comes out of it is a trap, after which the instance is void. */
class Malformed extends Error {}

/** An instance of the module and views of its memory, which are void as soon as that grows. */
class Instance {
  constructor(module) {
    this.exports = new WebAssembly.Instance(module).exports
    this.tableAt = this.exports.table()
    // Behind the table there is room for a usual text.
    this.textAt = this.tableAt + WORDS * Uint32Array.BYTES_PER_ELEMENT
    this.room = USUAL_TEXT
    this.run = this.exports.call
    this.view()
  }

  makeRoom(octets) {
    this.room = octets
    this.textAt = this.exports.long(octets)
    this.view()
  }

  view() {
    const { buffer } = this.exports.memory
    this.memory = buffer.byteLength
    this.table = new Uint32Array(buffer, this.tableAt, WORDS)
    this.octets = new Uint8Array(buffer, this.textAt, this.room)
  }

  words(at, length) {
    return new Uint32Array(this.exports.memory.buffer, at, length)
  }

  string(at, length) {
    return read(new Uint8Array(this.exports.memory.buffer, at, length))
  }

  call(text, parts) {
    let { length } = text
    if (length > this.room) {
      length = Math.min(length, this.exports.most_octets() >>> 0)
      if (length > this.room) this.makeRoom(length)
    }
    if (parts !== undefined) {
      this.words(this.exports.parts(parts.length), parts.length).set(parts)
      this.renewViews()
    }
    const hasWide = write(text, length, this.octets)
    // Numbers: a boolean would have to become one.
    const reply = this.run(length, parts === undefined ? 0 : 1, hasWide ? 1 : 0)
    this.renewViews()
    return reply === 0 ? undefined : this.answer(this.words(reply, 5))
  }

  renewViews() {
    if (this.octets.length === 0) this.view()
  }

  answer([textAt, length, rowsAt, words, isMalformed]) {
    const text = textAt === 0 ? undefined : this.string(textAt, length)
    if (isMalformed) throw new Malformed(text)
    if (rowsAt === 0) return text
    const table = new Uint32Array(ROWS_AT + words)
    table.set(this.table.subarray(0, ROWS_AT))
    table.set(this.words(rowsAt, words), ROWS_AT)
    return [text, table]
  }
}

/** The back end of a compiled module: `{ name, call, table }`, as the addon's. */
function load(module) {
  if (!isUsable) throw new Error('the WebAssembly module needs a little-endian processor')
  let instance = new Instance(module)
  // A getter in it would make every access to this object slow.
  const backend = { name: 'wasm', call, table: instance.table }

  /**
   * Another instance in its place, with the same table, which has the rows of the call that ran. It has kept no edits:
   * there is a number for these that nobody has.
   */
  function renew() {
    const { table } = instance
    instance = new Instance(module)
    instance.table.set(table)
    instance.table[KEPT] = Math.min(table[KEPT] + 1, NONE)
  }

  function call(text, parts) {
    if (typeof text !== 'string') throw new TypeError('a call takes a string')
    try {
      return instance.call(text, parts)
    } catch (error) {
      if (!(error instanceof Malformed)) renew()
      throw error
    } finally {
      if (instance.memory > MOST_MEMORY) renew()
      backend.table = instance.table
    }
  }

  return backend
}

module.exports = { isUsable, load }
