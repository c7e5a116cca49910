// What the swap costs, for docs/upstream.md: size, and time to load beside that of mcp-proxy itself. Run it after
// `npm run test:mcp-proxy`, which installs what it loads.

import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { table } from '../scripts/table.mjs'
import { HERE } from './lib/places.mjs'
import { run } from './lib/run.mjs'

const PACKAGE = join(HERE, 'node_modules/auth-challenge')
const files = readdirSync(PACKAGE, { recursive: true }).filter((name) =>
  statSync(join(PACKAGE, name)).isFile(),
)
const isBinary = (name) => name.endsWith('.node')
const kilobytes = (bytes) => Math.round(bytes / 1000)

const sizeOf = (names) => {
  const contents = names.map((name) => readFileSync(join(PACKAGE, name)))
  const sum = (buffers) => buffers.reduce((total, { length }) => total + length, 0)
  return [kilobytes(sum(contents)), kilobytes(sum(contents.map((content) => gzipSync(content))))]
}

console.log(
  table(
    ['size', 'kB', 'kB compressed'],
    [
      ['the package', ...sizeOf(files.filter((name) => !isBinary(name)))],
      ['the binary for this platform', ...sizeOf(files.filter(isBinary))],
    ],
  ),
)

/** The median of how long a new process takes to load modules and to run what follows. */
async function milliseconds(code) {
  const script = `const start = performance.now(); ${code}; console.log(performance.now() - start)`
  const times = []
  for (let time = 0; time < 15; time += 1) {
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script])
    times.push(Number(stdout))
  }
  return Math.round(times.sort((a, b) => a - b)[7])
}

const MCP_PROXY = "await import('mcp-proxy')"
const HELPERS = "const { getWWWAuthenticateHeader } = await import('auth-challenge/mcp-proxy')"
console.log(
  table(
    ['loaded in a new process', 'ms'],
    [
      ['mcp-proxy', await milliseconds(MCP_PROXY)],
      ['mcp-proxy, then auth-challenge/mcp-proxy', await milliseconds(`${MCP_PROXY}; ${HELPERS}`)],
      ['auth-challenge/mcp-proxy', await milliseconds(HELPERS)],
      [
        'the same, and a first header',
        await milliseconds(`${HELPERS}; getWWWAuthenticateHeader({ realm: 'files' })`),
      ],
    ],
  ),
)
