import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { HERE } from './places.mjs'

/** The files of tests in this folder. */
export const testFiles = () => readdirSync(join(HERE, 'tests')).filter((name) => name.endsWith('.test.mjs'))

/** Runs files of tests, and returns whether all pass. */
export async function runTests(names) {
  if (names.length === 0) throw new Error('no tests')
  const files = names.map((name) => join('tests', name))
  const child = spawn(process.execPath, ['--test', '--test-reporter=spec', ...files], {
    cwd: HERE,
    stdio: 'inherit',
  })
  const [code] = await once(child, 'close')
  return code === 0
}
