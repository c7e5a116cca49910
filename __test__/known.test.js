'use strict'

const assert = require('node:assert')
const { test } = require('node:test')

const { params } = require('../lib/native.js').names()
const { store } = require('../lib/known.js')

test('each number stores under the name that Rust gives it', () => {
  params.forEach((name, id) => {
    const object = {}
    store(object, id, 'value')
    assert.deepStrictEqual(object, { [name]: 'value' })
  })
})
