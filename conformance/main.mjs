// `npm run test:conformance`: the pieces for gateways in real proxies and frameworks, and then the official suite of MCP
// as the referee, with and without them. `-- --all` runs every row of the table in docs/gateways.md.

import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { installAuthChallenge, installPackages } from '../integration/lib/install.mjs'
import { cells, columns, rows } from './lib/cells.mjs'
import { HERE, newNode, ROOT, WORK } from './lib/places.mjs'
import { runProgram } from './lib/programs.mjs'
import { runSuite } from './lib/suite.mjs'
import { table } from './lib/table.mjs'

await installPackages(HERE)
await installAuthChallenge(HERE)
rmSync(WORK, { force: true, recursive: true })

const tests = readdirSync(join(HERE, 'tests')).filter((name) => name.endsWith('.test.mjs'))
if (tests.length === 0) throw new Error('no tests')
const { code, printed } = await runProgram(
  newNode(),
  ['--test', ...tests.map((name) => join('tests', name))],
  120_000,
)
if (code !== 0) {
  console.error(printed)
  process.exit(1)
}
console.log(/^. tests \d+$/m.exec(printed)[0].slice(2), 'of real proxies and frameworks pass')

const isWhole = process.argv.includes('--all')
const chosen = rows.filter(({ isShort }) => isWhole || isShort)
const results = []
// One after the other: the suite runs its scenarios side by side.
for (const cell of chosen.flatMap((row) => cells(row))) {
  const result = { ...cell, ...(await runSuite(cell)) }
  // What passes then had too little time.
  results.push(problemsOf(result).length === 0 ? result : { ...cell, ...(await runSuite(cell)) })
}

const lines = table(
  ['between the server and who reads the header', ...columns.map(({ title }) => title)],
  chosen.map(({ title }) => [
    title,
    ...results.filter(({ row }) => row === title).map(({ failing }) => failing),
  ]),
)
console.log(`\nScenarios that fail, of ${results[0].scenarios}:\n\n${lines.join('\n')}`)

const problems = results.flatMap(problemsOf)
const documented = readFileSync(join(ROOT, 'docs/gateways.md'), 'utf8')
for (const line of lines)
  if (!documented.includes(line)) problems.push(`docs/gateways.md has no line ${line}`)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length === 0 ? 0 : 1

/** What is wrong with the result of a cell. A count that is not what it was may hide scenarios that no longer run. */
function problemsOf({ row, column, mayFail, scenarios, checks, failing, failed }) {
  const where = `${row}, ${column}:`
  if (scenarios !== 14) return [`${where} ${scenarios} scenarios`]
  if (failing === 0 && checks !== 217) return [`${where} ${checks} checks`]
  return failing > 0 && !mayFail ? [`${where} ${failed.join(', ')}`] : []
}
