import { createRequire } from 'node:module'

import { forwardChallenge } from 'auth-challenge'
import * as newest from 'mcp-proxy'
import * as v5 from 'mcp-proxy-5.10.0'

import { freePort } from '../scripts/port.mjs'

const host = '127.0.0.1'

export const { version: newestVersion } = createRequire(import.meta.url)('mcp-proxy/package.json')

/** 5.10.0 by itself: `authenticate` says yes or no, and a no is answered with what the `oauth` option has. */
export function v5Alone(server) {
  return start(v5, (origin) => ({
    authenticate: async (request) => (await ask(server, request)).ok,
    oauth: { protectedResource: { resource: origin } },
  }))
}

/**
 * In 5.10.0 a `Response` thrown from `authenticate` is answered as a no; one thrown from `createServer` is sent.
 * Without sessions (`stateless`) that too is called for every request.
 */
export function v5WithAuthChallenge(server) {
  return start(v5, (origin) => ({ createServer: passOnRefusal(server, origin) }))
}

/** From 5.11.0 on a `Response` thrown from `authenticate` is sent. */
export function newestWithAuthChallenge(server) {
  return start(newest, (origin) => ({ authenticate: passOnRefusal(server, origin) }))
}

/** A callback that asks the server, and whom the server refuses it refuses in the server's words. */
function passOnRefusal(server, origin) {
  return async (request) => {
    const answer = await ask(server, request)
    if (answer.ok) return true

    const lines = forwardChallenge(answer, { resourceMetadata: { origin } })
    throw new Response(null, {
      status: answer.status,
      statusText: answer.statusText,
      headers: lines.map((line) => ['WWW-Authenticate', line]),
    })
  }
}

function ask(server, { headers: { authorization } }) {
  return fetch(`${server}/mcp`, { method: 'POST', headers: { authorization } })
}

async function start({ startHTTPServer }, callbacks) {
  const port = await freePort()
  const origin = `http://${host}:${port}`
  const { close } = await startHTTPServer({ host, port, stateless: true, ...callbacks(origin) })
  return { origin, close }
}
