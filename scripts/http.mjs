// Servers on loopback for the demo and for the tests of real proxies and clients.

import { once } from 'node:events'
import { createServer } from 'node:http'

export const HOST = '127.0.0.1'

/** A server on loopback, at a port that the system chooses. */
export async function serve(handle, host = HOST) {
  const server = createServer(handle)
  await once(server.listen(0, host), 'listening')
  return {
    origin: `http://${host}:${server.address().port}`,
    async close() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

/** The text of a stream, such as the body of a message. */
export async function textOf(stream) {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) text += chunk
  return text
}

export function sendJson(response, value, status = 200) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
}
