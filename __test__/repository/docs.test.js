'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

test('what the documentation imports is exported', () => {
  const text = fs.readFileSync(path.join(__dirname, '../../docs/mcp-proxy.md'), 'utf8')
  const imports = [...text.matchAll(/import \{ (.*) \} from ['"](auth-challenge.*)['"]/g)]
  assert.ok(imports.length > 0, 'no imports')
  for (const [, names, entry] of imports) {
    for (const name of names.split(', '))
      assert.equal(typeof require(entry)[name], 'function', `${entry} ${name}`)
  }
})

test('the documentation has a row for every code, and no other', () => {
  const read = (file) => fs.readFileSync(path.join(__dirname, '../..', file), 'utf8')
  const { defectCodes, formatErrorCodes } = require('../../lib/catalogue.js')
  const [, union] = /type ArgumentErrorCode =\n((?: {2}\| '.*'\n)+)/.exec(read('index.d.ts'))
  const loading = read('lib/not-loaded.js').match(/'(?:platform|binding)-[a-z]+'/g)
  const codes = [...union.match(/[a-z-]+/g), ...defectCodes, ...formatErrorCodes, ...loading]
  const rows = [...read('docs/errors.md').matchAll(/^\| `([a-z0-9-]+)` \| \S/gm)].map(([, code]) => code)
  const sorted = (some) => [...new Set(some.map((code) => code.replaceAll("'", '')))].sort()
  assert.deepEqual(sorted(rows), sorted(codes))
})
