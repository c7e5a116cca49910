// mcp-proxy in the bundles that its package makes of its sources, here with all that they need in them: they run in a
// folder where nothing is installed.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { build } from 'tsdown'

import { freePort } from '../../scripts/port.mjs'
import { HOST } from '../../scripts/http.mjs'
import { copyPackage } from '../lib/install.mjs'
import { swap } from '../lib/swap.mjs'

/** What a bundle may grow by, in octets. */
const MAX_GROWTH = 150_000
const STARTS = 15

/** Prints the status and the challenge of a request without a key. */
const server = (port) => `
import { startHTTPServer } from './dist/index.mjs'

await startHTTPServer({
  apiKey: 'key',
  createServer: async () => ({}),
  host: '${HOST}',
  oauth: { protectedResource: { resource: 'https://files.example/mcp' }, realm: 'the "files"', scope: 'files:read' },
  port: ${port},
})
const { headers, status } = await fetch('http://${HOST}:${port}/mcp', { method: 'POST' })
console.log(JSON.stringify([status, headers.get('www-authenticate')]))
process.exit()
`

const places = {}

/** Bundles a copy as its package.json says, and moves the bundle where nothing is installed. */
async function bundle(name, change) {
  const copy = copyPackage('mcp-proxy', `bundled-packages/${name}/node_modules/mcp-proxy`)
  change(copy)
  const { tsdown } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'))
  const all = { dts: false, noExternal: /./, sourcemap: false }
  await build({ ...tsdown, ...all, config: false, cwd: copy, logLevel: 'error' })
  places[name] = mkdtempSync(join(tmpdir(), 'mcp-proxy-bundle-'))
  // The command line reads its version there.
  for (const part of ['dist', 'package.json']) {
    cpSync(join(copy, part), join(places[name], part), { recursive: true })
  }
}

before(async () => {
  await bundle('published', () => {})
  await bundle('swapped', (copy) => swap(copy, '6.x'))
})

after(() => {
  for (const place of Object.values(places)) rmSync(place, { force: true, recursive: true })
})

const sizeOf = (name) => {
  const dist = join(places[name], 'dist')
  const sizes = readdirSync(dist, { recursive: true }).map((file) => statSync(join(dist, file)))
  return sizes.filter((stat) => stat.isFile()).reduce((sum, { size }) => sum + size, 0)
}

test('a bundle with the swap refuses with every parameter, without any package beside it', async () => {
  writeFileSync(join(places.swapped, 'server.mjs'), server(await freePort()))
  const printed = execFileSync(process.execPath, ['server.mjs'], { cwd: places.swapped, encoding: 'utf8' })
  // As docs/mcp-proxy.md says of a realm with quotes: the order, and what stands for them.
  const expected = [
    `Bearer realm="the 'files'"`,
    'scope="files:read"',
    'error="invalid_token"',
    'error_description="Unauthorized: Invalid or missing API key"',
    'resource_metadata="https://files.example/.well-known/oauth-protected-resource/mcp"',
  ]
  assert.deepEqual(JSON.parse(printed), [401, expected.join(', ')])
})

test(`the bundle grows by less than ${MAX_GROWTH} octets`, (t) => {
  const growth = sizeOf('swapped') - sizeOf('published')
  t.diagnostic(`from ${sizeOf('published')} to ${sizeOf('swapped')} octets`)
  assert.ok(growth > 0 && growth < MAX_GROWTH, `${growth} octets`)
})

// What it takes is the machine's; the command line must start, and the difference is printed.
test('the command line starts, and loads no WebAssembly before a challenge is written', (t) => {
  const start = (name) => {
    const from = process.hrtime.bigint()
    const line = join(places[name], 'dist/bin/mcp-proxy.mjs')
    const printed = execFileSync(process.execPath, [line, '--help'], { cwd: places[name], encoding: 'utf8' })
    assert.match(printed, /--port/)
    return Number(process.hrtime.bigint() - from) / 1e6
  }
  const rounds = Array.from({ length: STARTS }, () => [start('published'), start('swapped')])
  const median = (numbers) => numbers.sort((one, other) => one - other)[Math.trunc(STARTS / 2)]
  const [published, differences] = [rounds.map(([one]) => one), rounds.map(([one, other]) => other - one)]
  t.diagnostic(
    `${median(published).toFixed(1)} ms as published, ${median(differences).toFixed(1)} ms more with the swap`,
  )

  const watch = `const { Module } = WebAssembly
    WebAssembly.Module = new Proxy(Module, { construct() { throw new Error('a module is compiled') } })`
  const preload = ['--import', `data:text/javascript,${encodeURIComponent(watch)}`]
  execFileSync(process.execPath, [...preload, 'dist/bin/mcp-proxy.mjs', '--help'], { cwd: places.swapped })
})
