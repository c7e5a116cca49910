'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { backend, name } = require('../lib/backend.js')
const { number, operation, params, store } = require('../lib/protocol.js')

test('JavaScript has the names and numbers of the back end', (t) => {
  if (name === 'wasm') return t.skip('the addon describes the protocol of both')
  let generator
  try {
    generator = require('../scripts/protocol.js')
  } catch {
    return t.skip('the scripts are not among the published files')
  }
  const files = Object.entries(generator.filesOf(backend()))
  assert.equal(files.length, 2)
  for (const [name, text] of files)
    assert.equal(fs.readFileSync(path.join(generator.folder, name), 'utf8'), text, 'run `npm run build`')
})

test('each number stores under the name that Rust gives it', () => {
  assert.ok(params.length > 0)
  params.forEach((name, id) => {
    const object = {}
    store(object, id, 'value')
    assert.deepEqual(object, { [name]: 'value' })
  })
})

test('a call that this side does not make is refused', () => {
  /** Runs an operation, with `fill` in every other word. */
  const run = (code, fill, text = 'Basic') => {
    // Anew for each call: memory that grows makes another table.
    const { call, table } = backend()
    table.fill(fill)
    table[number.OPERATION] = code
    return call(text)
  }
  assert.throws(() => run(99, 0), /no such operation/)
  assert.throws(() => run(0xffff_ffff, 0xffff_ffff), /more parts than there are/)
  assert.throws(() => run(operation.BEARER, 0), /a part that is of no parameter/)
  // Of any text, reading makes something.
  assert.throws(() => run(operation.READ, 0, 1))
  assert.equal(run(operation.READ, 0), undefined)
})
