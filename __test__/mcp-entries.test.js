'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const entries = ['auth-challenge', 'auth-challenge/mcp', 'auth-challenge/mcp-proxy']

test('CommonJS and ESM have the same exports in each sub-path, and the types declare them', async () => {
  for (const entry of entries.slice(1)) {
    const whole = require(entry)
    const { default: absent, ...named } = await import(entry)
    assert.equal(absent, undefined)
    assert.deepEqual(Object.keys(named).sort(), Object.keys(whole).sort())
    for (const [name, value] of Object.entries(whole)) assert.equal(named[name], value)

    const file = `${path.basename(entry)}.d.ts`
    const types = fs.readFileSync(path.join(__dirname, '..', file), 'utf8')
    const declared = [...types.matchAll(/^export function (\w+)/gm)].map(([, name]) => name)
    assert.deepEqual(declared.sort(), Object.keys(whole).sort())
  }
})

test('each sub-path is published', () => {
  const { exports, files } = require('../package.json')
  const targets = entries.slice(1).flatMap((entry) => {
    const { import: esm, require: cjs } = exports[`./${path.basename(entry)}`]
    return [esm.types, esm.default, cjs.types, cjs.default]
  })
  assert.equal(targets.length, 8)
  for (const target of targets) assert.ok(files.includes(target.slice(2)), target)
})
