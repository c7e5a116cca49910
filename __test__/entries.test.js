'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { changeReasons, defectCodes, formatErrorCodes, params } = require('../lib/protocol.js')

test('CommonJS and ESM have the same exports', async () => {
  const { default: whole, ...named } = await import('auth-challenge')
  assert.equal(whole, undefined)
  assert.deepEqual(Object.keys(named).sort(), Object.keys(require('auth-challenge')).sort())
  for (const [name, value] of Object.entries(require('auth-challenge'))) assert.equal(named[name], value)
})

test('the types name the parameters of Rust, and no others', () => {
  const types = fs.readFileSync(path.join(__dirname, '../index.d.ts'), 'utf8')
  for (const name of ['ChallengeParams', 'BearerParams']) {
    const [, body] = new RegExp(`interface ${name} {\n([^}]*)\n}`).exec(types)
    const declared = [...body.matchAll(/^ {2}'?([\w-]+)'?\?:/gm)].map(([, param]) => param)
    assert.deepEqual(declared.filter((param) => param !== 'extensions'), params)
  }
})

test('the types name the codes of Rust, and no others', () => {
  const types = fs.readFileSync(path.join(__dirname, '../index.d.ts'), 'utf8')
  const unions = { ChangeReason: changeReasons, DefectCode: defectCodes, FormatErrorCode: formatErrorCodes }
  for (const [name, codes] of Object.entries(unions)) {
    const [, union] = new RegExp(`type ${name} =\n((?: {2}\\| '.*'\n)+)`).exec(types)
    assert.deepEqual(union.match(/[a-z0-9-]+/g), codes)
  }
})
