import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { HERE, WORK } from './places.mjs'

/** Runs a program, and ends it and what it started once `milliseconds` have gone. */
export async function runProgram(command, args, milliseconds) {
  // What Node.js compiles is kept: most of what these programs do is to start.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(WORK, 'compiled') }
  const child = spawn(command, args, { cwd: HERE, detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (printed += text))
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), milliseconds)
  const [code] = await once(child, 'close')
  clearTimeout(timer)
  return { code, printed }
}
