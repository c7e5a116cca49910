// `npm run bench:start`: what `require` takes in a process that has loaded nothing else, beside a package of plain
// JavaScript and another addon of napi-rs, and what a first call adds: of WebAssembly, that compiles the module. A round
// starts each once, in a rotating order.

import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

import { table } from '../scripts/table.mjs'
import { machine } from './machine.js'
import { median } from './rounds.js'
import { time } from './time.js'

const ROUNDS = 30

const require = createRequire(import.meta.url)
const folder = fileURLToPath(new URL('.', import.meta.url))

const ours = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url))
const READ = 'parseWwwAuthenticate("Basic realm=x")'

/** The file of each package, the least that a program does with it, and the environment. */
const PACKAGES = {
  'auth-challenge': [ours('dist/node-addons/index.cjs'), READ],
  'on WebAssembly': [ours('dist/node-addons/index.cjs'), READ, { AUTH_CHALLENGE_BACKEND: 'wasm' }],
  'in a bundle': [ours('dist/index.cjs'), READ],
  'auth-header': [require.resolve('auth-header'), 'parse("Basic realm=x")'],
  'oxc-resolver': [require.resolve('oxc-resolver'), 'sync(process.cwd(), "./package.json")'],
}

/** Nanoseconds of one `require`, and of that and a first call, in a process of its own. */
function start([file, use, more]) {
  const program = `
    const from = process.hrtime.bigint()
    const library = require(${JSON.stringify(file)})
    const loaded = process.hrtime.bigint()
    const answer = library.${use}
    const used = process.hrtime.bigint()
    if (!answer || answer.error) throw new Error('no answer')
    console.log(JSON.stringify([loaded - from, used - from].map(Number)))`
  const env = { ...process.env, ...more }
  return JSON.parse(
    execFileSync(process.execPath, ['--eval', program], { cwd: folder, encoding: 'utf8', env }),
  )
}

const names = Object.keys(PACKAGES)
const times = Object.fromEntries(names.map((name) => [name, []]))
for (let round = -2; round < ROUNDS; round++) {
  for (let turn = 0; turn < names.length; turn++) {
    const name = names[(turn + round + names.length) % names.length]
    const took = start(PACKAGES[name])
    // The first two rounds are for the system's cache of files.
    if (round >= 0) times[name].push(took)
  }
}

const cells = (name, column) => {
  const of = (name) => times[name].map((took) => took[column])
  const ratio = median(of(name).map((took, round) => of('auth-challenge')[round] / took))
  return [time(median(of(name))), name === 'auth-challenge' ? '1' : `${ratio.toFixed(2)}x`]
}
const rows = names.map((name) => [name, ...cells(name, 0), ...cells(name, 1)])
const head = ['cold', 'require', 'the addon by it', 'and a first call', 'the addon by it']
console.log(`${machine()}\n\n${table(head, rows)}`)
