'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { kind: kinds, number, operation } = require('../lib/protocol.js')
const { load } = require('../lib/wasm.js')
const { ON_WASM } = require('./on-wasm.js')

const { DEFAULT_MAX_LENGTH, FLAGS, HAS_PARTS, MAX_LENGTH, OPERATION, PART_COUNT } = number
const { REPORT, ROW, ROWS_AT, ROW_COUNT, USUAL_TEXT } = number
const { TOKEN68 } = kinds

const compiled = new WebAssembly.Module(fs.readFileSync(path.join(__dirname, '../dist/auth-challenge.wasm')))

/** Runs an operation on one string; returns its text. */
function ask({ call, table }, code, text, maxLength = DEFAULT_MAX_LENGTH) {
  table[OPERATION] = code
  table[FLAGS] = 0
  table[MAX_LENGTH] = maxLength
  return call(text)
}

/** A back end, and the instances of the module that it makes. */
function watched() {
  const instances = []
  const { Instance } = WebAssembly
  WebAssembly.Instance = class extends Instance {
    constructor(...args) {
      super(...args)
      instances.push(this)
    }
  }
  const restore = () => (WebAssembly.Instance = Instance)
  return { backend: load(compiled), instances, restore }
}

test('the module imports nothing', () => {
  assert.deepEqual(WebAssembly.Module.imports(compiled), [])
})

test('one instance of the module serves all calls', ON_WASM, (t) => {
  const { backend, instances, restore } = watched()
  t.after(restore)
  assert.equal(ask(backend, operation.IS_TOKEN, 'Basic'), '')
  assert.equal(ask(backend, operation.IS_TOKEN, 'a b'), undefined)
  assert.equal(instances.length, 1)
})

test('a trap is an error of its call, and the next one is well', ON_WASM, (t) => {
  const { backend, instances, restore } = watched()
  t.after(restore)
  assert.equal(ask(backend, operation.IS_TOKEN, 'Basic'), '')
  const kept = backend.table[number.KEPT]
  // More parts than memory has room for.
  assert.throws(() => backend.call('Basic', { length: 2 ** 30 - 1 }), WebAssembly.RuntimeError)
  // The edits that it had kept are gone, and so is their number.
  assert.equal(backend.table[number.KEPT], kept + 1)
  assert.equal(ask(backend, operation.IS_TOKEN, 'Basic'), '')
  assert.equal(ask(backend, operation.IS_TOKEN, 'a b'), undefined)
  assert.equal(instances.length, 2)
})

test('a call that the module refuses leaves it as it is', ON_WASM, (t) => {
  const { backend, instances, restore } = watched()
  t.after(restore)
  assert.throws(() => ask(backend, 99, 'Basic'), /no such operation/)
  assert.throws(() => ask(backend, operation.IS_TOKEN, 1), TypeError)
  assert.equal(ask(backend, operation.IS_TOKEN, 'Basic'), '')
  assert.equal(instances.length, 1)
})

test('memory that long text took is given back, and the rows of its answer stay', ON_WASM, (t) => {
  const { backend, instances, restore } = watched()
  t.after(restore)
  ask(backend, operation.READ, 'Basic')
  const few = instances[0].exports.memory.buffer.byteLength
  const long = `Basic realm="${'a'.repeat(1 << 24)}"`
  ask(backend, operation.READ, long, 0xffff_ffff)
  assert.equal(backend.table[ROW_COUNT], 2)
  assert.equal(instances.length, 2)
  assert.equal(instances[1].exports.memory.buffer.byteLength, few)
  // No more than the limit of reading is copied, and that takes no such memory.
  ask(backend, operation.READ, long)
  assert.equal(instances.length, 2)
})

test('a text is read to its end, as long as is usual and longer', ON_WASM, () => {
  for (const length of [USUAL_TEXT - 1, USUAL_TEXT, USUAL_TEXT + 1, 2 * USUAL_TEXT]) {
    const backend = load(compiled)
    const long = `Basic ${'a'.repeat(length - 'Basic '.length)}`
    // Longer, usual, and longer again: the room that was made stays.
    for (const text of [long, 'Basic b', long]) {
      ask(backend, operation.READ, text)
      const [kind, ...span] = backend.table.subarray(ROWS_AT + ROW, ROWS_AT + ROW + 3)
      assert.deepEqual([kind & 0xff, span], [TOKEN68, ['Basic '.length, text.length]])
    }
  }
})

test('more rows than the table has room for come in one of their own', ON_WASM, () => {
  const { call, table } = load(compiled)
  const text = Array.from({ length: 500 }, (_, at) => `s${at}`).join()
  table[OPERATION] = operation.READ
  table[FLAGS] = REPORT
  table[MAX_LENGTH] = DEFAULT_MAX_LENGTH
  const [, rows] = call(text)
  assert.equal(rows[ROW_COUNT], 500)
  const [, start, end] = rows.slice(-number.ROW)
  assert.equal(text.slice(start, end), 's499')
})

test('what one call had, no other call finds', ON_WASM, () => {
  const backend = load(compiled)
  const secret = 'Basic realm="secret"'
  ask(backend, operation.READ, secret)
  // Parts that end past the text: what stands there in memory is the text before.
  const { call, table } = backend
  table[OPERATION] = operation.FORWARD
  table[FLAGS] = HAS_PARTS
  table[PART_COUNT] = 1
  table.set([0, secret.length], number.PARTS_AT)
  assert.equal(call('Bearer'), 'Bearer')
})
