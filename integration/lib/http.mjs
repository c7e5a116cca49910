import { once } from 'node:events'
import { createServer, request as send } from 'node:http'

export const HOST = '127.0.0.1'

/** A server on loopback, at a port that the system chooses. */
export async function serve(handle) {
  const server = createServer(handle)
  await once(server.listen(0, HOST), 'listening')
  return {
    origin: `http://${HOST}:${server.address().port}`,
    async close() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

export async function textOf(request) {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

export function sendJson(response, value, status = 200) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
}

/** Sends an `initialize` and tells what came back as it was on the wire. */
export async function initialize(url, headers = {}) {
  const request = send(url, {
    headers: {
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      ...headers,
    },
    method: 'POST',
  })
  const params = {
    capabilities: {},
    clientInfo: { name: 'integration', version: '1' },
    protocolVersion: '2025-11-25',
  }
  request.end(JSON.stringify({ id: 1, jsonrpc: '2.0', method: 'initialize', params }))
  const [response] = await once(request, 'response')
  return { body: await textOf(response), response, status: response.statusCode }
}

/** Opens a stream of events and tells what came back, if that was an answer that ends. */
export async function openStream(url) {
  const request = send(url, { headers: { Accept: 'text/event-stream' } })
  request.end()
  const [response] = await once(request, 'response')
  return { body: await textOf(response), response, status: response.statusCode }
}
