// The hooks in real proxies: every value of the challenges that the upstream sends arrives.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get } from 'node:http'
import { test } from 'node:test'

import fastifyHttpProxy from '@fastify/http-proxy'
import { parseWwwAuthenticate } from 'auth-challenge'
import { createFastifyHook, createProxyHook } from 'auth-challenge/node'
import express from 'express'
import fastify from 'fastify'
import httpProxy from 'http-proxy'
import { createProxyMiddleware } from 'http-proxy-middleware'

import { serve } from '../../scripts/http.mjs'
import { fetchRaw } from '../lib/raw.mjs'

const GATEWAY = 'https://gateway.example'
const PATH = '/.well-known/oauth-protected-resource/mcp'

/** What the upstream answers, by path. */
const ANSWERS = {
  '/mcp': (origin) => [
    401,
    {
      'DPoP-Nonce': 'abc',
      'WWW-Authenticate': [
        'Basic realm="a, b"',
        `Bearer REALM = "files", error="invalid_token", error_description="it \\"expired\\"", scope="read write", resource_metadata="${origin}${PATH}"`,
      ],
    },
  ],
  '/forbidden': (origin) => [
    403,
    {
      'WWW-Authenticate': `Bearer, error="insufficient_scope", scope="write", resource_metadata="${origin}${PATH}"`,
    },
  ],
  '/paid': () => [
    402,
    { 'Cache-Control': 'no-store', 'WWW-Authenticate': ['Payment id="x",method=a', 'Payment id="y"'] },
  ],
  '/bare': () => [401, {}],
  '/fine': () => [200, { 'X-Other': 'kept' }],
}

const options = { ensure: { scope: 'read' }, resourceMetadata: { origin: GATEWAY } }

const PROXIES = {
  'node:http': async (target) =>
    serve(async (request, response) => {
      const [incoming] = await once(get(target + request.url, { agent: false }), 'response')
      incoming.pipe(response.writeHead(incoming.statusCode, createProxyHook(options)(incoming)))
    }),
  'http-proxy': async (target) => {
    const proxy = httpProxy.createProxyServer({ target }).on('proxyRes', createProxyHook(options))
    return serve((request, response) => proxy.web(request, response))
  },
  'http-proxy, names in the case that came': async (target) => {
    const proxy = httpProxy.createProxyServer({ preserveHeaderKeyCase: true, target })
    proxy.on('proxyRes', createProxyHook(options))
    return serve((request, response) => proxy.web(request, response))
  },
  'http-proxy-middleware': async (target) =>
    serve(express().use(createProxyMiddleware({ on: { proxyRes: createProxyHook(options) }, target }))),
  '@fastify/http-proxy': (target) => startFastify({ upstream: target }),
  '@fastify/http-proxy over node:http': (target) =>
    startFastify({ http: true, undici: false, upstream: target }),
}

async function startFastify(proxyOptions) {
  const app = fastify()
  app.register(fastifyHttpProxy, {
    ...proxyOptions,
    replyOptions: { onResponse: createFastifyHook(options) },
  })
  return { close: () => app.close(), origin: await app.listen({ host: '127.0.0.1', port: 0 }) }
}

/** Strictly read: name, value and place of each parameter. */
const challengesOf = (lines) =>
  parseWwwAuthenticate(lines, { strict: true }).map(({ scheme, params }) => [scheme, { ...params }])

const resource_metadata = GATEWAY + PATH

for (const [name, start] of Object.entries(PROXIES)) {
  test(name, async () => {
    const upstream = await serve((request, response) => {
      const [status, headers] = ANSWERS[request.url](upstream.origin)
      response.writeHead(status, headers).end('the body')
    })
    const proxy = await start(upstream.origin)
    try {
      const refused = await fetchRaw(`${proxy.origin}/mcp`)
      assert.deepEqual([refused.status, refused.body], [401, 'the body'])
      assert.deepEqual(challengesOf(refused.fields['www-authenticate']), [
        [
          'Bearer',
          {
            realm: 'files',
            scope: 'read write',
            error: 'invalid_token',
            error_description: "it 'expired'",
            resource_metadata,
          },
        ],
        ['Basic', { realm: 'a, b' }],
      ])
      assert.equal(refused.fields['www-authenticate'].length, 2)
      assert.deepEqual(refused.fields['dpop-nonce'], ['abc'])
      assert.deepEqual(refused.fields['access-control-expose-headers'], ['WWW-Authenticate, DPoP-Nonce'])

      const forbidden = await fetchRaw(`${proxy.origin}/forbidden`)
      assert.equal(forbidden.status, 403)
      assert.deepEqual(challengesOf(forbidden.fields['www-authenticate']), [
        ['Bearer', { error: 'insufficient_scope', scope: 'write', resource_metadata }],
      ])

      const paid = await fetchRaw(`${proxy.origin}/paid`)
      assert.deepEqual([paid.status, paid.fields['cache-control']], [402, ['no-store']])
      assert.equal(paid.fields['www-authenticate'].join(', '), 'Payment id="x",method=a, Payment id="y"')

      const bare = await fetchRaw(`${proxy.origin}/bare`)
      assert.deepEqual(bare.fields['www-authenticate'], ['Bearer scope="read"'])

      const fine = await fetchRaw(`${proxy.origin}/fine`)
      assert.deepEqual([fine.status, fine.body, fine.fields['x-other']], [200, 'the body', ['kept']])
      assert.equal(fine.fields['www-authenticate'], undefined)
    } finally {
      await proxy.close()
      await upstream.close()
    }
  })
}
