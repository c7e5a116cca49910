// `npm run bench`, reading: every reader on every header, the answer checked before anything is timed.

import { table } from '../scripts/table.mjs'
import { floorOf } from './floor.js'
import { headers, inputs } from './headers.js'
import { isRight, readers } from './readers.js'
import { rounds, sample } from './rounds.js'
import { time } from './time.js'

const INPUTS = 256

/** Those that read a header rightly, and the names of those that do not. */
function contestantsOf(name) {
  const make = headers[name]
  const texts = inputs(make, name === '16 KiB' ? 32 : INPUTS)
  const examples = ['000000', '000042'].map(make)
  const asked = readers.filter((reader) => !reader.isPartial || reader.isAsked(examples[0]))
  const right = asked.filter((reader) => examples.every((example) => isRight(reader, example)))
  const wrong = asked.filter((reader) => !right.includes(reader)).map((reader) => reader.name)
  const contestants = right.map((reader) => ({
    ...reader,
    run: reader.read,
    inputs: texts.map(reader.input),
  }))
  const floor = floorOf(examples[0])
  if (floor) {
    const reader = { name: 'floor', read: floor, input: (text) => text }
    if (!isRight({ ...readers[0], ...reader }, examples[1])) throw new Error(`the floor of ${name} is wrong`)
    contestants.push({ ...reader, run: floor, inputs: texts })
  }
  return { contestants, wrong }
}

export function reading() {
  const cases = Object.keys(headers).map((name) => ({ name, ...contestantsOf(name) }))
  if (cases.some(({ wrong }) => wrong.includes('auth-challenge'))) throw new Error('our own answer is wrong')
  // Everybody meets every header before anything is timed, as a server does: no reader is compiled for one alone.
  for (let turn = 0; turn < 3; turn++) {
    for (const { name, contestants } of cases) {
      for (const { run, inputs } of contestants) sample(run, inputs, name === '16 KiB' ? 100 : 2000)
    }
  }
  return cases.map(({ name, contestants, wrong }) => ({ name, wrong, results: rounds(contestants) }))
}

export function readingTable(cases) {
  const names = [...readers.map(({ name }) => name), 'floor']
  const rows = cases.map(({ name, wrong, results }) => [
    name,
    ...names.map((reader) => {
      if (wrong.includes(reader)) return 'wrong'
      const result = results.find((result) => result.name === reader)
      if (result === undefined) return '-'
      return reader === names[0] ? time(result.ns) : `${time(result.ns)} ${result.ratio.toFixed(2)}x`
    }),
  ])
  const head = ['header', ...names.map((name) => (name === 'MCP SDK' ? 'MCP SDK (three members)' : name))]
  return table(head, rows)
}

const isPeer = ({ name }) =>
  !['auth-challenge', 'auth-challenge, wasm', 'plain JS scanner', 'floor', 'MCP SDK'].includes(name)

/** The targets of the project beside what was measured. */
export function targets(cases) {
  const of = (name) => cases.find((one) => one.name === name).results
  const ratio = (results, name) => results.find((result) => result.name === name)?.ratio
  const fastest = (results) => Math.min(...results.filter(isPeer).map(({ ratio }) => ratio))
  const slowest = Math.min(
    ...cases.flatMap(({ results }) => results.filter(isPeer).map(({ ratio }) => ratio)),
  )
  const partial = Math.min(...cases.map(({ results }) => ratio(results, 'MCP SDK') ?? Infinity))
  const x = (number) => `${number.toFixed(2)}x`
  const rows = ['seed', 'four challenges'].flatMap((name) => [
    [`${name}: fastest peer that is right`, 'at least 5x', x(fastest(of(name)))],
    [`${name}: plain JS scanner`, 'at least 1.5x', x(ratio(of(name), 'plain JS scanner'))],
    [`${name}: wasm by the addon`, 'at most 1.6x', x(ratio(of(name), 'auth-challenge, wasm'))],
    [
      `${name}: wasm: fastest peer that is right`,
      'at least 3x',
      x(fastest(of(name)) / ratio(of(name), 'auth-challenge, wasm')),
    ],
    [`${name}: ours by the floor`, 'at most 1.5x', x(1 / ratio(of(name), 'floor'))],
  ])
  return table(
    ['target', 'wanted', 'measured'],
    [
      ...rows,
      ['every header: every peer that is right', 'above 1x', x(slowest)],
      ['every header: MCP SDK (three members)', 'above 1x', x(partial)],
    ],
  )
}
