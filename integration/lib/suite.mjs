// A test suite of vitest, run where it is.

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { compile } from './compile.mjs'
import { WORK } from './places.mjs'
import { run } from './run.mjs'

/**
 * Tests that look for a free port and then listen on it may find it taken; those that start programs and have no limit
 * of their own need more than the five seconds of vitest on a busy machine. Most of the time they wait, so that more of
 * them run at a time than there are processors.
 */
const PATIENCE = ['--retry=1', '--testTimeout=60000', '--maxWorkers=3']

/**
 * The tests start most of their servers with `tsx`, which takes longer to compile them than they run. This starts the
 * compiled ones.
 */
const TSX = `#!/bin/sh
name=\${1#src/}
shift
exec node "compiled/\${name%.ts}.js" "$@"
`
const PROGRAMS = join(WORK, 'programs')

/** @returns the tests by title: their file, name, and the first line of why they failed, if they did */
export async function runSuite(directory) {
  compile(directory)
  const started = performance.now()
  const tests = await vitest(directory, [])
  return { directory, tests, seconds: (performance.now() - started) / 1000 }
}

/**
 * Runs what failed once more, by itself, but for tests that are to fail, by the ends of their titles: what passes then had
 * too little time, or a port that another one had.
 */
export async function runFailedAgain({ directory, tests }, toFail) {
  const failed = [...tests]
    .filter(([title, { why }]) => why !== undefined && !toFail.some((end) => title.endsWith(end)))
    .map(([, test]) => test)
  if (failed.length === 0) return
  const files = new Set(failed.map(({ file }) => file))
  const names = failed.map(({ name }) => name.replaceAll(/[^\w ]/g, '.'))
  for (const [title, test] of await vitest(directory, [...files, '-t', `^(${names.join('|')})$`])) {
    if (tests.has(title)) tests.set(title, test)
  }
}

async function vitest(directory, options) {
  makeTsx()
  const report = join(directory, 'report.json')
  await run('vitest', ['run', ...options, ...PATIENCE, '--reporter=json', `--outputFile=${report}`], {
    cwd: directory,
    mayFail: true,
    programs: [PROGRAMS],
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

function makeTsx() {
  const file = join(PROGRAMS, 'tsx')
  mkdirSync(PROGRAMS, { recursive: true })
  writeFileSync(file, TSX)
  chmodSync(file, 0o755)
}
