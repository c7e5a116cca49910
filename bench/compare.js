// `node bench/compare.js <folder>`: this checkout beside another one, both built, in the rounds of one process. A pull
// request is compared with its base in this way. The table goes to the summary of the job, where there is one.

import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

import { table } from '../scripts/table.mjs'
import { headers, inputs } from './headers.js'
import { machine } from './machine.js'
import { rounds, sample } from './rounds.js'
import { time } from './time.js'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: node bench/compare.js <folder of another checkout>')

const require = createRequire(import.meta.url)
const packages = { base: require(resolve(folder)), head: require('..') }

const refusal = (text) => ({
  error: 'invalid_token',
  error_description: text,
  scope: 'files:read files:write',
})
const EDIT = { resourceMetadata: { origin: 'https://gateway.example.com' } }

const tasks = [
  ...Object.keys(headers).map((name) => ({
    name: `read: ${name}`,
    texts: inputs(headers[name], name === '16 KiB' ? 32 : 256),
    run: ({ parseWwwAuthenticate }, text) => parseWwwAuthenticate(text),
  })),
  {
    name: 'forward, no options',
    texts: inputs(headers.seed, 256),
    run: ({ forwardChallenge }, text) => forwardChallenge(text),
  },
  {
    name: 'forward, { resourceMetadata: { origin } }',
    texts: inputs(headers.seed, 256),
    run: ({ forwardChallenge }, text) => forwardChallenge(text, EDIT),
  },
  {
    name: 'write a Bearer challenge',
    texts: Array.from({ length: 256 }, (_, at) => `Token ${at} expired, sign in again`),
    run: ({ bearerChallenge }, text) => bearerChallenge(refusal(text)),
  },
]

const rows = tasks.map(({ name, texts, run }) => {
  const [base, head] = Object.entries(packages).map(([name, module]) => ({
    name,
    inputs: texts,
    run: (text) => run(module, text),
  }))
  const json = (contestant) => JSON.stringify(contestant.run(texts[0]))
  // A change of behaviour is no error here; it must be seen beside its time.
  const answers = json(base) === json(head) ? 'same' : 'DIFFERENT'
  for (const contestant of [base, head]) sample(contestant.run, texts, 5000)
  const [before, after] = rounds([base, head])
  return [name, time(before.ns), time(after.ns), after.ratio.toFixed(2), answers]
})

const text = `${machine()}\n\n${table(['task', 'base', 'head', 'head by base', 'answers'], rows)}\n`
console.log(text)
if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, text)
