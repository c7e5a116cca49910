// `npm run bench:start`: what `require` takes in a process that has loaded nothing else, beside a package of plain
// JavaScript and another addon of napi-rs. A round starts each once, in a rotating order.

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

const PACKAGES = {
  'auth-challenge': fileURLToPath(new URL('../index.js', import.meta.url)),
  'auth-header': require.resolve('auth-header'),
  'oxc-resolver': require.resolve('oxc-resolver'),
}

/** Nanoseconds of one `require` in a process of its own. What it loads must export something. */
function start(file) {
  const program = `
    const from = process.hrtime.bigint()
    const loaded = require(${JSON.stringify(file)})
    const took = process.hrtime.bigint() - from
    if (Object.keys(loaded).length === 0) throw new Error('nothing is exported')
    console.log(String(took))`
  return Number(execFileSync(process.execPath, ['--eval', program], { cwd: folder, encoding: 'utf8' }))
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

const rows = names.map((name) => {
  const ratio = median(times['auth-challenge'].map((ours, round) => ours / times[name][round]))
  return [name, time(median(times[name])), name === 'auth-challenge' ? '1' : `${ratio.toFixed(2)}x`]
})
console.log(`${machine()}\n\n${table(['require, cold', 'median', 'ours by it'], rows)}`)
