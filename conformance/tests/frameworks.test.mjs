// Responses of fetch in real frameworks: every value and every line arrives.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseWwwAuthenticate } from 'auth-challenge'
import { createMetadataHandler, wrapHandler } from 'auth-challenge/fetch'
import { unauthorized } from 'auth-challenge/mcp'
import { send, sendThrownResponse } from 'auth-challenge/node'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'

import { serve } from '../../scripts/http.mjs'
import { fetchRaw } from '../lib/raw.mjs'

const resource = 'https://files.example/mcp'
const refusal = () =>
  unauthorized({
    challenges: 'Basic realm="a, b"',
    error: 'invalid_token',
    realm: 'files',
    resource,
    scope: ['read', 'write'],
  })

/** What RFC 6750 3, RFC 7617 2 and RFC 9728 5.1 make of the options above. */
const EXPECTED = [
  [
    'Bearer',
    {
      realm: 'files',
      scope: 'read write',
      error: 'invalid_token',
      resource_metadata: 'https://files.example/.well-known/oauth-protected-resource/mcp',
    },
  ],
  ['Basic', { realm: 'a, b' }],
]

async function isRefused(origin, path = '/') {
  const { body, fields, status } = await fetchRaw(origin + path)
  const lines = fields['www-authenticate']
  const challenges = parseWwwAuthenticate(lines, { strict: true })
  assert.deepEqual(
    challenges.map(({ scheme, params }) => [scheme, { ...params }]),
    EXPECTED,
  )
  assert.deepEqual([status, lines.length], [401, 2])
  assert.deepEqual(fields['access-control-expose-headers'], ['WWW-Authenticate'])
  assert.equal(JSON.parse(body).error.message, 'Unauthorized')
}

/** Runs `use` with the origin of a server. */
async function withServer(handle, use) {
  const server = await serve(handle)
  try {
    await use(server.origin)
  } finally {
    await server.close()
  }
}

test('Express: a Response that is thrown, later or at once, and one that is sent', async () => {
  const app = express()
  app.get('/thrown', () => {
    throw refusal()
  })
  app.get('/later', async () => {
    throw refusal()
  })
  app.get('/sent', (_request, response) => send(refusal(), response))
  app.get('/other', () => {
    throw Object.assign(new Error('other'), { status: 418 })
  })
  app.use(sendThrownResponse)
  app.use((error, _request, response, _next) => response.status(error.status).end())
  await withServer(app, async (origin) => {
    for (const path of ['/thrown', '/later', '/sent']) await isRefused(origin, path)
    assert.equal((await fetchRaw(`${origin}/other`)).status, 418)
  })
})

test('Express alone loses the challenge: if that changes, the error handler is no longer needed', async () => {
  const app = express()
  app.set('env', 'test')
  app.get('/thrown', () => {
    throw refusal()
  })
  app.get('/sent', (_request, response) => response.send(refusal()))
  await withServer(app, async (origin) => {
    const thrown = await fetchRaw(`${origin}/thrown`)
    assert.deepEqual([thrown.status, thrown.fields['www-authenticate']], [401, undefined])
    const sent = await fetchRaw(`${origin}/sent`)
    assert.deepEqual([sent.status, sent.fields['www-authenticate']], [200, undefined])
  })
})

test('Fastify: a reply of its own, and what a hook throws', async () => {
  const app = fastify()
  app.get('/sent', async (_request, reply) => {
    reply.hijack()
    await send(refusal(), reply.raw)
  })
  app.get('/thrown', async () => {
    throw refusal()
  })
  app.setErrorHandler(async (error, _request, reply) => {
    if (!(error instanceof Response)) throw error
    reply.hijack()
    await send(error, reply.raw)
  })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  for (const path of ['/sent', '/thrown']) await isRefused(origin, path)
  await app.close()
})

test('Koa', async () => {
  const app = new Koa()
  app.use(async (context) => {
    context.respond = false
    await send(refusal(), context.res)
  })
  await withServer(app.callback(), isRefused)
})

test('Hono: a gateway with its document', async () => {
  const upstream = new Hono()
  upstream.get('/.well-known/oauth-protected-resource/mcp', (context) =>
    context.json({ authorization_servers: ['https://login.example'], resource: 'http://10.0.0.7/mcp' }),
  )
  upstream.all('*', () => unauthorized({ resource: 'http://10.0.0.7/mcp', scope: 'read' }))

  const metadata = createMetadataHandler({
    fetch: async (url, init) => upstream.request(url, init),
    resource,
    upstream: 'http://10.0.0.7/mcp',
  })
  const app = new Hono()
  app.get('/.well-known/*', async (context) => (await metadata(context.req.raw)) ?? context.notFound())
  app.all(
    '/mcp',
    wrapHandler((context) => upstream.request('http://10.0.0.7/mcp', { method: context.req.method }), {
      resourceMetadata: metadata.url,
    }),
  )
  const refused = await app.request(resource, { method: 'POST' })
  const [{ params }] = parseWwwAuthenticate(refused, { strict: true })
  assert.deepEqual([refused.status, { ...params }], [401, { resource_metadata: metadata.url, scope: 'read' }])
  const document = await app.request(params.resource_metadata)
  assert.deepEqual(await document.json(), { authorization_servers: ['https://login.example'], resource })
  assert.equal((await app.request('https://files.example/.well-known/other')).status, 404)
})
