import { once } from 'node:events'
import { createServer } from 'node:http'

/** An MCP server that lets nobody in, and says why with all that a Bearer challenge of MCP can say. */
export async function startServer() {
  const server = createServer((_request, response) => {
    const { scheme, ...params } = says
    const list = Object.entries(params).map(([name, value]) => `${name}="${value}"`)
    response.writeHead(401, { 'WWW-Authenticate': `${scheme} ${list.join(', ')}` }).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')

  const origin = `http://127.0.0.1:${server.address().port}`
  const says = {
    scheme: 'Bearer',
    realm: 'notes',
    scope: 'notes:read notes:write',
    error: 'invalid_token',
    error_description: 'The access token expired, sign in again',
    resource_metadata: `${origin}/.well-known/oauth-protected-resource`,
  }
  return { origin, says, close: () => once(server.close(), 'close') }
}
