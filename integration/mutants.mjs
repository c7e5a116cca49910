// Deliberate mistakes in the header functions of auth-challenge: which test notices each.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

import { table } from '../scripts/table.mjs'
import { list } from './lib/mutants.mjs'
import { HERE, ROOT, WORK } from './lib/places.mjs'
import { run } from './lib/run.mjs'
import { compareValues, failures } from './values.mjs'

const PACKAGE = join(HERE, 'node_modules/auth-challenge')
const MUTANTS = join(WORK, 'mutants')

/** The repository's tests of the functions, run as they are. */
const TEST = '__test__/repository/mcp-proxy.test.js'

/** Prints which test notices which mistake, and returns whether some test notices each, and none without a mistake. */
export async function mutants(entries) {
  const entry = entries.find(({ line }) => line === '6.x')
  rmSync(MUTANTS, { force: true, recursive: true })
  const source = readFileSync(join(PACKAGE, 'lib/mcp-proxy.js'), 'utf8')
  const none = { title: 'none', mutate: (text) => text }
  const copies = [none, ...list].map(({ title, mutate }, index) => {
    const directory = join(MUTANTS, String(index))
    makePackage(join(directory, 'node_modules/auth-challenge'), mutate(source))
    const swapped = join(directory, 'mcp-proxy')
    cpSync(join(entry.swapped, 'compiled'), join(swapped, 'compiled'), { recursive: true })
    cpSync(join(entry.swapped, 'package.json'), join(swapped, 'package.json'))
    return { ...entry, version: title, directory, swapped }
  })
  const found = await compareValues(copies, 200)
  const [[, ...withoutMistake], ...mutated] = await inParallel(
    copies,
    async ({ version: title, directory }) => [
      title,
      failures(found.filter(({ version }) => version === title)).length,
      await failingTests(join(directory, 'node_modules/auth-challenge')),
    ],
  )
  const survivors = mutated.filter(([_title, values, tests]) => values + tests === 0)
  console.log(`\n${mutated.length} deliberate mistakes in lib/mcp-proxy.js\n`)
  console.log(table(['mistake', 'failures of the values above', `failing tests of ${TEST}`], mutated))
  for (const [title] of survivors) console.log(`FAILED: no test notices: ${title}`)
  if (withoutMistake.some((count) => count > 0)) console.log('FAILED: the tests fail without a mistake')
  return survivors.length === 0 && withoutMistake.every((count) => count === 0)
}

/** auth-challenge with another lib/mcp-proxy.js, for which the other files are those of the installed package. */
function makePackage(directory, text) {
  const from = (path) => JSON.stringify(join(PACKAGE, path))
  const files = {
    'index.js': `module.exports = require(${from('index.js')})`,
    'lib/mcp-proxy.js': text.replaceAll(
      /require\('\.\/(.*?)'\)/g,
      (_all, name) => `require(${from(`lib/${name}`)})`,
    ),
    'package.json': readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
    [TEST]: readFileSync(join(ROOT, TEST), 'utf8'),
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
}

async function failingTests(directory) {
  const { code, stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', TEST], {
    cwd: directory,
    mayFail: true,
  })
  const count = Number(/^# fail (\d+)$/m.exec(stdout)?.[1])
  if (Number.isNaN(count) || code !== Number(count > 0))
    throw new Error(`no count of failing tests:\n${stdout}`)
  return count
}

/** What `work` makes of each of `items`, as many at a time as there are processors. */
async function inParallel(items, work) {
  const results = []
  const queue = [...items.entries()]
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  return results
}
