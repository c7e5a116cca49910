// The ways that a challenge goes from an MCP server to a client, with and without auth-challenge. Each starts servers on
// loopback, and returns `{ url, close }`.

import { McpServer } from '@modelcontextprotocol/server'
import { createMetadataHandler } from 'auth-challenge/fetch'
import { insufficientScope, unauthorized } from 'auth-challenge/mcp'
import { createProxyHook, send } from 'auth-challenge/node'
import httpProxy from 'http-proxy'
import * as mcpProxy from 'mcp-proxy'

import { READ, startProxy, WRITE } from '../integration/lib/servers.mjs'
import { serve } from '../scripts/http.mjs'

/** What `authenticate` throws; mcp-proxy sends it. */
const thrown = {
  unauthorized(resource) {
    throw unauthorized({ resource, scope: READ })
  },
  insufficientScope(resource) {
    throw insufficientScope({ resource, scope: WRITE })
  },
}

const startServer = (authorization) => startProxy({ McpServer, authorization, module: mcpProxy, thrown })

/** mcp-proxy makes the challenges itself. */
export const alone = (authorization) => startProxy({ McpServer, authorization, module: mcpProxy })

export const withThrownResponses = startServer

/** A gateway, whose clients know it as `localhost`, before that server, which they cannot reach in earnest. */
export async function behindGateway(authorization) {
  const server = await startServer(authorization)
  const proxy = httpProxy.createProxyServer({ target: new URL(server.url).origin })
  return startGateway(server, (request, response) => proxy.web(request, response))
}

export async function behindGatewayWithHook(authorization) {
  const server = await startServer(authorization)
  const proxy = httpProxy.createProxyServer({ target: new URL(server.url).origin })
  const gateway = await startGateway(server, async (request, response) => {
    const document = await metadata(request)
    if (document) await send(document, response)
    else proxy.web(request, response)
  })
  const metadata = createMetadataHandler({ resource: gateway.url, upstream: server.url })
  proxy.on('proxyRes', createProxyHook({ insertResourceMetadata: true, resourceMetadata: metadata.url }))
  return gateway
}

async function startGateway(server, handle) {
  const { close, origin } = await serve(handle, 'localhost')
  return {
    close: () => Promise.all([close(), server.close()]),
    url: origin + new URL(server.url).pathname,
  }
}
