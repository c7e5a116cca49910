// `npm run test:mcp-proxy`: mcp-proxy as it is published and with the swap, by its own tests and by its headers.

import { installAuthChallenge, installPackages } from './lib/install.mjs'

await installPackages()
await installAuthChallenge()

// These need what was just installed.
const [{ headers }, { copies, packages }, { suites }] = await Promise.all([
  import('./headers.mjs'),
  import('./lib/packages.mjs'),
  import('./suites.mjs'),
])

const entries = packages.map((entry) => ({ ...entry, ...copies(entry) }))
const passed = [await suites(entries), await headers(entries)]
process.exitCode = passed.every(Boolean) ? 0 : 1
