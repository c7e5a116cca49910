// Puts lib/ and the WebAssembly module together, for whatever loads no addon: `npm run build` does.
//
//   dist/*.cjs, dist/*.mjs         the module is in the script, compressed: nothing to fetch, and a bundle is one file
//   dist/browser/*                 the same without compression
//   dist/workerd/*.mjs             the platform compiles the module: `import module from '../auth-challenge.wasm'`
//   dist/edge-light/*.mjs          the same, in the words of Vercel and Next.js
//
// Each entry is a few lines, which name what they export of all.mjs or all.cjs, so that several are one library.

import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'

import { rolldown } from 'rolldown'

import { isMain, manifest, root } from './project.mjs'
import { wasm } from './wasm.mjs'

const require = createRequire(import.meta.url)

const dist = path.join(root, 'dist')

/** What the package exports: the name of each entry, its file, the names in it, and its types. */
const ENTRIES = Object.entries(manifest.exports)
  .filter(([entry]) => entry !== './package.json')
  .map(([entry, { types }]) => {
    const file = path.join(root, entry === '.' ? 'index.js' : `${entry.replace('.', 'lib')}.js`)
    return {
      name: entry === '.' ? 'index' : path.basename(entry),
      file,
      exports: Object.keys(require(file)),
      types: types.default,
    }
  })

/** The entry that needs Node.js's own modules: in a file of its own, so that no other one asks for them. */
const [OF_NODE, OTHERS] = [true, false].map((isOfNode) =>
  ENTRIES.filter(({ name }) => (name === 'node') === isOfNode),
)

/** Where each folder of dist/ gets the module from: the code that gives `compiled` to lib/bundled.js. */
const octets = fs.readFileSync(wasm)
const base64 = (octets) => `octetsOf('${Buffer.from(octets).toString('base64')}')`
const OCTETS = `import { octetsOf } from ${JSON.stringify(path.join(root, 'lib/octets.js'))}\n`

// A server's bundle is one file that is read as it is. Node.js inflates in a millisecond, JavaScript in twenty.
const compressed = () => `${OCTETS}
import { inflateSync } from 'fflate'
export const compiled = () => {
  const inflate = globalThis.process?.getBuiltinModule?.('node:zlib')?.inflateRawSync ?? inflateSync
  return new WebAssembly.Module(inflate(${base64(deflateRawSync(octets, { level: 9 }))}))
}
`
// What goes to a browser is compressed on its way.
const plain = () => `${OCTETS}
export const compiled = () => new WebAssembly.Module(${base64(octets)})
`
const imported = (module) => () =>
  `
import module from '${module}'
export const compiled = () => module
`

const BOTH = ['cjs', 'mjs']

/** The folder of some entries, the file that they come from, and where that gets the module from. */
const KINDS = [
  { folder: '.', all: './all', extensions: BOTH, module: compressed, entries: OTHERS },
  {
    folder: '.',
    all: './all-node',
    extensions: BOTH,
    platform: 'node',
    module: compressed,
    entries: OF_NODE,
  },
  { folder: 'browser', all: './all', extensions: BOTH, module: plain, entries: OTHERS },
  {
    folder: 'workerd',
    all: './all',
    extensions: ['mjs'],
    module: imported('../auth-challenge.wasm'),
    entries: OTHERS,
  },
  {
    folder: 'edge-light',
    all: './all',
    extensions: ['mjs'],
    module: imported('../auth-challenge.wasm?module'),
    entries: OTHERS,
  },
]

/** ES modules that name what a file exports: of CommonJS, `export *` would have no names. */
const reexport = ({ exports, file }) => `export { ${exports.join(', ')} } from ${JSON.stringify(file)}\n`

/** The lines of an entry. */
const ENTRY = {
  cjs: (names, all) =>
    `'use strict'\n\nconst { ${names} } = require('${all}.cjs')\n\nmodule.exports = { ${names} }\n`,
  mjs: (names, all) =>
    `import { ${names} } from '${all}.mjs'\n\nexport { ${names} }\nexport default { ${names} }\n`,
}

const ALL = 'auth-challenge:all'
const COMPILED = 'auth-challenge:compiled'

function plugin(module, entries) {
  const sources = { [ALL]: entries.map(reexport).join(''), [COMPILED]: module() }
  return {
    name: manifest.name,
    resolveId(source) {
      if (source in sources) return source
      if (source.endsWith('/backend.js')) return path.join(root, 'lib/bundled.js')
      return source.includes('.wasm') ? { id: source, external: true } : undefined
    },
    load: (id) => sources[id],
  }
}

/** Classes keep the names that programs see when they print an object. */
const MINIFY = { compress: true, codegen: true, mangle: { keepNames: true } }

/** The bundle and its map. The map names the files of lib/, which are published too; it does not repeat them. */
async function generate(build, extension, name) {
  const format = extension === 'cjs' ? 'cjs' : 'esm'
  const { output } = await build.generate({ format, exports: 'named', minify: MINIFY, sourcemap: 'hidden' })
  const [{ code, map }] = output
  const { sourcesContent: _content, ...places } = map
  return [`${code}//# sourceMappingURL=${name}.map\n`, JSON.stringify(places)]
}

/** Writes the one file of some entries, in each format, and the entries. */
async function write({ folder, all, extensions, module, platform = 'neutral', entries }) {
  const into = path.join(dist, folder)
  fs.mkdirSync(into, { recursive: true })
  const build = await rolldown({ cwd: into, input: ALL, plugins: [plugin(module, entries)], platform })
  for (const extension of extensions) {
    const file = path.join(into, `${all}.${extension}`)
    const [code, map] = await generate(build, extension, path.basename(file))
    fs.writeFileSync(file, code)
    fs.writeFileSync(`${file}.map`, map)
    console.log(`${path.relative(root, file)}: ${code.length} bytes`)
    for (const entry of entries) {
      const lines = ENTRY[extension](entry.exports.join(', '), all)
      fs.writeFileSync(path.join(into, `${entry.name}.${extension}`), lines)
    }
  }
  await build.close()
}

export async function bundle() {
  // No file of an earlier version may be published.
  const old = fs.readdirSync(dist).filter((file) => path.join(dist, file) !== wasm)
  for (const file of old) fs.rmSync(path.join(dist, file), { recursive: true })
  for (const kind of KINDS) await write(kind)
  // The types of an ES module: a default export beside the names.
  for (const { name, types } of ENTRIES) {
    const from = JSON.stringify(path.posix.join('..', types.replace(/\.d\.ts$/, '.js')))
    const lines = `import all from ${from}\n\nexport * from ${from}\nexport default all\n`
    fs.writeFileSync(path.join(dist, `${name}.d.mts`), lines)
  }
}

if (isMain(import.meta)) await bundle()
