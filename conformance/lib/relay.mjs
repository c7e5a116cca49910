import { request as send } from 'node:http'
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'

import { serve, textOf } from '../../scripts/http.mjs'

/**
 * A relay in front of the server at `url`. Without `mutate`, all that the server sends passes as it came. With it, the
 * relay puts its own origin in the place of the server's, in challenges and documents, so that a client could use it;
 * and each challenge is what `mutate` makes of it.
 */
export async function startRelay(url, mutate) {
  const { origin, host, pathname } = new URL(url)
  const relay = await serve(async (request, response) => {
    const outgoing = send(origin + request.url, {
      agent: false,
      headers: { ...withoutConnection(request.headers), host },
      method: request.method,
    })
    request.pipe(outgoing)
    const [incoming] = await once(outgoing, 'response')
    const headers = withoutConnection(incoming.headers)
    const { statusCode } = incoming
    if (!mutate) {
      response.writeHead(statusCode, headers)
      return pipeline(incoming, response)
    }
    const owned = (text) => text.replaceAll(origin, relay.origin)
    const challenge = headers['www-authenticate']
    if (challenge) headers['www-authenticate'] = mutate(owned(challenge))
    if (request.method !== 'GET') {
      response.writeHead(statusCode, headers)
      return pipeline(incoming, response)
    }
    delete headers['content-length']
    response.writeHead(statusCode, headers).end(owned(await textOf(incoming)))
  })
  return { close: relay.close, url: relay.origin + pathname }
}

/** The fields that are not of one connection (RFC 9110 7.6.1). */
const withoutConnection = ({ connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers }) =>
  headers
