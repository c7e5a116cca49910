// mcp-proxy's own tests, before and after the swap. The exit code is 1 if one that passed does not pass any more.

import { table } from './lib/table.mjs'
import { runSuite } from './lib/suite.mjs'

/** @param entries the versions, with their directories, published and swapped */
export async function suites(entries) {
  const rows = await Promise.all(entries.map(rowOf))
  console.log('The test suite of mcp-proxy, as published and with the swap\n')
  console.log(
    table(
      ['mcp-proxy', 'tests', 'pass as published', 'pass with the swap', 'broken by the swap', 'lines of code'],
      rows.map(({ version, published, swapped, broken, removed, added }) => [
        version,
        published.passed.size + published.failed.size,
        published.passed.size,
        swapped.passed.size,
        broken.length,
        `-${removed} +${added}`,
      ]),
    ),
  )
  for (const { version, published, swapped, broken } of rows) {
    for (const [title, why] of published.failed) console.log(`${version} fails as published: ${title}\n  ${why}`)
    for (const title of broken) console.log(`${version} BROKEN: ${title}\n  ${swapped.failed.get(title)}`)
    console.log(`${version}: ${published.seconds.toFixed(0)} s as published, ${swapped.seconds.toFixed(0)} s swapped`)
  }
  return rows.every(({ published, broken }) => published.passed.size > 0 && broken.length === 0)
}

async function rowOf(entry) {
  const [published, swapped] = await Promise.all([entry.published, entry.swapped].map(runSuite))
  const broken = [...published.passed].filter((title) => !swapped.passed.has(title))
  return { ...entry, published, swapped, broken }
}
