// A test suite of vitest, run where it is.

import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { run } from './run.mjs'

/**
 * Tests that look for a free port and then listen on it may find it taken; those that start programs and have no limit
 * of their own need more than the five seconds of vitest on a busy machine.
 */
const PATIENCE = ['--retry=1', '--testTimeout=60000']

/** @returns the tests by title: their file, name, and the first line of why they failed, if they did */
export async function runSuite(directory) {
  const started = performance.now()
  const tests = await vitest(directory, [])
  return { directory, tests, seconds: (performance.now() - started) / 1000 }
}

/** Runs what failed once more, by itself: what passes then had too little time, or a port that another one had. */
export async function runFailedAgain({ directory, tests }) {
  const failed = [...tests.values()].filter(({ why }) => why !== undefined)
  if (failed.length === 0) return
  const files = new Set(failed.map(({ file }) => file))
  const names = failed.map(({ name }) => name.replaceAll(/[^\w ]/g, '.'))
  for (const [title, test] of await vitest(directory, [...files, '-t', `^(${names.join('|')})$`])) {
    if (tests.has(title)) tests.set(title, test)
  }
}

async function vitest(directory, options) {
  const report = join(directory, 'report.json')
  await run('vitest', ['run', ...options, ...PATIENCE, '--reporter=json', `--outputFile=${report}`], {
    cwd: directory,
    mayFail: true,
  })
  const tests = new Map()
  for (const { name: path, assertionResults, message } of JSON.parse(readFileSync(report, 'utf8'))
    .testResults) {
    const file = relative(directory, path)
    // A file that does not load has a message and no tests.
    const results =
      assertionResults.length > 0 ? assertionResults : [{ failureMessages: [message], status: 'failed' }]
    for (const { failureMessages, fullName: name = '', status } of results) {
      if (status !== 'passed' && status !== 'failed') continue
      const why = status === 'failed' ? (failureMessages[0]?.split('\n')[0] ?? 'no reason given') : undefined
      tests.set(`${file} ${name}`, { file, name, why })
    }
  }
  return tests
}
