// The programs of docs/recipes.md, in files as they stand there, but for ports and the address of an upstream.

import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { freePort } from '../../scripts/port.mjs'
import { NEXT, startNextApp } from './next.mjs'
import { ROOT, WORK } from './places.mjs'
import { started } from './started.mjs'

const page = readFileSync(join(ROOT, 'docs/recipes.md'), 'utf8')

/** Each section's title and the code of its blocks. */
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((text) => ({
    title: text.slice(0, text.indexOf('\n')),
    blocks: Array.from(text.matchAll(/^```js\n(.*?)^```/gms), ([, code]) => code),
  }))

export const titles = sections.map(({ title }) => title)

const blocksOf = (title) => sections.find((section) => section.title === title).blocks

const FOLDER = join(WORK, 'recipes')
rmSync(FOLDER, { force: true, recursive: true })

/** Writes the block into a file, named in its first line where it must have a name. */
function write(code, folder, name) {
  const file = join(folder, /^\/\/ (\S+\.m?js)$/m.exec(code)?.[1] ?? name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, code)
  return file
}

function shared(folder) {
  for (const code of blocksOf('What all servers share')) write(code, folder)
}

/** Starts a recipe that listens. */
export async function startRecipe(title, replacements = {}) {
  const port = await freePort()
  let [code] = blocksOf(title)
  if (!code.includes('8080')) throw new Error(`${title} does not listen`)
  code = code.replace('8080', String(port))
  for (const [before, after] of Object.entries(replacements)) code = code.replaceAll(before, after)
  shared(FOLDER)
  const file = write(code, FOLDER, `${title.replaceAll(/\W+/g, '-')}.mjs`)
  return started(spawn(process.execPath, [file], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'pipe'] }), port)
}

/** The route handlers, as a user of Next.js builds and starts them. */
export function startNext(title) {
  rmSync(join(NEXT, 'app'), { force: true, recursive: true })
  shared(NEXT)
  for (const code of blocksOf(title)) write(code, NEXT)
  return startNextApp(NEXT)
}

/** What a recipe for clients exports. */
export function importRecipe(title) {
  const [code] = blocksOf(title)
  return import(write(code, FOLDER, `${title.replaceAll(/\W+/g, '-')}.mjs`))
}
