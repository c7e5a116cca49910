'use strict'

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { scripts } = require('../../package.json')

const root = path.join(__dirname, '../..')

const printed = {
  'test:rust': 'test result: ok. 12 passed; 0 failed\n\ntest result: ok. 3 passed; 0 failed\n',
  'test:js': '\u001b[34mℹ pass 7\u001b[39m\n',
  'test:types':
    'ok: es2022; Node.js 18; NodeNext: a.test-d.ts\n\nok: es2022; Node.js 20; Bundler: b.test-d.mts\n',
  lint: 'Checked 5 files in 6ms. No fixes applied.\n',
}
const passing = (script) => ({ ok: true, printed: printed[script] ?? '' })

/** The last line of `npm test` if its parts end as `run` says. */
async function lastLine(run) {
  const { LANES, runLanes, summary } = await import('../../scripts/test.mjs')
  const lanes = LANES.map((parts) =>
    parts.map((part) => ({ ...part, isOptional: part.isOptional && (() => true) })),
  )
  const print = console.log
  console.log = () => undefined
  try {
    return summary(await runLanes(lanes, async (script) => run(script)))
  } finally {
    console.log = print
  }
}

test('`npm test` ends with what passed, counted in what the parts printed', async () => {
  assert.deepEqual(await lastLine(passing), {
    ok: true,
    line: 'Passed: 15 Rust tests, lint of 5 files, types in 2 configurations, 7 JavaScript tests (not run: test:deny)',
  })
})

test('`npm test` fails with each part that fails or that checked nothing', async () => {
  const { LANES } = await import('../../scripts/test.mjs')
  for (const { script, count, isOptional } of LANES.flat().filter((part) => !part.isOptional)) {
    assert.equal(isOptional, undefined)
    assert.ok(scripts[script], script)
    const failed = await lastLine((name) => ({ ...passing(name), ok: name !== script }))
    assert.deepEqual(failed, { ok: false, line: `FAILED: ${script} failed` })
    if (count === undefined) continue
    const empty = await lastLine((name) => (name === script ? { ok: true, printed: '' } : passing(name)))
    assert.deepEqual(empty, { ok: false, line: `FAILED: ${script} checked nothing` })
  }
})

test('a missed mutant needs a reason, and a reason a missed mutant', async () => {
  const { report } = await import('../../scripts/mutants.mjs')
  const mutants = [
    { name: 'src/a.rs:1:2: replace > with >=', fate: 'missed' },
    { name: 'src/a.rs:3:4: replace + with -', fate: 'caught', judge: 'JavaScript' },
    { name: 'src/b.rs:5:6: replace b with c', fate: 'unviable' },
    { name: 'src/b.rs:7:8: replace < with <=', fate: 'timeout' },
  ]
  const last = ({ ok, lines }) => [ok, lines.at(-1)]
  const line = (without) =>
    `4 mutants: 1 caught (1 of them by JavaScript alone), 1 missed (${without} without a reason), 1 timeouts, 1 unviable`
  const reasons = { 'src/a.rs: replace > with >=': 'both sides are the same there' }
  assert.deepEqual(last(report(mutants, reasons, { isWhole: true })), [true, line(0)])
  assert.deepEqual(last(report(mutants, {}, { isWhole: true })), [false, line(1)])
  const idle = { ...reasons, 'src/c.rs: replace x with y': 'of a mutant that is gone' }
  assert.equal(report(mutants, idle, { isWhole: true }).ok, false)
  assert.equal(report(mutants, idle, { isWhole: false }).ok, true)
  assert.equal(report([], {}, { isWhole: true }).ok, false)
})

test('there is one printer of tables, and one finder of free ports', () => {
  const files = execFileSync('git', ['ls-files', '*.js', '*.mjs'], { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n')
  const others = files.filter((file) => path.join(root, file) !== __filename)
  const texts = others.map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')])
  const having = (pattern) => texts.filter(([, text]) => pattern.test(text)).map(([file]) => file)
  assert.deepEqual(having(/from 'cli-table3'/), ['scripts/table.mjs'])
  assert.deepEqual(having(/function freePort\b/), ['scripts/port.mjs'])
  assert.deepEqual(having(/export async function serve\b/), ['scripts/http.mjs'])
})

test('tables are Markdown, with numbers to the right', async () => {
  const { table } = await import('../../scripts/table.mjs')
  const expected = [
    '| a      |  b | c  |',
    '|--------|---:|----|',
    '| x      | 12 | wx |',
    '| longer |  3 | z  |',
  ]
  const rows = [
    ['x', 12, 'wx'],
    ['longer', 3, 'z'],
  ]
  assert.equal(table(['a', 'b', 'c'], rows), expected.join('\n'))
})
