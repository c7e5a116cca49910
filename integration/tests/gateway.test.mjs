// A gateway in front of two MCP servers: each challenge that leaves it names documents of the gateway, and a client
// that knows the gateway alone signs in and steps up.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as send } from 'node:http'
import { after, before, test } from 'node:test'

import { McpServer } from '@modelcontextprotocol/server'
import { forwardChallenge, parseWwwAuthenticate, protectedResourceMetadataUrl } from 'auth-challenge'
import * as fastmcp from 'fastmcp'
import * as proxy from 'mcp-proxy'

import { startAuthorizationServer } from '../lib/authorization.mjs'
import { sendJson, serve } from '../../scripts/http.mjs'
import { initialize } from '../lib/initialize.mjs'
import { READ, startFastmcp, startProxy, WRITE } from '../lib/servers.mjs'
import { useTool } from '../lib/typescript-client.mjs'

let authorization, gateway, upstreams

before(async () => {
  authorization = await startAuthorizationServer()
  upstreams = new Map([
    ['/files', await startProxy({ McpServer, authorization, module: proxy })],
    ['/notes', await startFastmcp({ ...fastmcp, authorization })],
  ])
  gateway = await serve(handle)
})

after(() => Promise.all([gateway, authorization, ...upstreams.values()].map((server) => server.close())))

/** The public address is configuration, never what a request says. */
const publicUrl = (path) => `${gateway.origin}${path}`

async function handle(request, response) {
  for (const path of upstreams.keys()) {
    if (publicUrl(request.url) === protectedResourceMetadataUrl(publicUrl(path))) {
      return sendJson(response, { authorization_servers: [authorization.origin], resource: publicUrl(path) })
    }
  }
  const upstream = upstreams.get(request.url)
  return upstream ? forward(request, response, upstream.url) : response.writeHead(404).end()
}

async function forward(request, response, url) {
  const onward = send(url, {
    headers: { ...request.headers, host: new URL(url).host },
    method: request.method,
  })
  request.pipe(onward)
  const [answer] = await once(onward, 'response')
  const { 'www-authenticate': _theirs, ...headers } = answer.headers
  const lines = forwardChallenge(answer, {
    normalize: true,
    resourceMetadata: () => protectedResourceMetadataUrl(publicUrl(request.url)),
  })
  if (lines.length > 0) headers['WWW-Authenticate'] = lines
  response.writeHead(answer.statusCode, headers)
  answer.pipe(response)
}

const expected = {
  '/files': { realm: 'files', scope: READ, asked: [READ, `${READ} ${WRITE}`] },
  '/notes': { realm: undefined, scope: undefined, asked: [null, WRITE] },
}

for (const [path, { realm, scope, asked }] of Object.entries(expected)) {
  test(`the challenge of ${path}`, async () => {
    const { response, status } = await initialize(publicUrl(path))
    assert.equal(status, 401)
    const [{ params }, ...others] = parseWwwAuthenticate(response, { strict: true })
    assert.deepEqual(others, [])
    assert.equal(params.resource_metadata, `${gateway.origin}/.well-known/oauth-protected-resource${path}`)
    assert.deepEqual([params.realm, params.scope, params.error], [realm, scope, 'invalid_token'])
    assert.ok(
      !String(response.rawHeaders).includes(new URL(upstreams.get(path).url).host),
      'the internal host',
    )
  })

  test(`a client at ${path} signs in and steps up`, async () => {
    const { answer, visited } = await useTool(publicUrl(path))
    assert.deepEqual(
      visited.map(({ searchParams }) => searchParams.get('scope')),
      asked,
    )
    assert.deepEqual(
      visited.map(({ searchParams }) => searchParams.get('resource')),
      [publicUrl(path), publicUrl(path)],
    )
    assert.equal(answer, 'written')
  })
}
