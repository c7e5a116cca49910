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
