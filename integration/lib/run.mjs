import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, join } from 'node:path'

import { HERE } from './places.mjs'

/**
 * Runs a program to its end; what it printed is in the error if it failed.
 *
 * @param options.programs folders in which programs are looked for first
 */
export async function run(command, args, { cwd = HERE, mayFail = false, input = '', programs = [] } = {}) {
  const PATH = [...programs, join(HERE, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const child = spawn(command, args, { cwd, env: { ...process.env, PATH } })
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => (printed[name] += text))
  }
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  if (code !== 0 && !mayFail) {
    const all = (printed.stdout + printed.stderr).slice(-4_000)
    throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${all}`)
  }
  return { code, ...printed }
}
