'use strict'

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')

test('the demo runs, and everything that its server says arrives', async () => {
  // It checks itself, and exits otherwise if anything is lost.
  const { stdout } = await promisify(execFile)(process.execPath, [
    path.join(__dirname, '../../demo/main.mjs'),
  ])
  for (const name of ['realm', 'scope', 'error', 'error_description', 'resource_metadata']) {
    assert.match(stdout, new RegExp(`│ ${name} `))
  }
})
