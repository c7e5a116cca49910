// `npm run test:integration`: real clients and real proxies over HTTP, on loopback.

import { readdirSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { installAuthChallenge, installPackages } from './lib/install.mjs'
import { HERE } from './lib/places.mjs'
import { installPython } from './lib/python.mjs'

await Promise.all([installPackages(), installPython()])
await installAuthChallenge()

// This needs what was just installed.
const { makeSwappedPackages } = await import('./lib/swapped.mjs')
makeSwappedPackages()

const tests = readdirSync(join(HERE, 'tests')).filter((name) => name.endsWith('.test.mjs'))
if (tests.length === 0) throw new Error('no tests')
const child = spawn(
  process.execPath,
  ['--test', '--test-reporter=spec', ...tests.map((name) => join('tests', name))],
  {
    cwd: HERE,
    stdio: 'inherit',
  },
)
const [code] = await once(child, 'close')
process.exitCode = code ?? 1
