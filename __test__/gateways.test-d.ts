// Compiled, not run: what TypeScript must accept and refuse of the pieces for gateways.
import { createServer, get } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import {
  type GatewayOptions,
  type MetadataHandler,
  challengeHeaders,
  createMetadataHandler,
  forwardResponse,
  wrapFetch,
  wrapHandler,
} from 'auth-challenge/fetch'
import type { ErrorRequestHandler, Response as ExpressResponse } from 'express'
import type HttpProxy from 'http-proxy'
import { bearerChallenge, forwardChallenge } from 'auth-challenge'
import { createFastifyHook, createProxyHook, send, sendThrownResponse } from 'auth-challenge/node'

const options: GatewayOptions = { normalize: false, resourceMetadata: { origin: 'https://a.example' } }

const response: Response = forwardResponse(new Response(), { ...options, toolResults: true })
const headers: Headers = challengeHeaders(response, options)
// @ts-expect-error the status is that of the response
forwardResponse(response, { status: 401 })
// @ts-expect-error there is no body in headers
challengeHeaders(response, { toolResults: true })

const handle: (request: Request, env: { a: string }) => Promise<Response | undefined> = wrapHandler(
  (request: Request, env: { a: string }) => (env.a === request.url ? response : undefined),
  options,
)
const likeFetch: typeof fetch = wrapFetch()
const likeFetchToo: typeof fetch = wrapFetch(fetch, { normalize: true })
const narrow: (url: string) => Promise<Response> = wrapFetch(async (url: string) => fetch(url))
// @ts-expect-error no fetch
wrapFetch({})

const metadata: MetadataHandler = createMetadataHandler({
  resource: 'https://a.example',
  upstream: new URL('http://b'),
})
createMetadataHandler({
  document: { authorization_servers: [] },
  fetch,
  resource: 'https://a.example',
  timeout: 1,
})
// @ts-expect-error the resource that clients use is missing
createMetadataHandler({ upstream: 'http://b' })
const url: string = metadata.url

const hook = createProxyHook(options)
createServer(async (request, answer) => {
  const found = await metadata(request)
  if (found) await send(found, answer)
  else get('http://b', (upstream) => upstream.pipe(answer.writeHead(401, hook(upstream))))
})
createHttp2Server((_request, answer) => void send(response, answer))
// @ts-expect-error a body is no response
send('text', null)
const errorHandler: (error: unknown, request: never, response: never, next: () => void) => void =
  sendThrownResponse
const onResponse = createFastifyHook(options)

declare const express: ExpressResponse
declare const proxy: HttpProxy
express
  .status(401)
  .set('WWW-Authenticate', forwardChallenge('Basic'))
  .append('WWW-Authenticate', bearerChallenge())
express.writeHead(401, { 'www-authenticate': forwardChallenge('Basic') })
proxy.on('proxyRes', (upstream, _request, answer) => void answer.writeHead(401, hook(upstream)))
const expressHandler: ErrorRequestHandler = sendThrownResponse
new Response(null, {
  headers: forwardChallenge('Basic').map((line): [string, string] => ['www-authenticate', line]),
})
new Headers({ 'www-authenticate': bearerChallenge() })
void send(response, express)

void [expressHandler, headers, handle, likeFetch, likeFetchToo, narrow, url, errorHandler, onResponse]
