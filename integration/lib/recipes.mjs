// The programs of docs/recipes.md, in files as they stand there, but for ports and the address of an upstream.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { freePort } from '../../scripts/port.mjs'
import { HERE, ROOT, WORK } from './places.mjs'
import { run } from './run.mjs'

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

/** Builds and starts the route handlers, as a user of Next.js does. */
export async function startNext(title) {
  const folder = join(HERE, 'next')
  const [app, next] = [join(folder, 'app'), join(folder, 'node_modules/next/dist/bin/next')]
  rmSync(app, { force: true, recursive: true })
  shared(folder)
  for (const code of blocksOf(title)) write(code, folder)
  mkdirSync(app, { recursive: true })
  writeFileSync(
    join(app, 'layout.js'),
    'export default ({ children }) => <html lang="en"><body>{children}</body></html>\n',
  )
  await run(process.execPath, [next, 'build'], { cwd: folder })
  const port = await freePort()
  const args = [next, 'start', '--port', String(port)]
  return started(spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }), port)
}

/** What a recipe for clients exports. */
export function importRecipe(title) {
  const [code] = blocksOf(title)
  return import(write(code, FOLDER, `${title.replaceAll(/\W+/g, '-')}.mjs`))
}

async function started(child, port) {
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (printed += text))
  const origin = `http://localhost:${port}`
  const close = async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  for (let attempt = 0; attempt < 300; attempt += 1) {
    try {
      await fetch(origin)
      return { close, origin }
    } catch {
      if (child.exitCode !== null) break
      await delay(100)
    }
  }
  await close()
  throw new Error(`the program does not listen:\n${printed}`)
}
