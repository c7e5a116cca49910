'use strict'

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')

test('a name is loaded when it is first asked for, once, and can be replaced', () => {
  const program = `
    const files = () => Object.keys(require.cache).map((file) => file.split(/[\\\\/]/).at(-1))
    const library = require(${JSON.stringify(path.join(__dirname, '../../index.js'))})
    const before = files()
    const { protectedResourceMetadataUrl } = library
    const after = files().slice(before.length)
    library.parseWwwAuthenticate = protectedResourceMetadataUrl
    const same = ['parseWwwAuthenticate', 'protectedResourceMetadataUrl'].map((name) => library[name])
    console.log(JSON.stringify([before, after, same.map((value) => value === protectedResourceMetadataUrl)]))`
  const [before, after, same] = JSON.parse(execFileSync(process.execPath, ['--eval', program]))
  assert.deepEqual(before, ['index.js'])
  assert.deepEqual(after, ['url.js', 'call.js', 'backend.js', 'protocol.js', 'errors.js'])
  assert.deepEqual(same, [true, true])
})
