// The headers of mcp-proxy over generated configurations, before and after the swap: every value of every parameter, as
// clients read it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { table } from '../scripts/table.mjs'
import { builders, load } from './lib/builders.mjs'
import { configurations } from './lib/configurations.mjs'
import { expectation } from './lib/expected.mjs'
import { isToKeep, judge, tally } from './lib/judge.mjs'
import { ROOT } from './lib/places.mjs'
import { readers } from './lib/readers.mjs'

/** @returns what was found of each header of each version, as published and with the swap */
export async function compareValues(copies, count) {
  const rows = []
  for (const { version, line, published, swapped } of copies) {
    const [theirs, ours] = await Promise.all([published, swapped].map(load))
    for (const [title, { build, params }] of Object.entries(builders[line])) {
      const pairs = configurations(count).map((configuration) => ({
        before: build(theirs, configuration),
        after: build(ours, configuration),
        params: params(configuration),
      }))
      rows.push({ version, title, pairs, before: made(pairs, 'before'), after: made(pairs, 'after') })
    }
  }
  // All at once: one of the readers is a program that takes a second to start.
  const judged = await judge(rows.flatMap(({ before, after }) => [...before, ...after]))
  return rows.map((row) =>
    found(row, judged.splice(0, row.before.length), judged.splice(0, row.after.length)),
  )
}

const made = (pairs, side) =>
  pairs
    .filter((pair) => pair[side] !== undefined)
    .map((pair) => ({ header: pair[side], params: pair.params, pair }))

function found({ version, title, pairs, before, after }, judgedBefore, judgedAfter) {
  const toKeep = before.filter((each, index) => isToKeep(each, judgedBefore[index]))
  return {
    version,
    title,
    made: { before: before.length, after: after.length },
    missing: pairs.filter(({ after, params }) => after === undefined && isToBeMade(params)),
    toKeep: toKeep.length,
    same: toKeep.filter(({ pair }) => pair.before === pair.after).length,
    tallies: { before: tally(before, judgedBefore), after: tally(after, judgedAfter) },
    wrong: after.flatMap(({ header }, index) => wrongOf(header, judgedAfter[index])),
  }
}

/** Where a usable value is configured, there is a challenge. */
const isToBeMade = (params) =>
  Object.entries(params).some(([name, value]) => expectation(name, value, params).why === undefined)

const wrongOf = (header, judged) =>
  judged.flatMap(({ title, verdicts }) =>
    verdicts.filter(({ verdict }) => verdict === 'wrong').map((one) => ({ reader: title, header, ...one })),
  )

/** Failures in words; none if every reader gets every value. */
export function failures(found) {
  return found.flatMap(({ version, title, missing, toKeep, same, tallies, wrong }) => {
    const where = `${version}, ${title}`
    return [
      ...missing.slice(0, 3).map(({ params }) => `${where}: no challenge for ${JSON.stringify(params)}`),
      ...(same === toKeep ? [] : [`${where}: ${toKeep - same} headers changed that every client reads`]),
      ...wrong
        .slice(0, 3)
        .map(
          (one) =>
            `${where}: ${one.reader} reads ${JSON.stringify(one.read)}, not ${JSON.stringify(one.configured)}, as ${one.name} of ${one.header}`,
        ),
      ...tallies.after.flatMap(({ name, expected, read }) =>
        read
          .filter(({ whole, cut }) => whole !== undefined && whole + cut !== expected)
          .map(
            ({ title, whole, cut }) => `${where}: ${title} gets ${name} ${whole + cut} of ${expected} times`,
          ),
      ),
    ]
  })
}

/** Prints the tables and returns whether every reader gets every value, and docs/mcp-proxy.md has the same numbers. */
export async function values(copies, count = 5_000) {
  const found = await compareValues(copies, count)
  console.log(`\nThe headers of mcp-proxy over ${count} generated configurations\n`)
  console.log(
    table(
      [
        'mcp-proxy',
        'header',
        'as published',
        'with the swap',
        'every client reads as published',
        'of these, same bytes',
      ],
      found.map(({ version, title, made, toKeep, same }) => [
        version,
        title,
        made.before,
        made.after,
        toKeep,
        same,
      ]),
    ),
  )
  console.log('\nValues that clients get: of how many, as published, and with the swap\n')
  const rows = found.flatMap(({ version, title, tallies }) =>
    tallies.after.map((row, index) => [version, title, ...cellsOf(tallies.before[index], row)]),
  )
  console.log(table(['mcp-proxy', 'header', 'parameter', 'of', ...readers.map(({ title }) => title)], rows))
  console.log('\nLeft out on purpose, with the swap\n')
  console.log(
    table(
      ['mcp-proxy', 'header', 'parameter', 'configured', 'left out', 'why'],
      found.flatMap(({ version, title, tallies }) =>
        tallies.after.flatMap((row) => leftOutOf(version, title, row)),
      ),
    ),
  )
  const isVacuous = found.some(({ tallies }) => tallies.after.some(({ expected }) => expected === 0))
  const failed = [
    ...failures(found),
    ...(isVacuous ? ['a parameter is never configured'] : []),
    ...notInDocs(rows.filter(([version]) => version === copies[0].version)),
  ]
  for (const line of failed) console.log(`FAILED: ${line}`)
  return failed.length === 0
}

const cellsOf = (before, after) => [
  after.name,
  after.expected,
  ...after.read.map(({ whole, cut }, position) => {
    if (whole === undefined) return ''
    return `${before.read[position].whole} → ${whole}${cut > 0 ? ` + ${cut} cut` : ''}`
  }),
]

const leftOutOf = (version, title, { name, configured, why }) =>
  Object.entries(why).map(([reason, count]) => [version, title, name, configured, count, reason])

/** Rows that are not in the page, where the version is not repeated. */
function notInDocs(rows) {
  const page = readFileSync(join(ROOT, 'docs/mcp-proxy.md'), 'utf8').replaceAll(/ +/g, ' ')
  return rows
    .map(([_version, ...cells]) => `| ${cells.join(' | ')} |`.replaceAll(/ +/g, ' '))
    .filter((line) => !page.includes(line))
    .map((line) => `not in docs/mcp-proxy.md: ${line}`)
}
