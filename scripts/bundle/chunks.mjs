// One run of the bundler, and the files that come out of it.

import fs from 'node:fs'
import path from 'node:path'

import { rolldown } from 'rolldown'
import { esmExternalRequirePlugin } from 'rolldown/plugins'

import { root } from '../project.mjs'

/** Of the only code of others in dist/. */
export const LICENSE = 'fflate-LICENSE'
const NOTICE = `/*! Contains code of fflate, MIT License: dist/${LICENSE} */`

/** Classes keep the names that programs see when they print an object. */
const MINIFY = { compress: true, codegen: true, mangle: { keepNames: true } }

/** A file and its map. The map names the files of entries/ and lib/, which are published too; it does not repeat them. */
function writeFile(into, { fileName, code, map }) {
  const file = path.join(into, fileName)
  const { sourcesContent: _content, ...places } = map
  fs.writeFileSync(file, `${code}//# sourceMappingURL=${path.basename(file)}.map\n`)
  fs.writeFileSync(`${file}.map`, JSON.stringify(places))
  console.log(`${path.relative(root, file)}: ${code.length} bytes`)
}

/** Bundles the files, by the names that they get, and writes what comes out. */
export async function write(into, extension, files, plugin, minify = MINIFY) {
  const build = await rolldown({
    cwd: into,
    input: files,
    plugins: [plugin, esmExternalRequirePlugin({ external: [/^node:/] })],
    platform: 'neutral',
  })
  const { output } = await build.generate({
    dir: into,
    format: extension === 'cjs' ? 'cjs' : 'esm',
    exports: 'named',
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `shared/[name].${extension}`,
    postBanner: ({ moduleIds }) => (moduleIds.some((id) => id.includes('/fflate/')) ? NOTICE : ''),
    minify,
    sourcemap: 'hidden',
  })
  for (const chunk of output.filter(({ type }) => type === 'chunk')) writeFile(into, chunk)
  await build.close()
}
