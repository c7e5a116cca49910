// `auth-challenge check` against well-behaved servers, each of a real package: it finds nothing.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, mock, test } from 'node:test'

import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js'
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js'
import { mcpAuthMetadataRouter } from '@modelcontextprotocol/sdk/server/auth/router.js'
import { McpServer } from '@modelcontextprotocol/server'
import { insufficientScope, unauthorized } from 'auth-challenge/mcp'
import express from 'express'
import { auth } from 'express-oauth2-jwt-bearer'
import { FastMCP } from 'fastmcp'
import * as published from 'mcp-proxy'

import { freePort } from '../../scripts/port.mjs'
import { startAuthorizationServer } from '../lib/authorization.mjs'
import { HOST, sendJson, serve } from '../../scripts/http.mjs'
import { HERE } from '../lib/places.mjs'
import { READ, WRITE } from '../lib/servers.mjs'
import { swappedProxy } from '../lib/swapped.mjs'

// The program as it is installed.
const require = createRequire(import.meta.url)
const bin = join(HERE, 'node_modules/auth-challenge/bin/check')
const { readArguments } = require(join(bin, 'options.js'))
const { resultsOf } = require(join(bin, 'run.js'))

let authorization
before(async () => {
  mock.method(console, 'log', () => {})
  authorization = await startAuthorizationServer()
})
after(() => authorization.close())

/** `{ check: message }` of each error and warning. */
async function found(url, ...args) {
  const allowed = ['--allow-private', '--allow-origin', authorization.origin]
  const results = await resultsOf(readArguments([...allowed, ...args, url]), {})
  const problems = results.flatMap(({ check, problems }) =>
    problems.filter(({ severity }) => severity !== 'note').map(({ message }) => [check.id, message]),
  )
  return { problems, results }
}

/** Nothing is found, though so many checks are judged. */
async function findsNothing(url, least, ...args) {
  const { problems, results } = await found(url, ...args)
  assert.deepEqual(problems, [])
  const judged = results.filter(({ skipped }) => skipped === undefined)
  assert.ok(judged.length >= least, `${judged.length} checks are judged`)
}

const small = () => ['--insufficient-token', authorization.grant(READ)]

async function listen(app) {
  const server = app.listen(0, HOST)
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    await once(server.close(), 'close')
  }
  return { close, origin: `http://${HOST}:${server.address().port}` }
}

test('requireBearerAuth of the TypeScript SDK', async () => {
  const app = express()
  const { close, origin } = await listen(app)
  const resource = new URL('/mcp', origin)
  const metadata = await (
    await fetch(`${authorization.origin}/.well-known/oauth-authorization-server`)
  ).json()
  app.use(mcpAuthMetadataRouter({ oauthMetadata: metadata, resourceServerUrl: resource }))
  const verifier = {
    async verifyAccessToken(token) {
      const scopes = authorization.scopesOf({ headers: { authorization: `Bearer ${token}` } })
      if (scopes === undefined) throw new InvalidTokenError('unknown token')
      return { token, clientId: 'client', expiresAt: Date.now() / 1000 + 60, scopes }
    },
  }
  const resourceMetadataUrl = `${origin}/.well-known/oauth-protected-resource/mcp`
  app.use('/mcp', requireBearerAuth({ verifier, requiredScopes: [WRITE], resourceMetadataUrl }))
  try {
    await findsNothing(resource.href, 25, ...small())
  } finally {
    await close()
  }
})

/** mcp-proxy as step-up.test.mjs has it, with the header exposed to scripts, as its documentation says how. */
async function startProxy({ startHTTPServer }) {
  const port = await freePort()
  const resource = `http://${HOST}:${port}/mcp`
  const { close } = await startHTTPServer({
    authenticate: async (request) => {
      const scopes = authorization.scopesOf(request)
      return scopes && { scopes }
    },
    cors: {
      allowedHeaders: 'Authorization, Content-Type, Mcp-Session-Id',
      exposedHeaders: ['Mcp-Session-Id', 'WWW-Authenticate'],
    },
    createServer: async () => {
      const server = new McpServer({ name: 'files', version: '1.0.0' })
      server.updateAuth = ({ scopes }) => {
        if (scopes.includes(WRITE)) return
        throw Object.assign(new Error('insufficient scope'), {
          name: 'InsufficientScopeError',
          data: { error: 'insufficient_scope', requiredScopes: [WRITE] },
        })
      }
      return server
    },
    host: HOST,
    modern: false,
    oauth: { protectedResource: { resource }, scope: READ },
    onUnhandledRequest: async ({ url }, response) =>
      url === '/.well-known/oauth-protected-resource/mcp'
        ? sendJson(response, { authorization_servers: [authorization.origin], resource })
        : response.writeHead(404).end(),
    port,
    sseEndpoint: null,
  })
  return { close, url: resource }
}

test('mcp-proxy with the swap, and not as published', async () => {
  const swapped = await startProxy(await swappedProxy())
  try {
    await findsNothing(swapped.url, 30, ...small())
  } finally {
    await swapped.close()
  }
  const plain = await startProxy(published)
  try {
    const { problems } = await found(plain.url, ...small())
    assert.deepEqual(
      problems.map(([check, message]) => [check, message.split(' ')[0]]),
      [['challenge-lint', 'comma-after-scheme']],
    )
  } finally {
    await plain.close()
  }
})

test('fastmcp, with thrown responses', async () => {
  const port = await freePort()
  const resource = `http://${HOST}:${port}/mcp`
  const server = new FastMCP({
    name: 'files',
    version: '1.0.0',
    authenticate: async (request) => {
      const scopes = authorization.scopesOf(request)
      if (scopes === undefined) throw unauthorized({ error: 'invalid_token', resource, scope: READ })
      if (!scopes.includes(WRITE)) throw insufficientScope({ resource, scope: WRITE })
      return { scopes }
    },
    logger: { debug() {}, error() {}, info() {}, log() {}, warn() {} },
    oauth: {
      enabled: true,
      protectedResource: { authorizationServers: [authorization.origin], resource },
    },
  })
  await server.start({ transportType: 'httpStream', httpStream: { host: HOST, port, endpoint: '/mcp' } })
  try {
    await findsNothing(resource, 30, ...small())
  } finally {
    await server.stop()
  }
})

test('express-oauth2-jwt-bearer, with DPoP', async () => {
  const app = express()
  const { close, origin } = await listen(app)
  app.use(
    auth({
      audience: origin,
      dpop: { enabled: true },
      issuer: authorization.origin,
      secret: 'a secret of this test alone, of some length',
      tokenSigningAlg: 'HS256',
    }),
  )
  app.use((error, _request, response, _next) => response.status(error.status).set(error.headers).end())
  try {
    await findsNothing(`${origin}/files`, 8, '--profile', 'oauth')
  } finally {
    await close()
  }
})

test('a registry, in the form of the distribution specification', async () => {
  const challenge = 'Bearer realm="https://login.example/token",service="registry",scope="registry:catalog:*"'
  const { close, origin } = await serve(({ headers }, response) => {
    const error = headers.authorization === undefined ? '' : ',error="invalid_token"'
    response.writeHead(401, { 'Www-Authenticate': challenge + error }).end()
  })
  try {
    await findsNothing(`${origin}/v2/`, 4, '--profile', 'http')
  } finally {
    await close()
  }
})
