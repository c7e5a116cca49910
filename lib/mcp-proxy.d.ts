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
 * Where mcp-proxy makes a valid challenge of this, these are the same bytes. Where it does not, or where a value would
 * add a parameter, the challenge is that of `bearerChallenge`: always valid, and accepted by `res.setHeader`.
 */
export function getWWWAuthenticateHeader(
  oauth?: OAuthConfig | undefined,
  options?: ChallengeOptions | undefined,
): string

/**
 * The `WWW-Authenticate` of a 403 for a missing scope; `undefined` if no resource is configured.
 *
 * ```http
 * WWW-Authenticate: Bearer error="insufficient_scope", scope="files:write", resource_metadata="https://files.example/.well-known/oauth-protected-resource/mcp"
 * ```
 * ```js
 * getScopeChallengeHeader({ protectedResource: { resource: 'https://files.example/mcp' } }, ['files:write'])
 * ```
 *
 * mcp-proxy has a comma after `Bearer`, which makes a challenge without parameters of it. The rest is the same.
 */
export function getScopeChallengeHeader(
  oauth: OAuthConfig | undefined,
  requiredScopes: readonly string[],
  errorDescription?: string | undefined,
): string | undefined
