'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
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
  assert.equal(
    fs.readFileSync(generator.file, 'utf8'),
    generator.protocolOf(backend()),
    'run `npm run build`',
  )
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
  const { call, table } = backend()
  table.fill(0)
  table[number.OPERATION] = 99
  assert.throws(() => call('Basic'), /no such operation/)
  table.fill(0xffff_ffff)
  assert.throws(() => call('Basic'), /more parts than there are/)
  table.fill(0)
  table[number.OPERATION] = operation.BEARER
  assert.throws(() => call('Basic'), /a part that is of no parameter/)
  // Of any text, reading makes something.
  table[number.OPERATION] = operation.READ
  assert.throws(() => call(1))
  assert.equal(call('Basic'), undefined)
})
