// Compiled, not run: the pieces fit the types of the packages that they are for.
import fastifyHttpProxy from '@fastify/http-proxy'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createMetadataHandler, wrapFetch, wrapHandler } from 'auth-challenge/fetch'
import { createFastifyHook, createProxyHook, send } from 'auth-challenge/node'
import fastify from 'fastify'
import { type Context, Hono } from 'hono'
import { createProxyMiddleware } from 'http-proxy-middleware'

const resource = 'https://gateway.example/mcp'
const upstream = 'http://10.0.0.7:3000'
const metadata = createMetadataHandler({ resource, upstream })

const app = fastify()
app.register(fastifyHttpProxy, { replyOptions: { onResponse: createFastifyHook() }, upstream })
app.addHook('onRequest', async (request, reply) => {
  const document = await metadata(request.raw)
  if (document === undefined) return
  reply.hijack()
  await send(document, reply.raw)
})

createProxyMiddleware({ on: { proxyRes: createProxyHook() }, target: upstream })

new Hono()
  .get('/.well-known/*', async (context) => (await metadata(context.req.raw)) ?? context.notFound())
  .all(
    '/mcp',
    wrapHandler((context: Context) => fetch(new Request(upstream, context.req.raw))),
  )

new StreamableHTTPClientTransport(new URL(resource), { fetch: wrapFetch() })
new StreamableHTTPClientTransport(new URL(resource), { fetch: wrapFetch(fetch, { schemes: ['Bearer'] }) })
