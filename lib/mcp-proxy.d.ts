import type { Change } from '../index.js'

/** `oauth` of mcp-proxy's configuration. */
export interface OAuthConfig {
  error?: string | undefined
  error_description?: string | undefined
  error_uri?: string | undefined
  protectedResource?:
    | {
        /** The URL of the MCP server, from which that of its metadata follows. */
        resource?: string | undefined
        /** The URL of the metadata, if it is another one. mcp-proxy itself does not have this. */
        resource_metadata?: string | undefined
      }
    | undefined
  realm?: string | undefined
  scope?: string | undefined
}

/** What one response says; goes before what is configured. */
export interface ChallengeOptions {
  error?: string | undefined
  error_description?: string | undefined
  error_uri?: string | undefined
  scope?: string | undefined
}

/**
 * The URL of a resource's metadata (RFC 9728 3.1), as mcp-proxy 6 makes it.
 *
 * ```js
 * getProtectedResourceMetadataUrl('https://files.example/mcp')
 * // 'https://files.example/.well-known/oauth-protected-resource/mcp'
 * ```
 *
 * As there, a text that is no URL gets the well-known segment behind it, and userinfo and fragment are kept.
 * `protectedResourceMetadataUrl` of `auth-challenge` is strict.
 */
export function getProtectedResourceMetadataUrl(resource: string): string

/** Options of the two functions that write a header. mcp-proxy itself does not have these. */
export interface HeaderOptions {
  /**
   * Called for every value that is replaced or left out, once the header is written, in the order in which
   * `bearerChallenge` writes the parameters. It is not called if the header has the bytes of mcp-proxy.
   */
  onChange?: ((change: Change) => void) | undefined
}

/**
 * The `WWW-Authenticate` of a 401.
 *
 * ```http
 * WWW-Authenticate: Bearer realm="files", error="invalid_token", error_description="it \"expired\"", scope="files:read"
 * ```
 * ```js
 * getWWWAuthenticateHeader(
 *   { realm: 'files', scope: 'files:read' },
 *   { error: 'invalid_token', error_description: 'it "expired"' },
 * )
 * ```
 *
 * These are the bytes of mcp-proxy if they are one valid challenge, and if every known client reads the configured
 * `realm`, `scope`, `error` and `resource_metadata` from them. Otherwise the header is that of `bearerChallenge`, which
 * every client reads and `res.setHeader` accepts: its parameters may stand in another order, and it has other characters
 * in the place of those that clients misread. What no client can use is left out, such as a scope with a quote in it or
 * an `error_uri` that is not a URL.
 *
 * @throws {TypeError} for an invalid option; it never throws on configured text
 */
export function getWWWAuthenticateHeader(
  oauth?: OAuthConfig | undefined,
  challenge?: ChallengeOptions | undefined,
  options?: HeaderOptions | undefined,
): string

/**
 * The `WWW-Authenticate` of a 403 for a missing scope.
 *
 * ```http
 * WWW-Authenticate: Bearer realm="files", error="insufficient_scope", scope="files:write", resource_metadata="https://files.example/.well-known/oauth-protected-resource/mcp"
 * ```
 * ```js
 * getScopeChallengeHeader({ realm: 'files', protectedResource: { resource: 'https://files.example/mcp' } }, ['files:write'])
 * ```
 *
 * The bytes of mcp-proxy, without the comma after `Bearer` and with the configured `realm` and `error_uri`, under the
 * same conditions as in {@link getWWWAuthenticateHeader}. There is a header without a `resource` too, and no `scope` if
 * none is required.
 *
 * @throws {TypeError} for an invalid option; it never throws on configured text
 */
export function getScopeChallengeHeader(
  oauth: OAuthConfig | undefined,
  requiredScopes: readonly string[],
  errorDescription?: string | undefined,
  options?: HeaderOptions | undefined,
): string
