// The programs of docs/recipes.md: what each answers, with the published package of its framework.

import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { UnauthorizedError } from '@modelcontextprotocol/client'
import { parseWwwAuthenticate } from 'auth-challenge'

import { serve } from '../../scripts/http.mjs'
import { initialize, openStream } from '../lib/initialize.mjs'
import { importRecipe, startNext, startRecipe, titles } from '../lib/recipes.mjs'
import { Provider } from '../lib/typescript-client.mjs'

const PATH = '/.well-known/oauth-protected-resource/mcp'
const resource_metadata = `https://files.example${PATH}`

/** By the credentials that are sent: status and challenge, as docs/recipes.md and RFC 6750 3 have them. */
const MISSING = [401, { realm: 'files', scope: 'files:read', resource_metadata }]
const EXPIRED = [401, { ...MISSING[1], error: 'invalid_token', error_description: 'The token expired' }]
const READER = [403, { scope: 'files:write', error: 'insufficient_scope', resource_metadata }]
const USUAL = { '': MISSING, 'Bearer old': EXPIRED, 'Bearer reader': READER, 'Bearer writer': [200] }

const DOCUMENT = { authorization_servers: ['https://login.example'], resource: 'https://files.example/mcp' }

/** Each recipe that listens; `expected` where it makes challenges of its own, and `paths` where there is another one. */
const servers = {
  Express: {},
  Fastify: {},
  Hono: {},
  'Next.js': { start: startNext },
  "The SDK's requireBearerAuth": {
    expected: {
      ...USUAL,
      'Bearer old': [
        401,
        {
          scope: 'files:write',
          error: 'invalid_token',
          error_description: 'The token expired',
          resource_metadata,
        },
      ],
      'Bearer reader': [403, { ...READER[1], error_description: 'Insufficient scope' }],
    },
  },
  'mcp-proxy': { streams: true },
  fastmcp: { streams: true },
}

const clients = ['axios', "The SDK's client"]

test('every recipe is run', () => {
  const run = ['What all servers share', ...Object.keys(servers), 'http-proxy-middleware', ...clients]
  assert.deepEqual([...titles].sort(), run.sort())
})

/** The one Bearer challenge of an answer, and its status. */
function refusalOf({ response, status }) {
  const challenges = parseWwwAuthenticate(response, { strict: true })
  if (challenges.length === 0) return [status]
  assert.deepEqual(
    challenges.map(({ scheme }) => scheme),
    ['Bearer'],
  )
  return [status, { ...challenges[0].params }]
}

const running = []
after(() => Promise.all(running.map(({ close }) => close())))

for (const [title, { expected = USUAL, start = startRecipe, streams = false }] of Object.entries(servers)) {
  test(title, async () => {
    const server = await start(title)
    running.push(server)
    for (const [authorization, answer] of Object.entries(expected)) {
      const headers = authorization && { authorization }
      assert.deepEqual(refusalOf(await initialize(`${server.origin}/mcp`, headers)), answer, authorization)
      if (!streams) continue
      assert.deepEqual(refusalOf(await openStream(`${server.origin}/sse`, headers)), answer, authorization)
    }
    const document = await (await fetch(server.origin + PATH)).json()
    for (const [name, value] of Object.entries(DOCUMENT)) assert.deepEqual(document[name], value)
  })
}

test('http-proxy-middleware', async () => {
  const upstream = await serve((request, response) => {
    const metadata = `${upstream.origin}${PATH}`
    if (request.url === PATH)
      response.end(JSON.stringify({ ...DOCUMENT, resource: `${upstream.origin}/mcp` }))
    else
      response
        .writeHead(401, { 'WWW-Authenticate': `Bearer scope="a", resource_metadata="${metadata}"` })
        .end()
  })
  running.push(upstream)
  const gateway = await startRecipe('http-proxy-middleware', { 'http://10.0.0.7:3000': upstream.origin })
  running.push(gateway)
  const answer = await initialize(`${gateway.origin}/mcp`)
  assert.deepEqual(refusalOf(answer), [
    401,
    { scope: 'a', resource_metadata: `https://gateway.example${PATH}` },
  ])
  const document = await (await fetch(gateway.origin + PATH)).json()
  assert.deepEqual(document, { ...DOCUMENT, resource: 'https://gateway.example/mcp' })
})

/** A server whose challenge the clients' own readers misread: a decoy in a realm, and another scheme first. */
async function startDecoyed() {
  const server = await serve(({ headers, url }, response) => {
    if (url !== '/mcp') return response.writeHead(404).end()
    if (headers.authorization === 'Bearer token') return response.end('files')
    const challenge = `Bearer resource_metadata = "https://files.example${PATH}", scope="files:read"`
    response.writeHead(401, { 'WWW-Authenticate': ['Basic realm="not scope=admin"', challenge] }).end()
  })
  running.push(server)
  return server
}

test('axios', async () => {
  const { get } = await importRecipe('axios')
  const { origin } = await startDecoyed()
  const asked = []
  const signIn = async (found) => {
    asked.push(found)
    return 'token'
  }
  const { data } = await get(`${origin}/mcp`, signIn)
  assert.equal(data, 'files')
  assert.deepEqual(asked, [{ resourceMetadataUrl: new URL(resource_metadata), scope: 'files:read' }])
  await assert.rejects(get(`${origin}/other`, signIn), { status: 404 })
})

test("The SDK's client", async () => {
  const { connect } = await importRecipe("The SDK's client")
  const server = await serve(async ({ url }, response) => {
    if (url === '/mcp') {
      const challenge = `Bearer resource_metadata = "${server.origin}/metadata", scope="files:read"`
      return response
        .writeHead(401, { 'WWW-Authenticate': ['Basic realm="not scope=admin"', challenge] })
        .end()
    }
    const { origin } = server
    const documents = {
      '/metadata': { authorization_servers: [origin], resource: `${origin}/mcp` },
      '/.well-known/oauth-authorization-server': {
        issuer: origin,
        authorization_endpoint: `${origin}/authorize`,
        code_challenge_methods_supported: ['S256'],
        registration_endpoint: `${origin}/register`,
        response_types_supported: ['code'],
        token_endpoint: `${origin}/token`,
      },
      '/register': { client_id: 'client', redirect_uris: ['http://127.0.0.1/callback'] },
    }
    if (!(url in documents)) return response.writeHead(404).end()
    response.writeHead(url === '/register' ? 201 : 200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(documents[url]))
  })
  running.push(server)
  const visited = []
  await assert.rejects(connect(`${server.origin}/mcp`, new Provider(visited)), UnauthorizedError)
  assert.deepEqual(
    visited.map(({ searchParams }) => searchParams.get('scope')),
    ['files:read'],
  )
})
