// `npm run bench:load`: requests per second of a real mcp-proxy that refuses everybody, by autocannon.
//
// The server has a process of its own; rounds alternate, since this machine has other work too.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

import autocannon from 'autocannon'
import { AuthenticationMiddleware, startHTTPServer } from 'mcp-proxy'

import { machine } from './machine.js'
import { median } from './rounds.js'
import { table } from './table.js'

const ROUNDS = 5
const SECONDS = 2

const resource = 'https://mcp.example.com/mcp'
const says = {
  error: 'invalid_token',
  error_description: 'The access token expired',
  scope: 'files:read files:write',
}
const oauth = { ...says, protectedResource: { resource } }

/** Ways to refuse: what `authenticate` does, and the header that it makes. */
const refusals = {
  'mcp-proxy by itself': () => ({ authenticate: async () => undefined, oauth }),
  'a Response with the header of mcp-proxy': () => {
    const middleware = new AuthenticationMiddleware({ oauth })
    return refuseWith(() => middleware.getUnauthorizedResponse(says).headers['WWW-Authenticate'])
  },
  'a Response with the header of auth-challenge': () => {
    const { bearerChallenge, protectedResourceMetadataUrl } = createRequire(import.meta.url)('..')
    return refuseWith(() =>
      bearerChallenge({ ...says, resource_metadata: protectedResourceMetadataUrl(resource) }),
    )
  },
}

function refuseWith(header) {
  const body = JSON.stringify({
    error: { code: 401, message: says.error_description },
    id: null,
    jsonrpc: '2.0',
  })
  return {
    authenticate: async () => {
      const headers = { 'Content-Type': 'application/json', 'WWW-Authenticate': header() }
      throw new Response(body, { status: 401, headers })
    },
  }
}

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

const request = {
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
}

async function load(servers) {
  for (const [at, name] of Object.keys(refusals).entries()) {
    const port = 18_431 + at
    const child = fork(fileURLToPath(import.meta.url), [name, String(port)])
    await once(child, 'message')
    const url = `http://127.0.0.1:${port}/mcp`
    servers.push({ name, child, url, perSecond: [] })
    const response = await fetch(url, request)
    const header = response.headers.get('www-authenticate') ?? ''
    const isRight =
      response.status === 401 &&
      header.includes('error="invalid_token"') &&
      header.includes(
        'resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"',
      ) &&
      header.includes('scope="files:read files:write"')
    if (!isRight) throw new Error(`${name}: ${response.status} ${header}`)
  }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const server of servers) {
      const { requests } = await autocannon({
        url: server.url,
        ...request,
        connections: 8,
        duration: SECONDS,
      })
      // The first round is for the compiler.
      if (round > 0) server.perSecond.push(requests.average)
    }
  }
  const [, second] = servers
  const rows = servers.map(({ name, perSecond }) => [
    name,
    median(perSecond).toFixed(0),
    `${median(perSecond.map((count, round) => count / second.perSecond[round])).toFixed(2)}x`,
    `${(1e6 / median(perSecond)).toFixed(0)} us`,
  ])
  console.log(`${machine()}\n\n${table(['401 by', 'requests a second', 'by the second', 'a request'], rows)}`)
}

const [name, port] = process.argv.slice(2)
if (name === undefined) {
  const servers = []
  try {
    await load(servers)
  } finally {
    servers.forEach(({ child }) => child.kill())
  }
} else {
  await serve(name, Number(port))
}
