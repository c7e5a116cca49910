import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, join } from 'node:path'

import { HERE } from './places.mjs'

const PATH = [join(HERE, 'node_modules/.bin'), process.env.PATH].join(delimiter)

/** Runs a program to its end. What it printed is told only if that was a failure. */
export async function run(command, args, { cwd = HERE, mayFail = false, input = '' } = {}) {
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
