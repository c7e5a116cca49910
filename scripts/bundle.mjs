// Puts entries/ and lib/ together for each runtime, with the WebAssembly module where no addon loads: `npm run build` does.
//
//   dist/*.cjs, dist/*.mjs         the module is in the script, compressed: nothing to fetch, and a bundle is one file
//   dist/browser/*                 the same without compression
//   dist/workerd/*.mjs             the platform compiles the module: `import module from '../../auth-challenge.wasm'`
//   dist/edge-light/*.mjs          the same, in the words of Vercel and Next.js
//   dist/node-addons/*.cjs         for Node.js and Bun, the addon or the module: entries/ and lib/, what reads in one file
//
// What several entries need is in files that they share: they are one library, and a program's bundle has what it uses.

import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'

import { LICENSE, write } from './bundle/chunks.mjs'
import { writeForNode } from './bundle/node-addons.mjs'
import { codeEntries, isMain, manifest, root } from './project.mjs'
import { wasm } from './wasm.mjs'

const COMPILED = `${manifest.name}:compiled`
const INFLATE = `${manifest.name}:inflate`

const require = createRequire(import.meta.url)

const dist = path.join(root, 'dist')

/** What the package exports: the name of each entry, its file, the names in it, and its types. */
const ENTRIES = codeEntries.map(([name, { types }]) => {
  const file = path.join(root, `entries/${name}.js`)
  return {
    name,
    file,
    exports: Object.keys(require(file)),
    types: types.default,
  }
})

/** Where each folder of dist/ gets the module from: the code that gives `compiled` to lib/bundled.js. */
const octets = fs.readFileSync(wasm)
const octetsOf = (octets) =>
  `require(${JSON.stringify(path.join(root, 'lib/octets.js'))}).octetsOf('${Buffer.from(octets).toString('base64')}')`

// A server's bundle is one file that is read as it is. Node.js inflates in a millisecond, JavaScript in twenty, and what
// does so is not even made ready where Node.js is.
const compressed = () => `
exports.compiled = () => {
  const inflate =
    globalThis.process?.getBuiltinModule?.('node:zlib')?.inflateRawSync ?? require('${INFLATE}').inflateSync
  return new WebAssembly.Module(inflate(${octetsOf(deflateRawSync(octets, { level: 9 }))}))
}
`
// What goes to a browser is compressed on its way.
const plain = () => `exports.compiled = () => new WebAssembly.Module(${octetsOf(octets)})
`
const imported = (module) => () =>
  `
import module from '${module}'
export const compiled = () => module
`

/** The folders, their formats, and where their files get the module from. Only dist/ has the entry for Node.js. */
const FOLDERS = [
  { folder: '.', extensions: ['cjs', 'mjs'], module: compressed, entries: ENTRIES },
  { folder: 'browser', extensions: ['cjs', 'mjs'], module: plain },
  { folder: 'workerd', extensions: ['mjs'], module: imported('../../auth-challenge.wasm') },
  { folder: 'edge-light', extensions: ['mjs'], module: imported('../../auth-challenge.wasm?module') },
]
const EVERYWHERE = ENTRIES.filter(({ name }) => name !== 'node')

/** The lines of an entry. They name what is exported: of CommonJS, `export *` would have no names. */
const ENTRY = {
  cjs: (names, file) => `export { ${names} } from ${file}\n`,
  mjs: (names, file) =>
    `import { ${names} } from ${file}\n\nexport { ${names} }\nexport default { ${names} }\n`,
}

const ENTRY_ID = `${manifest.name}:entry/`

function sources(extension, module, entries) {
  const lines = entries.map(({ name, file, exports }) => [
    `${ENTRY_ID}${name}`,
    ENTRY[extension](exports.join(', '), JSON.stringify(file)),
  ])
  return {
    ...Object.fromEntries(lines),
    [COMPILED]: module(),
    [INFLATE]: `export { inflateSync } from 'fflate'\n`,
  }
}

const ours = (sources) => ({
  name: manifest.name,
  resolveId(source) {
    if (source in sources) return source
    if (source.endsWith('/backend.js')) return path.join(root, 'lib/bundled.js')
    return source.includes('.wasm') ? { id: source, external: true } : undefined
  },
  load: (id) => sources[id],
})

export async function bundle() {
  // No file of an earlier version may be published.
  const old = fs.readdirSync(dist).filter((file) => path.join(dist, file) !== wasm)
  for (const file of old) fs.rmSync(path.join(dist, file), { recursive: true })
  for (const { folder, extensions, module, entries = EVERYWHERE } of FOLDERS) {
    const into = path.join(dist, folder)
    fs.mkdirSync(path.join(into, 'shared'), { recursive: true })
    const files = Object.fromEntries(entries.map(({ name }) => [name, ENTRY_ID + name]))
    for (const extension of extensions)
      await write(into, extension, files, ours(sources(extension, module, entries)))
  }
  await writeForNode(path.join(dist, 'node-addons'))
  fs.copyFileSync(path.join(root, 'node_modules/fflate/LICENSE'), path.join(dist, LICENSE))
  // The types of an ES module: a default export beside the names.
  for (const { name, types } of ENTRIES) {
    const from = JSON.stringify(path.posix.join('..', types.replace(/\.d\.ts$/, '.js')))
    const lines = `import all from ${from}\n\nexport * from ${from}\nexport default all\n`
    fs.writeFileSync(path.join(dist, `${name}.d.mts`), lines)
  }
}

if (isMain(import.meta)) await bundle()
