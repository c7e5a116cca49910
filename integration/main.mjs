// `npm run test:integration`: real clients and real proxies over HTTP, on loopback.

import { installAuthChallenge, installPackages } from './lib/install.mjs'
import { installPython } from './lib/python.mjs'
import { runTests, testFiles } from './lib/tests.mjs'

await Promise.all([installPackages(), installPython()])
await installAuthChallenge()

// This needs what was just installed.
const { makeSwappedPackages } = await import('./lib/swapped.mjs')
makeSwappedPackages()

process.exitCode = (await runTests(testFiles())) ? 0 : 1
