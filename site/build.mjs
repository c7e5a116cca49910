// Builds the page into .cache/site/: `npm run site`, after `npm run build`.

import fs from 'node:fs'
import path from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'

import { rolldown } from 'rolldown'

import { cache, isMain, root } from '../scripts/project.mjs'
import { wasm } from '../scripts/wasm.mjs'

const here = path.join(root, 'site')
export const built = path.join(cache, 'site')

/** What is sent for the page, with gzip, as GitHub Pages sends it. */
const MAX_SENT = 150_000

const MODULE = 'auth-challenge.wasm.deflate'

/** The part of the data that the page shows: which values a client misreads. */
function shownPart(text) {
  return JSON.stringify(JSON.parse(text), (name, value) => {
    if (name === 'other') return Object.fromEntries(Object.keys(value).map((one) => [one, '']))
    const isEverything = value?.vectors !== undefined && !value.missing && !value.other
    return name === 'vectors' || isEverything ? undefined : value
  })
}

const plugin = {
  name: 'auth-challenge',
  resolveId(source) {
    if (source === 'auth-challenge:compiled') return path.join(here, 'module.mjs')
    if (source === '..') return path.join(here, 'library.mjs')
    return source.endsWith('/backend.js') ? path.join(root, 'lib/bundled.js') : undefined
  },
  load: (id) => (id.endsWith('/readings.json') ? shownPart(fs.readFileSync(id, 'utf8')) : undefined),
}

export async function build() {
  fs.rmSync(built, { force: true, recursive: true })
  fs.mkdirSync(built, { recursive: true })
  const bundle = await rolldown({
    cwd: here,
    input: path.join(here, 'main.mjs'),
    platform: 'browser',
    plugins: [plugin],
  })
  await bundle.write({ dir: built, format: 'esm', entryFileNames: 'main.js', minify: true })
  await bundle.close()
  for (const file of ['index.html', 'style.css']) {
    const text = fs.readFileSync(path.join(here, file), 'utf8')
    fs.writeFileSync(path.join(built, file), text.replace(/\n\s*/g, '\n'))
  }
  fs.writeFileSync(path.join(built, MODULE), deflateRawSync(fs.readFileSync(wasm), { level: 9 }))

  const files = fs.readdirSync(built).map((file) => fs.readFileSync(path.join(built, file)))
  const [size, sent] = [files, files.map((file) => gzipSync(file))].map((all) =>
    all.reduce((sum, { length }) => sum + length, 0),
  )
  console.log(`${path.relative(root, built)}: ${size} bytes, ${sent} with gzip`)
  if (sent > MAX_SENT) throw new Error(`more than ${MAX_SENT} bytes`)
}

if (isMain(import.meta)) await build()
