// dist/node-addons/, for Node.js and Bun: entries/ and lib/ as they are, but for the files that reading runs through, which are
// one, since Node.js takes longer to find a file than to compile it.

import fs from 'node:fs'
import path from 'node:path'

import { manifest, root } from '../project.mjs'
import { write } from './chunks.mjs'

/** The files of lib/ that are in one. */
const READING = [
  'backend',
  'call',
  'errors',
  'native',
  'objects',
  'once',
  'parse',
  'platform',
  'protocol',
  'read',
  'source',
  'wasm',
]

/** Those that no addon goes with. */
const OF_BUNDLES = ['bundled', 'octets']

const fileOf = (name) => path.join(root, `lib/${name}.js`)

/** Where a file of lib/ finds those that are no code, and where it does from here. */
const PLACES = {
  'backend.js': ['/../dist/', '/../../'],
  'native.js': ['`../', '`../../../'],
}

export async function writeForNode(into) {
  const lib = path.join(into, 'lib')
  fs.mkdirSync(lib, { recursive: true })
  copy('entries', into, () => true)
  copy('lib', lib, (name) => !READING.includes(name) && !OF_BUNDLES.includes(name))
  await write(lib, 'cjs', { reading: 'reading' }, reading, false)
}

/** Copies the files of a folder whose names pass `test`. */
function copy(from, into, test) {
  for (const file of fs.readdirSync(path.join(root, from))) {
    const name = path.basename(file, '.js')
    if (name === file || !test(name)) continue
    const text = fs.readFileSync(path.join(root, from, file), 'utf8')
    fs.writeFileSync(path.join(into, `${name}.cjs`), requiring(text))
  }
}

/** The text of a file that requires the files that are written here. */
const requiring = (text) =>
  text.replaceAll(/require\('\.{1,2}\/(lib\/)?([\w-]+)\.js'\)/g, (_all, folder = '', name) =>
    READING.includes(name)
      ? `require('./${folder}reading.cjs').${name}()`
      : `require('./${folder}${name}.cjs')`,
  )

/** lib/reading.cjs: a function for each file in it, which gives what that exports. */
const source = READING.map((name) => `exports.${name} = () => require('${fileOf(name)}')\n`).join('')

const reading = {
  name: manifest.name,
  resolveId(id) {
    if (id === 'reading') return id
    // The packages of platforms.
    if (id.startsWith('@')) return { id, external: true }
    const name = path.basename(id, '.js')
    return id.startsWith('.') && !READING.includes(name) ? { id: `./${name}.cjs`, external: true } : undefined
  },
  load(id) {
    if (id === 'reading') return source
    const [there, here] = PLACES[path.basename(id)] ?? []
    if (there === undefined) return undefined
    const code = fs.readFileSync(id, 'utf8')
    if (code.split(there).length !== 2) throw new Error(`${id} does not name one place ${there}`)
    return code.replace(there, here)
  },
}
