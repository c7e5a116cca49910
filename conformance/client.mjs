// The client that the official suite starts, with the URL of the suite's server:
// `node client.mjs <what the server is behind> <gateway before that> <client> <url>`.
// The exit code is 0 if it got what it came for.

import { useTool } from './lib/use-tool.mjs'
import { clients, gateways, upstreams } from './lib/ways.mjs'

const [upstreamName, gatewayName, clientName, server] = process.argv.slice(2)

const upstream = await upstreams[upstreamName](server)
const gateway = await gateways[gatewayName](upstream.url)
try {
  await useTool(gateway.url, clients[clientName])
} finally {
  await gateway.close()
  await upstream.close()
}
