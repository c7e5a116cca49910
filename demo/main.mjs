// What becomes of an MCP server's challenge behind mcp-proxy, with and without auth-challenge: `npm run demo`.
// The exit code is 1 unless everything that the server said arrives with auth-challenge.

import { parseWwwAuthenticate } from 'auth-challenge'

import { framed } from '../scripts/table.mjs'
import { newestVersion, newestWithAuthChallenge, v5Alone, v5WithAuthChallenge } from './proxy.mjs'
import { startServer } from './server.mjs'

const server = await startServer()
const alone = await v5Alone(server.origin)
const v5 = await v5WithAuthChallenge(server.origin)
const newest = await newestWithAuthChallenge(server.origin)

const hops = [server, alone, v5, newest]
const [said, byAlone, byV5, byNewest] = await Promise.all(hops.map(toldBy))
await Promise.all(hops.map((hop) => hop.close()))

const columns = [
  ['server', said],
  ['mcp-proxy 5.10.0 alone', byAlone],
  ['mcp-proxy 5.10.0 + auth-challenge', byV5],
  [`mcp-proxy ${newestVersion} + auth-challenge`, byNewest],
]
const rows = Object.keys(said).map((name) => [name, ...columns.map(([, told]) => told[name] ?? '(lost)')])
// Wide enough for host and port in one piece, narrow enough for five columns in a terminal of 100.
console.log(framed(['', ...columns.map(([title]) => title)], rows, 16))

const complete = isComplete(said, server) && isComplete(byV5, v5) && isComplete(byNewest, newest)
console.log(
  'Alone: a challenge made from the `oauth` option, which in 5.10.0 has the resource and nothing else.',
)
console.log(`With auth-challenge ${complete ? 'everything' : 'NOT everything'} that the server said arrives.`)
process.exitCode = complete ? 0 : 1

/** What a client with an expired token is told. */
async function toldBy({ origin }) {
  const response = await fetch(`${origin}/mcp`, {
    method: 'POST',
    headers: {
      accept: 'application/json, text/event-stream',
      authorization: 'Bearer expired',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'demo', version: '1' } },
    }),
  })
  const [{ scheme, params } = {}] = parseWwwAuthenticate(response)
  return { scheme, ...params }
}

/** All of it, but for the metadata document, which has to be the one at the origin that the client asked. */
function isComplete(told, { origin }) {
  return Object.entries(server.says).every(
    ([name, value]) => told[name] === value.replace(server.origin, origin),
  )
}
