// Deliberate mistakes in the header functions of auth-challenge: which test notices each.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { table } from '../scripts/table.mjs'
import { list } from './lib/mutants.mjs'
import { HERE, ROOT, WORK } from './lib/places.mjs'
import { run } from './lib/run.mjs'
import { compareValues, failures } from './values.mjs'

const PACKAGE = join(HERE, 'node_modules/auth-challenge')
const MUTANTS = join(WORK, 'mutants')

/** The files that Node.js loads: those of lib/ and entries/. */
const LIBRARY = 'dist/node-addons'

/** The repository's tests of the functions, run as they are. */
const TEST = '__test__/repository/mcp-proxy.test.js'

/** Prints which test notices which mistake, and returns whether some test notices each, and none without a mistake. */
export async function mutants(entries) {
  const entry = entries.find(({ line }) => line === '6.x')
  rmSync(MUTANTS, { force: true, recursive: true })
  const source = readFileSync(join(PACKAGE, LIBRARY, 'lib/mcp-proxy.cjs'), 'utf8')
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
  const failing = await failingTests(
    copies.map(({ directory }) => join(directory, 'node_modules/auth-challenge')),
  )
  const [[, ...withoutMistake], ...mutated] = copies.map(({ version: title }, index) => [
    title,
    failures(found.filter(({ version }) => version === title)).length,
    failing[index],
  ])
  const survivors = mutated.filter(([_title, values, tests]) => values + tests === 0)
  console.log(`\n${mutated.length} deliberate mistakes in lib/mcp-proxy.js\n`)
  console.log(table(['mistake', 'failures of the values above', `failing tests of ${TEST}`], mutated))
  for (const [title] of survivors) console.log(`FAILED: no test notices: ${title}`)
  if (withoutMistake.some((count) => count > 0)) console.log('FAILED: the tests fail without a mistake')
  return survivors.length === 0 && withoutMistake.every((count) => count === 0)
}

/** auth-challenge with another lib/mcp-proxy.js, for which the other files are those of the installed package. */
function makePackage(directory, text) {
  const from = (path) => JSON.stringify(join(PACKAGE, LIBRARY, path))
  const files = {
    [`${LIBRARY}/index.cjs`]: `module.exports = require(${from('index.cjs')})`,
    [`${LIBRARY}/mcp-proxy.cjs`]: readFileSync(join(PACKAGE, LIBRARY, 'mcp-proxy.cjs'), 'utf8'),
    [`${LIBRARY}/lib/mcp-proxy.cjs`]: text.replaceAll(
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

/**
 * How many of the tests fail in each of the directories. All run in one process: each takes longer to start than to run.
 * The tests of a directory are in a suite whose title is the index of the directory.
 */
async function failingTests(directories) {
  const program = join(MUTANTS, 'tests.cjs')
  const files = directories.map((directory) => join(directory, TEST))
  writeFileSync(
    program,
    `const { describe } = require('node:test');
${JSON.stringify(files)}.forEach((file, index) => describe(String(index), () => require(file)))
`,
  )
  const { stdout } = await run(process.execPath, ['--test-reporter=tap', program], { mayFail: true })
  const counts = []
  let count = 0
  for (const [, indent, result, title] of stdout.matchAll(/^( *)(ok|not ok) \d+ - (.*)$/gm)) {
    if (indent !== '') {
      if (result === 'not ok') count += 1
      continue
    }
    if (title !== String(counts.length) || (result === 'ok') !== (count === 0))
      throw new Error(`no count of failing tests for ${title}:\n${stdout}`)
    counts.push(count)
    count = 0
  }
  if (counts.length !== directories.length) throw new Error(`no count of failing tests:\n${stdout}`)
  return counts
}
