// Apps of Next.js, built and started as its users do.

import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { freePort } from '../../scripts/port.mjs'
import { HERE } from './places.mjs'
import { run } from './run.mjs'
import { started } from './started.mjs'

/** Where Next.js is installed. */
export const NEXT = join(HERE, 'next')

const program = join(NEXT, 'node_modules/next/dist/bin/next')

/** Builds the app whose routes are in `app/` of a folder in {@link NEXT}, and starts it. */
export async function startNextApp(folder, options = []) {
  const app = join(folder, 'app')
  mkdirSync(app, { recursive: true })
  writeFileSync(
    join(app, 'layout.js'),
    'export default ({ children }) => <html lang="en"><body>{children}</body></html>\n',
  )
  await run(process.execPath, [program, 'build', ...options], { cwd: folder })
  const port = await freePort()
  const args = [program, 'start', '--port', String(port)]
  return started(spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }), port)
}
