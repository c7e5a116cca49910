'use strict'

// What `check` prints.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const checks = require('../../bin/check/checks/index.js')
const { run, withServer } = require('./check/checking.js')
const fixtures = require('./check/fixtures.js')

test('the table shows each check once, and what is wrong below it', async () => {
  const { options } = fixtures.find(({ what }) => what === 'writes a comma after the scheme')
  await withServer(options, async ({ url }) => {
    const { code, stderr, stdout } = await run('check', url)
    assert.deepEqual([code, stderr], [1, ''])
    const rows = stdout.split('\n')
    const ids = rows.map((row) => /^ {2}(?:ok|FAIL|warn|note|skip) +(\S+)/.exec(row)?.[1]).filter(Boolean)
    assert.deepEqual(
      ids,
      checks.map(({ id }) => id),
    )
    assert.match(stdout, /^ {2}FAIL {2}challenge-lint/m)
    assert.match(stdout, /^ {8}- comma-after-scheme at offset 6 \(without a token\)/m)
    assert.match(stdout, /^1 failed, \d+ passed, \d+ skipped \(profile mcp\)$/m)
    assert.ok(rows.every((row) => row.length <= 80))
    assert.equal((await run('check', '--fail-on', 'never', url)).code, 0)
  })
  const { options: warned } = fixtures.find(({ check }) => check === 'scope')
  await withServer(warned, async ({ url }) => {
    assert.equal((await run('check', url)).code, 0)
    assert.equal((await run('check', '--fail-on', 'warning', url)).code, 1)
  })
})

test('--format checks is a results file of the official suite', async () => {
  const { options } = fixtures.find(({ check }) => check === 'metadata-resource')
  await withServer(options, async ({ url }) => {
    const { code, stdout } = await run('check', '--format', 'checks', url)
    assert.equal(code, 1)
    const list = JSON.parse(stdout)
    assert.deepEqual(
      list.map(({ id }) => id),
      checks.map(({ id }) => `auth-challenge-${id}`),
    )
    for (const { description, errorMessage, name, specReferences, status, timestamp } of list) {
      assert.ok(description && /^\w+$/.test(name) && !Number.isNaN(Date.parse(timestamp)))
      assert.ok(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO'].includes(status))
      assert.equal(errorMessage !== undefined, ['FAILURE', 'WARNING', 'INFO'].includes(status))
      for (const reference of specReferences ?? []) assert.ok(URL.canParse(reference.url), reference.id)
    }
    const failed = list.filter(({ status }) => status === 'FAILURE')
    assert.deepEqual(
      failed.map(({ errorMessage, specReferences: [{ id }] }) => [id, errorMessage]),
      [['RFC 9728 3.3', 'it has no resource']],
    )
  })
})

test('what a server says never acts on the terminal', async () => {
  const change = (table) => {
    table.metadata.body.resource = 'https://h/\x1b[31m\u202e'
    table.metadata.body.authorization_servers = ['https://\x1b]0;title\x07']
  }
  await withServer({ change }, async ({ url }) => {
    for (const format of ['table', 'checks']) {
      const { stdout } = await run('check', '--format', format, url)
      assert.doesNotMatch(stdout, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
    }
  })
})

test('wrong usage and no answer', async () => {
  for (const args of [
    [],
    ['Basic'],
    ['ftp://h'],
    ['http://h', 'http://i'],
    ['http://user:password@h'],
    ['--format', 'json', 'http://h'],
    ['--tool', 'a', 'http://h'],
    ['--insufficient-token', 'a b', 'http://h'],
    ['--allow-origin', 'https://h/path', 'http://h'],
    ['-H', 'Authorization: Bearer a', 'http://h'],
    ['--profile', 'x', 'http://h'],
  ]) {
    const { code, stderr, stdout } = await run('check', ...args)
    assert.deepEqual([code, stdout], [2, ''], args.join(' '))
    assert.match(stderr, /^auth-challenge: .*\nTry `auth-challenge --help`.\n$/)
  }
  const silent = { route: () => true }
  await withServer(silent, async ({ origin, url }) => {
    const { code, stderr } = await run('check', '--timeout', '0.2', url)
    assert.deepEqual([code, stderr], [2, `auth-challenge: POST ${origin}: no answer within 0.2 s\n`])
  })
  const { code, stdout } = await run('check', '--help')
  assert.ok(code === 0 && stdout.split('\n').every((row) => row.length <= 120))
})
