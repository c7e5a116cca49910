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

/** What a new process loads and runs. */
const MCP_PROXY = "await import('mcp-proxy')"
const HELPERS = "const { getWWWAuthenticateHeader } = await import('auth-challenge/mcp-proxy')"
const PROGRAMS = [
  ['mcp-proxy', MCP_PROXY],
  ['auth-challenge/mcp-proxy', HELPERS],
  ['the same, and a first header', `${HELPERS}; getWWWAuthenticateHeader({ realm: 'files' })`],
  ['mcp-proxy, then the same', `${MCP_PROXY}; ${HELPERS}; getWWWAuthenticateHeader({ realm: 'files' })`],
]

/** How long that takes, without the start of Node.js. */
async function milliseconds(code) {
  const script = `const start = performance.now(); ${code}; console.log(performance.now() - start)`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script])
  return Number(stdout)
}

const ROUNDS = 11
const median = (values) => values.toSorted((a, b) => a - b)[(values.length - 1) / 2]

/** Each program once a round: what else the machine does, changes times, and ratios within a round much less. */
const rounds = []
for (let round = 0; round < ROUNDS; round += 1) {
  const times = []
  for (const [, code] of PROGRAMS) times.push(await milliseconds(code))
  rounds.push(times)
}
console.log(
  table(
    [`loaded in a new process, medians of ${ROUNDS} rounds`, 'ms', 'by mcp-proxy'],
    PROGRAMS.map(([title], index) => [
      title,
      Math.round(median(rounds.map((times) => times[index]))),
      median(rounds.map((times) => times[index] / times[0])).toFixed(2),
    ]),
  ),
)
