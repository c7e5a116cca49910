'use strict'

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { promisify, stripVTControlCharacters } = require('node:util')

const main = path.join(__dirname, '../../demo/main.mjs')

async function run(env) {
  // It checks itself, and exits otherwise if a client does not get where it is to get.
  const { stdout } = await promisify(execFile)(process.execPath, [main], { env: { ...process.env, ...env } })
  return stdout
}

test('the demo: a client is stuck, and with auth-challenge it signs in and asks for the missing scope', async () => {
  const printed = await run({ FORCE_COLOR: '0' })
  const outcomes = printed.match(/^ {2}[✗✓].*$/gm)
  const done = '  ✓ signs in for files:read, then for files:read files:write; the tool answers'
  assert.deepEqual(
    outcomes.map((line) => line.replace(/;[^;]*$/, (end) => (line.includes('✗') ? '' : end))),
    ['  ✗ stuck: signs in for files:read', done, '  ✗ stuck: never signs in', done],
  )
  const headers = printed.match(/^ {2}40[13] WWW-Authenticate: .*$/gm)
  assert.match(
    headers[0],
    /^ {2}403 WWW-Authenticate: Bearer, error="insufficient_scope", scope="files:write",$/,
  )
  assert.match(
    headers[1],
    /^ {2}403 WWW-Authenticate: Bearer scope="files:write", error="insufficient_scope",$/,
  )
  assert.match(printed, /"http:\/\/127\.0\.0\.1:\d+\n +\/\.well-known\/[^,]*\n {2}✗ stuck: never signs in/)
  assert.match(printed, /"http:\/\/localhost:\d+\n +\/\.well-known\/[^,]*\n {2}✓/)
  const long = printed.split('\n').filter((line) => line.length > 80)
  assert.deepEqual(long, [])
})

test('the demo in colour has the same text', async () => {
  const ports = (text) => text.replaceAll(/:\d{4,5}\b/g, '')
  const [plain, coloured] = await Promise.all([run({ FORCE_COLOR: '0' }), run({ FORCE_COLOR: '1' })])
  assert.notEqual(coloured, stripVTControlCharacters(coloured))
  assert.equal(ports(stripVTControlCharacters(coloured)), ports(plain))
})
