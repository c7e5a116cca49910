// mcp-proxy's own tests, before and after the swap.

import { runFailedAgain, runSuite } from './lib/suite.mjs'
import { table } from '../scripts/table.mjs'
import { typeErrors } from './lib/types.mjs'

/**
 * Prints the table.
 *
 * @param entries the versions, with their directories, published and swapped
 * @returns whether the tests pass as published but for those that are known to fail, and with the swap the same but for those of what it
 *   changes on purpose
 */
export async function suites(entries) {
  const rows = await Promise.all(entries.map(rowOf))
  for (const { failing, onPurpose, published, swapped } of rows) {
    await runFailedAgain(published, failing)
    await runFailedAgain(swapped, [...failing, ...onPurpose])
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
        'changed on purpose',
        'broken by the swap',
        'type errors by it',
        'lines of code',
      ],
      judged.map(({ version, found, before, after, changed, broken, ill, removed, added }) => [
        version,
        found,
        before.length,
        after.length,
        changed.length,
        broken.length,
        ill.length,
        `-${removed} +${added}`,
      ]),
    ),
  )
  for (const row of judged) report(row)
  return judged.every(isAsExpected)
}

const isAsExpected = ({ tests, failing, onPurpose, published, found, before, after, changed, broken, ill }) =>
  found === tests &&
  before.length === tests - failing.length &&
  failing.every((end) => [...published.tests].some(([title, { why }]) => why && title.endsWith(end))) &&
  changed.length === onPurpose.length &&
  after.length === before.length - onPurpose.length &&
  broken.length + ill.length === 0

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
  const failing = before.filter((title) => !after.includes(title))
  const isOnPurpose = (title) => row.onPurpose.some((end) => title.endsWith(end))
  return {
    ...row,
    found: row.published.tests.size,
    before,
    after,
    changed: failing.filter(isOnPurpose),
    broken: failing.filter((title) => !isOnPurpose(title)),
    ill: says.filter((error) => !said.includes(error)),
  }
}

function report({ version, published, swapped, changed, broken, ill }) {
  for (const [title, { why }] of published.tests) {
    if (why !== undefined) console.log(`${version} fails as published: ${title}\n  ${why}`)
  }
  for (const title of changed) console.log(`${version} changed on purpose: ${title}`)
  for (const title of broken) console.log(`${version} BROKEN: ${title}\n  ${swapped.tests.get(title)?.why}`)
  for (const error of ill) console.log(`${version} BROKEN: ${error}`)
  const [before, after] = [published, swapped].map(({ seconds }) => `${seconds.toFixed(0)} s`)
  console.log(`${version}: ${before} as published and ${after} with the swap, at the same time`)
}
