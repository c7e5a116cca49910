// The first requests of an MCP client, and what a server answers to them on the wire.

import { once } from 'node:events'
import { request as send } from 'node:http'

import { textOf } from '../../scripts/http.mjs'

/** Sends an `initialize` and returns what came back, as it was on the wire. */
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

/** Opens a stream of events and returns what came back, if that was an answer that ends. */
export async function openStream(url) {
  const request = send(url, { headers: { Accept: 'text/event-stream' } })
  request.end()
  const [response] = await once(request, 'response')
  return { body: await textOf(response), response, status: response.statusCode }
}
