// mcp-proxy's own tests, before and after the swap.

import { runFailedAgain, runSuite } from './lib/suite.mjs'
import { table } from '../scripts/table.mjs'
import { typeErrors } from './lib/types.mjs'

/**
 * Prints the table.
 *
 * @param entries the versions, with their directories, published and swapped
 * @returns whether all tests that pass as published pass with the swap
 */
export async function suites(entries) {
  const rows = await Promise.all(entries.map(rowOf))
  for (const { published, swapped } of rows) {
    await runFailedAgain(published)
    await runFailedAgain(swapped)
  }
  const judged = await Promise.all(rows.map(judge))
  console.log('The test suite of mcp-proxy, as published and with the swap\n')
  console.log(
    table(
      [
        'mcp-proxy',
        'tests',
        'pass as published',
        'pass with the swap',
        'broken by the swap',
        'type errors by it',
        'lines of code',
      ],
      judged.map(({ version, tests, before, after, broken, ill, removed, added }) => [
        version,
        tests,
        before.length,
        after.length,
        broken.length,
        ill.length,
        `-${removed} +${added}`,
      ]),
    ),
  )
  for (const row of judged) tellOf(row)
  return judged.every(({ before, broken, ill }) => before.length > 0 && broken.length + ill.length === 0)
}

async function rowOf(entry) {
  const [published, swapped] = await Promise.all([entry.published, entry.swapped].map(runSuite))
  return { ...entry, published, swapped }
}

const passed = ({ tests }) =>
  [...tests].filter(([_title, { why }]) => why === undefined).map(([title]) => title)

async function judge(row) {
  const [before, after] = [passed(row.published), passed(row.swapped)]
  const [said, says] = await Promise.all(
    [row.published, row.swapped].map(({ directory }) => typeErrors(directory)),
  )
  return {
    ...row,
    tests: row.published.tests.size,
    before,
    after,
    broken: before.filter((title) => !after.includes(title)),
    ill: says.filter((error) => !said.includes(error)),
  }
}

function tellOf({ version, published, swapped, broken, ill }) {
  for (const [title, { why }] of published.tests) {
    if (why !== undefined) console.log(`${version} fails as published: ${title}\n  ${why}`)
  }
  for (const title of broken) console.log(`${version} BROKEN: ${title}\n  ${swapped.tests.get(title)?.why}`)
  for (const error of ill) console.log(`${version} BROKEN: ${error}`)
  const [before, after] = [published, swapped].map(({ seconds }) => `${seconds.toFixed(0)} s`)
  console.log(`${version}: ${before} as published and ${after} with the swap, at the same time`)
}
