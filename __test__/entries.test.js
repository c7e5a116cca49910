'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { names } = require('../lib/native.js')

test('CommonJS and ESM have the same exports', async () => {
  const { default: whole, ...named } = await import('auth-challenge')
  assert.equal(whole, undefined)
  assert.deepEqual(Object.keys(named).sort(), Object.keys(require('auth-challenge')).sort())
  for (const [name, value] of Object.entries(require('auth-challenge'))) assert.equal(named[name], value)
})

test('the types name the codes of Rust, and no others', () => {
  const types = fs.readFileSync(path.join(__dirname, '../index.d.ts'), 'utf8')
  const { changeReasons, defectCodes, formatErrorCodes } = names()
  const unions = { ChangeReason: changeReasons, DefectCode: defectCodes, FormatErrorCode: formatErrorCodes }
  for (const [name, codes] of Object.entries(unions)) {
    const [, union] = new RegExp(`type ${name} =\n((?: {2}\\| '.*'\n)+)`).exec(types)
    assert.deepEqual(union.match(/[a-z0-9-]+/g), codes)
  }
})
