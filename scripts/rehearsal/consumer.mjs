// A program that uses the published package: README's examples, and types. Each client installs it in an empty folder.

import fs from 'node:fs'
import path from 'node:path'

import { attempt, root, writeJson } from '../project.mjs'

const TYPES = `import { parseWwwAuthenticate, ChallengeSyntaxError } from 'auth-challenge'
import type { Challenge, Defect } from 'auth-challenge'
import { extractWWWAuthenticateParams, unauthorized } from 'auth-challenge/mcp'
import { getWWWAuthenticateHeader } from 'auth-challenge/mcp-proxy'

const challenges: Challenge[] = parseWwwAuthenticate('Bearer realm="a"', { onDefect: (defect: Defect) => void defect.code })
// @ts-expect-error a number is no source: were the types missing, this would be no error
parseWwwAuthenticate(1)
export const header: string = getWWWAuthenticateHeader()
export const scope = extractWWWAuthenticateParams(unauthorized()).scope?.length
export const offset = (error: unknown): number | undefined =>
  error instanceof ChallengeSyntaxError ? error.offset : challenges.length
`

const COMMONJS = `const { parseWwwAuthenticate } = require('auth-challenge')
const [{ scheme, params }] = parseWwwAuthenticate('Bearer realm="files"')
const { extractWWWAuthenticateParams, unauthorized } = require('auth-challenge/mcp')
const { getWWWAuthenticateHeader } = require('auth-challenge/mcp-proxy')
console.log(scheme, params.realm, extractWWWAuthenticateParams(unauthorized({ scope: 'a' })).scope, typeof getWWWAuthenticateHeader)
`

/** Bun and Deno print objects in their own way; the examples tell of Node's. */
const PRINT = `import { format } from 'node:util'
const console = { log: (...values) => process.stdout.write(\`\${format(...values)}\\n\`) }
`

/** README's examples, and what their comments say they print. */
export function examples() {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8')
  const found = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => ({
    code: `${PRINT}${code}`,
    told: [...code.matchAll(/^ *\/\/ (.*)$/gm)].map(([, line]) => line).join('\n'),
  }))
  if (found.length === 0) throw new Error('no examples in README.md')
  return [
    ...found.map((example, at) => ({ ...example, file: `readme-${at}.mjs` })),
    {
      code: COMMONJS,
      told: 'Bearer files a function',
      file: 'commonjs.cjs',
    },
  ]
}

/** Writes the program into an empty folder. */
export function writeConsumer(folder, { url }) {
  fs.rmSync(folder, { recursive: true, force: true })
  writeJson(path.join(folder, 'package.json'), { name: 'consumer', private: true, type: 'module' })
  fs.writeFileSync(path.join(folder, '.npmrc'), `registry=${url}\n`)
  for (const { file, code } of examples()) fs.writeFileSync(path.join(folder, file), code)
  for (const file of ['types.mts', 'types.cts']) fs.writeFileSync(path.join(folder, file), TYPES)
  writeJson(path.join(folder, 'tsconfig.json'), {
    compilerOptions: {
      lib: ['ES2022', 'DOM', 'DOM.Iterable'],
      module: 'node16',
      noEmit: true,
      strict: true,
      target: 'es2022',
      types: ['node'],
    },
    files: ['types.mts', 'types.cts'],
  })
}

/** Runs each example with `program`, and compares. Returns how many there are; throws at the first that differs. */
export function runExamples(folder, [program, ...args], env) {
  const all = examples()
  for (const { file, told } of all) {
    const { ok, stdout, printed } = attempt(program, [...args, file], { cwd: folder, env })
    if (!ok || stdout !== told)
      throw new Error(`${program} ${file} in ${folder}:\n${printed}\nis not\n${told}`)
  }
  return all.length
}
