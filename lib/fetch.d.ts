import type { ForwardOptions } from '../index.js'

/** What a gateway does with the challenges of a response: as {@link ForwardOptions}, whose status is the response's. */
export interface GatewayOptions extends Omit<ForwardOptions, 'status'> {
  /**
   * Write each challenge in the form that every client reads, Bearer first.
   *
   * @default true
   */
  normalize?: boolean | undefined
}

/** What a gateway does with a whole response. */
export interface ResponseOptions extends GatewayOptions {
  /**
   * Also forward the challenges in bodies: those in `_meta["mcp/www_authenticate"]` of a JSON-RPC result, in JSON and in
   * event streams. All other octets stay as they are. A body with a `Content-Encoding` of the handler's own is left alone.
   *
   * @default false
   */
  toolResults?: boolean | undefined
}

/**
 * The response to send on: the same status and body, the challenges forwarded. It is the same object if nothing changes.
 *
 * Challenges of 401, 403 and 407 are edited; others, such as those of a 402, stay as they are.
 * `Access-Control-Expose-Headers` gets the names that scripts in a browser need.
 *
 * ```http
 * HTTP/1.1 401 Unauthorized
 * Access-Control-Expose-Headers: WWW-Authenticate
 * WWW-Authenticate: Bearer scope="read", resource_metadata="https://gateway.example/.well-known/oauth-protected-resource/mcp"
 * ```
 * ```js
 * forwardResponse(await fetch(upstream), { resourceMetadata: { origin: 'https://gateway.example' } })
 * ```
 *
 * @throws {TypeError} for an invalid option; no header text makes it throw
 */
export function forwardResponse(response: Response, options?: ResponseOptions): Response

/**
 * A fetch handler whose responses are forwarded as by {@link forwardResponse}. The options are read once. What is not a
 * `Response` is returned as it is.
 *
 * ```http
 * HTTP/1.1 401 Unauthorized
 * Access-Control-Expose-Headers: WWW-Authenticate
 * WWW-Authenticate: Bearer scope="read", resource_metadata="https://gateway.example/.well-known/oauth-protected-resource/mcp"
 * ```
 * ```js
 * export default {
 *   fetch: wrapHandler((request) => fetch(toUpstream(request)), {
 *     resourceMetadata: { origin: 'https://gateway.example' },
 *   }),
 * }
 * ```
 */
export function wrapHandler<Arguments extends unknown[], Result>(
  handler: (...args: Arguments) => Result,
  options?: ResponseOptions,
): (...args: Arguments) => Promise<Awaited<Result>>

/**
 * A `fetch` for a client that reads challenges with a pattern or by splitting at commas: what it gets is in the form
 * that every client reads, Bearer first. Other fields, the status, the body and the URL stay as they are, and so do
 * responses with another status than 401, 403 and 407.
 *
 * ```http
 * WWW-Authenticate: Negotiate, Bearer realm="see scope=all", SCOPE = "read"
 * ```
 * becomes
 * ```http
 * WWW-Authenticate: Bearer realm="see scope =all", scope="read", Negotiate
 * ```
 * ```js
 * new StreamableHTTPClientTransport(url, { authProvider, fetch: wrapFetch() })
 * ```
 *
 * @param fetch the one to wrap; that of the platform by default
 */
export function wrapFetch(
  fetch?: undefined,
  options?: Omit<ForwardOptions, 'status'>,
): typeof globalThis.fetch
export function wrapFetch<Fetch extends (...args: never[]) => Promise<Response>>(
  fetch: Fetch,
  options?: Omit<ForwardOptions, 'status'>,
): Fetch

/**
 * The fields that must travel together when a gateway answers with a response of its own: the challenges, forwarded;
 * `Access-Control-Expose-Headers`; `DPoP-Nonce` (RFC 9449 8); and `Cache-Control` of a 402.
 *
 * ```http
 * HTTP/1.1 401 Unauthorized
 * Access-Control-Expose-Headers: WWW-Authenticate, DPoP-Nonce
 * DPoP-Nonce: eyJ7S_zG
 * WWW-Authenticate: DPoP error="use_dpop_nonce"
 * ```
 * ```js
 * return new Response('No.', { status: answer.status, headers: challengeHeaders(answer) })
 * ```
 */
export function challengeHeaders(response: Response, options?: GatewayOptions): Headers

/** Where the document comes from: `upstream`, `metadata` or `document`. */
export interface MetadataOptions {
  /**
   * The URL of the MCP server that clients use. The document has exactly this text for its `resource`, and clients
   * compare it with the URL that they were given (RFC 9728 3.3).
   */
  resource: string | URL
  /** The URL of the MCP server behind the gateway. Its document is looked for where RFC 9728 3.1 says, and at the root. */
  upstream?: string | URL | undefined
  /** The URL of its document, if that is elsewhere. */
  metadata?: string | URL | undefined
  /** The document, if no upstream has one; only `resource` is put in. */
  document?: Readonly<Record<string, unknown>> | undefined
  /** @default globalThis.fetch */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
  /**
   * How long the upstream may take, in milliseconds.
   *
   * @default 10000
   */
  timeout?: number | undefined
}

/** What {@link createMetadataHandler} returns. */
export interface MetadataHandler {
  /**
   * The document, if the request is for it, and `undefined` if it is for something else. It takes a `Request`, or one of
   * Node.js, whose URL is a path.
   */
  (request: { url?: string | undefined; method?: string | undefined }): Promise<Response | undefined>
  /** The URL of the document, for the option `resourceMetadata`. */
  readonly url: string
}

/**
 * Serves the document that a gateway's challenges point to (RFC 9728): the upstream's, with the gateway's `resource`.
 * Nothing but the URLs in the options is ever fetched, and redirects are not followed. `signed_metadata` is left out: it
 * has the upstream's `resource`, signed. A document that is not there is a 404, one that is no JSON object a 502.
 *
 * ```http
 * HTTP/1.1 200 OK
 * Content-Type: application/json
 *
 * {"resource":"https://gateway.example/mcp","authorization_servers":["https://login.example"]}
 * ```
 * ```js
 * const metadata = createMetadataHandler({ resource: 'https://gateway.example/mcp', upstream: 'http://10.0.0.7/mcp' })
 * const handle = wrapHandler(proxy, { resourceMetadata: metadata.url, insertResourceMetadata: true })
 * export default { fetch: async (request) => (await metadata(request)) ?? handle(request) }
 * ```
 *
 * @throws {TypeError} `invalid-option`
 */
export function createMetadataHandler(options: MetadataOptions): MetadataHandler
