// What stands between the client and the server of the suite.

import { createMetadataHandler, wrapFetch, wrapHandler } from 'auth-challenge/fetch'
import { createProxyHook, send } from 'auth-challenge/node'
import httpProxy from 'http-proxy'

import { serve } from '../../scripts/http.mjs'
import { mutations } from './mutations.mjs'
import { startRelay } from './relay.mjs'

/** How the client fetches: as the SDK does, or with the challenges made readable first. */
export const clients = { alone: undefined, wrapped: wrapFetch() }

/** What the client connects to, if it is not the server. Each takes the URL of what stands behind it. */
export const upstreams = {
  none: open,
  relay: (url) => startRelay(url),
  ...Object.fromEntries(
    Object.values(mutations).map((mutate, index) => [`mutation-${index}`, (url) => startRelay(url, mutate)]),
  ),
}

export const gateways = { none: open, fetch: startFetchGateway, 'http-proxy': startHttpProxyGateway }

function open(url) {
  return { url, close: () => {} }
}

/** A gateway of fetch handlers: the same code runs on an edge platform, which needs no `send`. */
async function startFetchGateway(upstream) {
  const gateway = await serve(async (request, response) => {
    const url = new URL(request.url, upstream)
    const { connection: _, host: __, ...headers } = request.headers
    const body = request.method === 'GET' || request.method === 'HEAD' ? undefined : request
    const incoming = new Request(url, { body, duplex: 'half', headers, method: request.method })
    await send((await metadata(incoming)) ?? (await handle(incoming)), response)
  })
  const resource = gateway.origin + new URL(upstream).pathname
  const metadata = createMetadataHandler(documentOf(upstream, resource))
  const handle = wrapHandler((request) => fetch(request), {
    insertResourceMetadata: true,
    resourceMetadata: metadata.url,
  })
  return { close: gateway.close, url: resource }
}

async function startHttpProxyGateway(upstream) {
  const gateway = await serve(async (request, response) => {
    const found = await metadata(request)
    if (found) await send(found, response)
    else proxy.web(request, response)
  })
  const resource = gateway.origin + new URL(upstream).pathname
  const metadata = createMetadataHandler(documentOf(upstream, resource))
  const proxy = httpProxy.createProxyServer({ changeOrigin: true, target: new URL(upstream).origin })
  proxy.on('proxyRes', createProxyHook({ insertResourceMetadata: true, resourceMetadata: metadata.url }))
  proxy.on('error', (_error, _request, response) => response.writeHead(502).end())
  return { close: gateway.close, url: resource }
}

/** Who runs a gateway knows where the upstream has its document. In one scenario, that is an unusual place. */
function documentOf(upstream, resource) {
  const isElsewhere = process.env.MCP_CONFORMANCE_SCENARIO === 'auth/metadata-var3'
  return isElsewhere
    ? { metadata: new URL('/custom/metadata/location.json', upstream), resource }
    : { resource, upstream }
}
