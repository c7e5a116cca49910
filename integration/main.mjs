// `npm run test:integration`: real clients and real proxies over HTTP, on loopback.

import { join } from 'node:path'

import { installAuthChallenge, installPackages } from './lib/install.mjs'
import { HERE } from './lib/places.mjs'
import { installPython } from './lib/python.mjs'
import { runTests, testFiles } from './lib/tests.mjs'

const NEXT = join(HERE, 'next')
await Promise.all([installPackages(), installPackages(NEXT), installPython()])
await Promise.all([installAuthChallenge(), installAuthChallenge(NEXT)])

// This needs what was just installed.
const { makeSwappedPackages } = await import('./lib/swapped.mjs')
makeSwappedPackages()

process.exitCode = (await runTests(testFiles())) ? 0 : 1
