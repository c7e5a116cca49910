// A test suite of vitest, run where it is.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { run } from './run.mjs'

/**
 * Tests that look for a free port and then listen on it may find it taken; those that start programs and have no limit
 * of their own need more than the five seconds of vitest on a busy machine.
 */
const MERCIES = ['--retry=1', '--testTimeout=60000']

/** @returns the names of the tests that passed and of those that did not, each with its first line of why */
export async function runSuite(directory) {
  const report = join(directory, 'report.json')
  const started = performance.now()
  await run('vitest', ['run', ...MERCIES, '--reporter=json', `--outputFile=${report}`], {
    cwd: directory,
    mayFail: true,
  })
  const files = JSON.parse(readFileSync(report, 'utf8')).testResults
  const tests = files.flatMap(({ name, assertionResults, message }) =>
    assertionResults.length === 0
      ? [{ status: 'failed', title: name, failureMessages: [message] }]
      : assertionResults.map((test) => ({ ...test, title: `${name.slice(directory.length + 1)} ${test.fullName}` })),
  )
  const [passed, failed] = [new Set(), new Map()]
  for (const { status, title, failureMessages } of tests) {
    if (status === 'passed') passed.add(title)
    else if (status === 'failed') failed.set(title, failureMessages[0]?.split('\n')[0] ?? '')
  }
  return { passed, failed, seconds: (performance.now() - started) / 1000 }
}
