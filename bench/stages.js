// Where the time of a header goes: each stage by itself, in the rounds of the whole.

import { createRequire } from 'node:module'

import { table } from '../scripts/table.mjs'
import { copy, floorOf } from './floor.js'
import { headers, inputs } from './headers.js'
import { rounds, sample } from './rounds.js'
import { time } from './time.js'

const require = createRequire(import.meta.url)
const { parseWwwAuthenticate } = require('..')
const { backend } = require('../lib/backend.js')
const { callText } = require('../lib/call.js')
const { number, operation } = require('../lib/protocol.js')
const { challengesOf } = require('../lib/read.js')

const read = (text) => callText(operation.READ, 0, number.DEFAULT_MAX_LENGTH, text)

/** All texts of a header have their parts at the same places, so the rows of one are those of all. */
function stagesOf(name) {
  const make = headers[name]
  const texts = inputs(make, 256)
  read(texts[0])
  const rows = backend().table.slice()
  const stages = [
    { name: 'parseWwwAuthenticate', run: (text) => parseWwwAuthenticate(text) },
    { name: 'the call and the reading, to a table', run: read },
    { name: 'objects from the table', run: (text) => challengesOf(text, rows) },
    { name: 'a call that copies', run: copy },
    { name: 'the floor: that, and objects from constants', run: floorOf(make('000000')) },
  ].map((stage) => ({ ...stage, inputs: texts }))
  for (const { run, inputs } of stages) sample(run, inputs, 20_000)
  return rounds(stages)
}

export function stagesTable() {
  const [seed, four] = ['seed', 'four challenges'].map(stagesOf)
  const cell = ({ ns, ratio }) => `${time(ns)} ${(ratio * 100).toFixed(0)}%`
  return table(
    ['stage', 'seed', 'four challenges'],
    seed.map((stage, at) => [stage.name, cell(stage), cell(four[at])]),
  )
}
