// MCP servers behind mcp-proxy and fastmcp: who may read is let in, but a session is for who may write.

import { freePort } from '../../scripts/port.mjs'
import { HOST, sendJson } from '../../scripts/http.mjs'

export const READ = 'files:read'
export const WRITE = 'files:write'

/** Made into a 403 by mcp-proxy, which knows it by its name and shape. */
const insufficientScopeError = () =>
  Object.assign(new Error('insufficient scope'), {
    name: 'InsufficientScopeError',
    data: {
      error: 'insufficient_scope',
      errorDescription: 'Sessions are for writers',
      requiredScopes: [WRITE],
    },
  })

/**
 * mcp-proxy in front of a server of the SDK.
 *
 * @param module mcp-proxy, as published or swapped
 * @param thrown throws for a 401 and for a 403; without it, mcp-proxy makes the answers
 */
export async function startProxy({ module, McpServer, authorization, thrown }) {
  const port = await freePort()
  const resource = `http://${HOST}:${port}/mcp`
  const { close } = await module.startHTTPServer({
    authenticate: async (request) => {
      const scopes = authorization.scopesOf(request)
      if (thrown) {
        if (scopes === undefined) thrown.unauthorized(resource)
        if (!scopes.includes(WRITE) && 'mcp-session-id' in request.headers) thrown.insufficientScope(resource)
      }
      return scopes && { scopes }
    },
    createServer: async () => {
      const server = new McpServer({ name: 'files', version: '1.0.0' })
      const content = [{ type: 'text', text: 'written' }]
      server.registerTool('write_file', { description: 'Writes' }, async () => ({ content }))
      // Called by mcp-proxy for each request of a session.
      server.updateAuth = ({ scopes }) => {
        if (!scopes.includes(WRITE)) throw insufficientScopeError()
      }
      return server
    },
    host: HOST,
    modern: false,
    oauth: { protectedResource: { resource }, realm: 'files', scope: READ },
    onUnhandledRequest: async ({ url }, response) =>
      url.startsWith('/.well-known/oauth-protected-resource')
        ? sendJson(response, { authorization_servers: [authorization.origin], resource })
        : response.writeHead(404).end(),
    port,
    sseEndpoint: null,
  })
  return { close, url: resource }
}

/** fastmcp. It makes no 403 itself; what a listener to its sessions throws reaches mcp-proxy, which does. */
export async function startFastmcp({ FastMCP, authorization, thrown }) {
  const port = await freePort()
  const resource = `http://${HOST}:${port}`
  let latest
  const server = new FastMCP({
    name: 'files',
    version: '1.0.0',
    authenticate: async (request) => {
      latest = authorization.scopesOf(request)
      if (thrown) {
        if (latest === undefined) thrown.unauthorized(resource)
        if (!latest.includes(WRITE)) thrown.insufficientScope(resource)
      }
      return latest && { scopes: latest }
    },
    logger: { debug() {}, error() {}, info() {}, log() {}, warn() {} },
    oauth: {
      enabled: true,
      protectedResource: { authorizationServers: [authorization.origin], resource },
    },
  })
  server.addTool({ name: 'write_file', description: 'Writes', execute: async () => 'written' })
  server.on('connect', () => {
    if (!latest.includes(WRITE)) throw insufficientScopeError()
  })
  await server.start({ transportType: 'httpStream', httpStream: { host: HOST, port, endpoint: '/mcp' } })
  return { close: () => server.stop(), url: `${resource}/mcp` }
}
