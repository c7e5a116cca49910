// `npm run bench:load`: requests per second of a real mcp-proxy that refuses everybody, by autocannon.
//
// Short rounds take turns, since this machine has other work too. The two that differ in the header alone are answers of
// one process, so that nothing else differs either.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

import autocannon from 'autocannon'
import { AuthenticationMiddleware, startHTTPServer } from 'mcp-proxy'

import { freePort } from '../scripts/port.mjs'
import { table } from '../scripts/table.mjs'
import { machine } from './machine.js'
import { median } from './rounds.js'

const ROUNDS = 40
const SECONDS = 1

const resource = 'https://mcp.example.com/mcp'
const says = {
  error: 'invalid_token',
  error_description: 'The access token expired',
  scope: 'files:read files:write',
}
const oauth = { ...says, protectedResource: { resource } }

/** Makers of the header; a request asks for one. */
const BY = 'x-header-by'

/** Servers: each way to refuse has the options of one. */
const refusals = {
  'mcp-proxy by itself': () => ({ authenticate: async () => undefined, oauth }),
  'a Response': () => {
    const { bearerChallenge, protectedResourceMetadataUrl } = createRequire(import.meta.url)('..')
    const middleware = new AuthenticationMiddleware({ oauth })
    const makers = {
      'mcp-proxy': () => middleware.getUnauthorizedResponse(says).headers['WWW-Authenticate'],
      'auth-challenge': () =>
        bearerChallenge({ ...says, resource_metadata: protectedResourceMetadataUrl(resource) }),
    }
    const error = { code: 401, message: says.error_description }
    const body = JSON.stringify({ error, id: null, jsonrpc: '2.0' })
    return {
      authenticate: async (request) => {
        const header = makers[request.headers[BY]]()
        const headers = { 'Content-Type': 'application/json', 'WWW-Authenticate': header }
        throw new Response(body, { status: 401, headers })
      },
    }
  },
}

const contestants = [
  { name: 'mcp-proxy by itself', server: 'mcp-proxy by itself' },
  { name: 'a Response with the header of mcp-proxy', server: 'a Response', by: 'mcp-proxy' },
  { name: 'a Response with the header of auth-challenge', server: 'a Response', by: 'auth-challenge' },
]

async function serve(name, port) {
  // mcp-proxy logs each refusal.
  console.error = console.log = console.warn = () => undefined
  await startHTTPServer({
    host: '127.0.0.1',
    port,
    stateless: true,
    createServer: async () => {
      throw new Error('nobody comes this far')
    },
    ...refusals[name](),
  })
  process.send?.('ready')
}

const requestOf = ({ by = '' }) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', [BY]: by },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
})

/** Starts the servers. Returns their URLs by name. */
async function start(children) {
  const urls = {}
  for (const name of Object.keys(refusals)) {
    const port = await freePort()
    const child = fork(fileURLToPath(import.meta.url), [name, String(port)])
    children.push(child)
    await once(child, 'message')
    urls[name] = `http://127.0.0.1:${port}/mcp`
  }
  return urls
}

async function check({ name, url, request }) {
  const response = await fetch(url, request)
  const header = response.headers.get('www-authenticate') ?? ''
  const parts = [
    'error="invalid_token"',
    'resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"',
    'scope="files:read files:write"',
  ]
  if (response.status !== 401 || !parts.every((part) => header.includes(part))) {
    throw new Error(`${name}: ${response.status} ${header}`)
  }
}

/** The median, and between what two it lies with a confidence of 95 %, by the ranks of the samples. */
function withBounds(samples) {
  const sorted = [...samples].sort((a, b) => a - b)
  const rank = Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2)
  return [median(sorted), sorted[rank], sorted.at(-1 - rank)]
}

async function load(children) {
  const urls = await start(children)
  const runners = contestants.map((contestant) => ({
    name: contestant.name,
    url: urls[contestant.server],
    request: requestOf(contestant),
    perSecond: [],
  }))
  for (const runner of runners) await check(runner)
  for (let round = -2; round < ROUNDS; round++) {
    for (let turn = 0; turn < runners.length; turn++) {
      // Another order each round; the first two rounds are for the compiler.
      const { url, request, perSecond } = runners[Math.abs(turn + round) % runners.length]
      const { requests } = await autocannon({ url, ...request, connections: 8, duration: SECONDS })
      if (round >= 0) perSecond.push(requests.average)
    }
  }
  const [, second] = runners
  const rows = runners.map((runner) => {
    const { name, perSecond } = runner
    const ratios = perSecond.map((count, round) => count / second.perSecond[round])
    const [ratio, from, to] = withBounds(ratios).map((bound) => bound.toFixed(3))
    const each = median(perSecond)
    return [
      name,
      each.toFixed(0),
      runner === second ? '1' : `${ratio} (${from} to ${to})`,
      `${(1e6 / each).toFixed(0)} us`,
    ]
  })
  console.log(
    `${machine()}\n\n${table(['401 by', 'requests a second', 'by the second, with 95 % confidence', 'a request'], rows)}`,
  )
}

const [name, port] = process.argv.slice(2)
if (name === undefined) {
  const children = []
  try {
    await load(children)
  } finally {
    children.forEach((child) => child.kill())
  }
} else {
  await serve(name, Number(port))
}
