import type { BearerParams, ChallengeSource } from '../index.js'

/** Headers of a response: of fetch, a record, or what has a method `get`. */
type HeaderSource = Extract<ChallengeSource, { readonly headers: unknown }>['headers']

/** What `new Headers` takes. */
type HeaderInit = ConstructorParameters<typeof Headers>[0]

/** What an MCP client acts on in a refusal. The names are those of the MCP TypeScript SDK. */
export interface WWWAuthenticateParams {
  /** Where the metadata of the protected resource is (RFC 9728 5.1): an http or https URL, or `undefined`. */
  resourceMetadataUrl?: URL | undefined
  /** The scopes that the request needs, with spaces between them (RFC 6750 3). */
  scope?: string | undefined
  /** Such as `insufficient_scope`. */
  error?: string | undefined
  errorDescription?: string | undefined
}

/**
 * Reads the Bearer or DPoP challenge of a response as `extractWWWAuthenticateParams` of the MCP TypeScript SDK does,
 * and finds it behind other challenges, after a comma too many, and next to text that only looks like a parameter.
 *
 * ```http
 * HTTP/1.1 403 Forbidden
 * WWW-Authenticate: Negotiate, Bearer realm="see scope=all", error="insufficient_scope", scope="files:write"
 * ```
 * ```js
 * extractWWWAuthenticateParams(response)
 * // { resourceMetadataUrl: undefined, scope: 'files:write', error: 'insufficient_scope', errorDescription: undefined }
 * ```
 *
 * Each member comes from the first Bearer or DPoP challenge that has it in a usable form: not empty, and the URL an http
 * or https one. The text comes from the server: decide whether you trust a URL before you fetch it.
 */
export function extractWWWAuthenticateParams(response: {
  readonly headers: HeaderSource
}): WWWAuthenticateParams

/**
 * What a refusal says: the parameters of its challenge, and what the response has beside it. A name that no specification
 * defines goes into `extensions`.
 */
export interface RefusalOptions extends Omit<BearerParams, 'error'> {
  /** The scopes that the request needs. `offline_access` does not belong here (MCP, 2026-07-28). */
  scope?: BearerParams['scope']
  /** Also the message of the JSON-RPC error, as the challenge has it. */
  error_description?: BearerParams['error_description']
  /** The URL of the MCP server, from which that of its metadata follows (RFC 9728 3.1). */
  resource?: string | URL | undefined
  /** The URL of the metadata, if it is another one. */
  resource_metadata?: BearerParams['resource_metadata']
  /**
   * The scheme of the challenge.
   *
   * @default 'Bearer'
   */
  scheme?: 'Bearer' | 'DPoP' | undefined
  /**
   * More challenges, after that of the other options: field lines, such as `forwardChallenge` returns, or the response
   * of an upstream. If there are some, and no other option makes a challenge, they are all that is sent.
   */
  challenges?: ChallengeSource
  /** More header fields. */
  headers?: HeaderInit | undefined
  /**
   * The `id` of the JSON-RPC request.
   *
   * @default null
   */
  id?: string | number | null | undefined
}

/** What a 401 says. */
export interface UnauthorizedOptions extends RefusalOptions {
  /** Such as `invalid_token`; left out if the request had no credentials (RFC 6750 3.1). */
  error?: BearerParams['error']
}

/**
 * A 401 with its challenge, to be thrown from `authenticate` of mcp-proxy or fastmcp, or returned from a fetch handler.
 *
 * ```http
 * HTTP/1.1 401 Unauthorized
 * Access-Control-Expose-Headers: WWW-Authenticate
 * Content-Type: application/json
 * WWW-Authenticate: Bearer scope="files:read", resource_metadata="https://files.example/.well-known/oauth-protected-resource/mcp"
 *
 * {"jsonrpc":"2.0","error":{"code":-32000,"message":"Unauthorized"},"id":null}
 * ```
 * ```js
 * throw unauthorized({ resource: 'https://files.example/mcp', scope: 'files:read' })
 * ```
 *
 * @throws {TypeError} for an invalid option, with the `code` and the `option`; it never throws on the text of a parameter
 */
export function unauthorized(options?: UnauthorizedOptions): Response

/**
 * A 403 that asks the client for more scopes. Clients ask for these and for those that they have; all that the
 * operation needs belongs in one challenge.
 *
 * ```http
 * HTTP/1.1 403 Forbidden
 * Access-Control-Expose-Headers: WWW-Authenticate
 * Content-Type: application/json
 * WWW-Authenticate: Bearer scope="files:write", error="insufficient_scope"
 *
 * {"jsonrpc":"2.0","error":{"code":-32001,"message":"Insufficient scope","data":{"error":"insufficient_scope","required_scopes":["files:write"]}},"id":null}
 * ```
 * ```js
 * throw insufficientScope({ scope: ['files:write'] })
 * ```
 *
 * @throws {TypeError} as {@link unauthorized}
 */
export function insufficientScope(options?: RefusalOptions): Response
