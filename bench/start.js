// `npm run bench:start`: what `require` and `import` take in a process that has loaded nothing else, and what a first call
// adds: of WebAssembly, that compiles the module. Beside them, a package of plain JavaScript, another addon of napi-rs, and a
// file with nothing in it, which is what Node.js takes for itself. A round starts each once, in a rotating order. It is the
// last part of `npm run bench`, too.

import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

import { isMain } from '../scripts/project.mjs'
import { table } from '../scripts/table.mjs'
import { machine } from './machine.js'
import { median } from './rounds.js'
import { time } from './time.js'

const ROUNDS = 30
/** Rounds before those, for the system's cache of files. */
const WARM = 2

const require = createRequire(import.meta.url)
const folder = fileURLToPath(new URL('.', import.meta.url))

const ours = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url))
const FIELD = JSON.stringify('Basic realm="x"')
const READ = `parseWwwAuthenticate(${FIELD})`

/** The file of each package, the least that a program does with it, and the environment. */
const PACKAGES = {
  'auth-challenge': [ours('dist/node-addons/index.cjs'), READ],
  'on WebAssembly': [ours('dist/node-addons/index.cjs'), READ, { AUTH_CHALLENGE_BACKEND: 'wasm' }],
  'in a bundle': [ours('dist/index.cjs'), READ],
  'auth-challenge/mcp': [ours('dist/node-addons/mcp.cjs'), 'extractWWWAuthenticateParams({ headers: {} })'],
  'auth-header': [require.resolve('auth-header'), `parse(${FIELD})`],
  'oxc-resolver': [require.resolve('oxc-resolver'), 'sync(process.cwd(), "./package.json")'],
  nothing: [ours('bench/nothing.cjs'), 'toString()'],
}

const LOADS = {
  require: { flags: [], load: (file) => `require(${file})` },
  import: { flags: ['--input-type=module'], load: (file) => `(await import(${file})).default` },
}

/** Nanoseconds of loading a file, and of that and a first call, in a process of its own. */
function start([file, use, more], { flags, load }) {
  const program = `
    const from = process.hrtime.bigint()
    const library = ${load(JSON.stringify(file))}
    const loaded = process.hrtime.bigint()
    const answer = library.${use}
    const used = process.hrtime.bigint()
    if (!answer || answer.error) throw new Error('no answer')
    console.log(JSON.stringify([loaded - from, used - from].map(Number)))`
  const env = { ...process.env, ...more }
  return JSON.parse(
    execFileSync(process.execPath, [...flags, '--eval', program], { cwd: folder, encoding: 'utf8', env }),
  )
}

/** What each takes, as a table. */
export function startTable() {
  const names = Object.keys(PACKAGES)
  const times = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = -WARM; round < ROUNDS; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round + WARM) % names.length]
      const took = Object.values(LOADS).flatMap((way) => start(PACKAGES[name], way))
      if (round >= 0) times[name].push(took)
    }
  }
  const rows = names.map((name) => [
    name,
    ...times[name][0].map((_, column) => time(median(times[name].map((took) => took[column])))),
  ])
  return table(['cold', ...Object.keys(LOADS).flatMap((way) => [way, 'and a first call'])], rows)
}

if (isMain(import.meta)) console.log(`${machine()}\n\n${startTable()}`)
