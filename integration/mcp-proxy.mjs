// `npm run test:mcp-proxy`: mcp-proxy as it is published and with the swap, by its own tests, by what clients read of its
// headers, and over HTTP; then deliberate mistakes in auth-challenge, each of which a test must notice.

import { installAuthChallenge, installPackages } from './lib/install.mjs'
import { installPython } from './lib/python.mjs'
import { runTests } from './lib/tests.mjs'

await Promise.all([installPackages(), installPython()])
await installAuthChallenge()

// These need what was just installed.
const [{ copies, packages }, { makeSwappedPackages }, { mutants }, { suites }, { values }] =
  await Promise.all([
    import('./lib/packages.mjs'),
    import('./lib/swapped.mjs'),
    import('./mutants.mjs'),
    import('./suites.mjs'),
    import('./values.mjs'),
  ])

const entries = packages.map((entry) => ({ ...entry, ...copies(entry) }))
makeSwappedPackages()
const passed = [
  await suites(entries),
  await values(entries),
  await runTests(['changes.test.mjs']),
  await mutants(entries),
]
process.exitCode = passed.every(Boolean) ? 0 : 1
