import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerResponse } from 'node:http2'
import type { GatewayOptions } from './fetch.js'

export type { GatewayOptions }

/**
 * A hook for proxies on `node:http`: it puts the forwarded challenges into the `headers` of the upstream's response, and
 * returns these. It is a listener for the event `proxyRes` of http-proxy and http-proxy-middleware.
 *
 * Challenges of 401, 403 and 407 are edited; others, such as those of a 402, stay as they are.
 * `Access-Control-Expose-Headers` gets the names that scripts in a browser need.
 *
 * ```http
 * WWW-Authenticate: Bearer scope="read", resource_metadata="https://gateway.example/.well-known/oauth-protected-resource/mcp"
 * ```
 * ```js
 * const hook = createProxyHook({ resourceMetadata: { origin: 'https://gateway.example' } })
 *
 * httpProxy.createProxyServer({ target }).on('proxyRes', hook)
 * createProxyMiddleware({ target, on: { proxyRes: hook } })
 * http.get(target, (upstream) => upstream.pipe(response.writeHead(upstream.statusCode, hook(upstream))))
 * ```
 *
 * @throws {TypeError} for an invalid option; no header text makes the hook throw
 */
export function createProxyHook(options?: GatewayOptions): ProxyHook

/** What {@link createProxyHook} returns. */
export interface ProxyHook {
  (response: IncomingMessage): IncomingHttpHeaders
  /** As a listener to `proxyRes`. */
  (response: IncomingMessage, request: unknown, answer: unknown): void
}

/**
 * The same for `@fastify/http-proxy` and `@fastify/reply-from`: their option `onResponse`, which also sends the body.
 *
 * ```http
 * WWW-Authenticate: Bearer scope="read", resource_metadata="https://gateway.example/.well-known/oauth-protected-resource/mcp"
 * ```
 * ```js
 * fastify.register(fastifyHttpProxy, {
 *   upstream,
 *   replyOptions: { onResponse: createFastifyHook({ resourceMetadata: { origin: 'https://gateway.example' } }) },
 * })
 * ```
 */
export function createFastifyHook(
  options?: GatewayOptions,
): (request: unknown, reply: FastifyReply, response: UpstreamResponse) => void

/** What the hook needs of a reply of Fastify. */
export interface FastifyReply {
  header(name: string, value: unknown): unknown
  removeHeader(name: string): unknown
  send(payload?: unknown): unknown
}

/** What the hook needs of the response that `@fastify/reply-from` gives it, and does not declare. */
export type UpstreamResponse = object

/**
 * Sends a fetch `Response` as the response of Node.js, of HTTP/1 or HTTP/2: the challenges of each scheme in a line of
 * their own, cookies too, the body as it comes. Fields that are there already stay, unless the `Response` has them;
 * `Vary` and `Access-Control-Expose-Headers` are added to. A character that `node:http` refuses becomes a space; fields
 * of a connection are left to Node.js.
 *
 * ```http
 * HTTP/1.1 401 Unauthorized
 * Access-Control-Expose-Headers: WWW-Authenticate
 * WWW-Authenticate: Bearer scope="read"
 * WWW-Authenticate: Basic realm="files"
 * ```
 * ```js
 * await send(unauthorized({ scope: 'read', challenges: 'Basic realm="files"' }), response)
 * ```
 *
 * @returns once all is sent, or the client has gone; rejects if the body fails
 */
export function send(response: Response, nodeResponse: ServerResponse | Http2ServerResponse): Promise<void>

/**
 * An error handler for Express, for a `Response` that a handler throws. Other errors go to the next handler.
 *
 * ```http
 * HTTP/1.1 401 Unauthorized
 * WWW-Authenticate: Bearer scope="read"
 * ```
 * ```js
 * app.get('/files', (request) => {
 *   throw unauthorized({ scope: 'read' })
 * })
 * app.use(sendThrownResponse)
 * ```
 */
export function sendThrownResponse(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): void
