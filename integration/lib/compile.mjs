import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

import ts from 'typescript'

const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }

/**
 * Compiles the sources of a copy of mcp-proxy into `compiled`, module by module, and makes that the package's entry.
 * What it does not export but the tables ask for, is exported too.
 */
export function compile(directory) {
  const [from, to] = [join(directory, 'src'), join(directory, 'compiled')]
  for (const name of readdirSync(from, { recursive: true })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue
    mkdirSync(join(to, dirname(name)), { recursive: true })
    const more = name === 'startHTTPServer.ts' ? '\nexport { getWWWAuthenticateHeader };' : ''
    const { outputText } = ts.transpileModule(readFileSync(join(from, name), 'utf8') + more, {
      compilerOptions,
    })
    writeFileSync(join(to, name.replace(/\.ts$/, '.js')), outputText)
  }
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  delete manifest.exports
  const entry = { main: 'compiled/index.js', module: 'compiled/index.js' }
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ ...manifest, ...entry }))
}

/** A module of a compiled copy. */
export const compiled = (directory, name) =>
  import(pathToFileURL(join(directory, 'compiled', `${name}.js`)).href)
