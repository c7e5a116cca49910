// `npm run bench`, forwarding and writing: the answer checked before anything is timed.

import { createRequire } from 'node:module'
import { isDeepStrictEqual } from 'node:util'

import { AuthenticationMiddleware } from 'mcp-proxy'

import { table } from '../scripts/table.mjs'
import { copy } from './floor.js'
import { flat, headers, inputs } from './headers.js'
import { rounds, sample } from './rounds.js'
import { time } from './time.js'

const { bearerChallenge, createForwarder, forwardChallenge, protectedResourceMetadataUrl } = createRequire(
  import.meta.url,
)('..')

const ORIGIN = 'https://gateway.example.com'
const EDIT = { resourceMetadata: { origin: ORIGIN } }
const forward = createForwarder(EDIT)

/** As gateways do it: the value between quotes, and `URL`. */
function rewrite(line) {
  return line.replace(/resource_metadata="([^"]*)"/, (_, value) => {
    const { pathname, search } = new URL(value)
    return `resource_metadata="${ORIGIN}${pathname}${search}"`
  })
}

const resource = 'https://mcp.example.com/mcp'
const middleware = new AuthenticationMiddleware({ oauth: { protectedResource: { resource } } })
const error = 'invalid_token'
const scope = 'files:read files:write'

/** What mcp-proxy makes of a refusal, made of ours. */
function unauthorized(error_description) {
  const resource_metadata = protectedResourceMetadataUrl(resource)
  const header = bearerChallenge({ error, error_description, resource_metadata, scope })
  return {
    body: JSON.stringify({ error: { code: 401, message: error_description }, id: null, jsonrpc: '2.0' }),
    headers: { 'Content-Type': 'application/json', 'WWW-Authenticate': header },
  }
}

const description = 'Token 000000 expired, sign in again'
const refusals = Array.from({ length: 256 }, (_, at) =>
  flat(description.replace('000000', String(at).padStart(6, '0'))),
)

/** The parameters of mcp-proxy's challenge stand in another order than ours. */
const sorted = ({ body, headers }) => [
  body,
  headers['WWW-Authenticate']
    .split(/ (?=\w+=)/)
    .map((part) => part.replace(/,$/, ''))
    .sort(),
]

const seed = headers.seed('000000').line
const moved = seed.replace('https://mcp.example.com/', `${ORIGIN}/`)
const refusal = [
  JSON.stringify({ error: { code: 401, message: description }, id: null, jsonrpc: '2.0' }),
  [
    'Bearer',
    'error="invalid_token"',
    `error_description="${description}"`,
    'resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"',
    'scope="files:read files:write"',
  ],
]

const cases = [
  {
    name: 'forward, no options',
    inputs: inputs(headers.seed, 256),
    contestants: [
      { name: 'auth-challenge', run: (line) => forwardChallenge(line), expected: [seed] },
      { name: 'floor: a call that copies', run: (line) => copy(line), expected: undefined },
    ],
  },
  {
    name: 'forward, { resourceMetadata: { origin } }',
    inputs: inputs(headers.seed, 256),
    contestants: [
      { name: 'createForwarder', run: forward, expected: [moved] },
      { name: 'a regular expression and URL', run: rewrite, expected: moved },
      { name: 'forwardChallenge', run: (line) => forwardChallenge(line, EDIT), expected: [moved] },
    ],
  },
  {
    name: 'write a 401',
    inputs: refusals,
    contestants: [
      { name: 'auth-challenge', run: unauthorized, answer: sorted, expected: refusal },
      {
        name: 'mcp-proxy',
        run: (error_description) => middleware.getUnauthorizedResponse({ error, error_description, scope }),
        answer: sorted,
        expected: refusal,
      },
    ],
  },
]

export function writing() {
  for (const { name, contestants, inputs } of cases) {
    for (const contestant of contestants) {
      const { run, expected, answer = (result) => result } = contestant
      const result = answer(run(inputs[0]))
      if (!isDeepStrictEqual(result, expected))
        throw new Error(`${name}: ${contestant.name} is wrong: ${JSON.stringify(result)}`)
      sample(run, inputs, 5000)
    }
  }
  return cases.map(({ name, contestants, inputs }) => ({
    name,
    results: rounds(contestants.map((contestant) => ({ ...contestant, inputs }))),
  }))
}

export function writingTable(cases) {
  const rows = cases.flatMap(({ name, results: [ours, ...others] }) =>
    others.map((other) => [name, time(ours.ns), other.name, `${time(other.ns)} ${other.ratio.toFixed(2)}x`]),
  )
  return table(['task', 'auth-challenge', 'beside', 'time, and how many times ours'], rows)
}
