// What arrives of a `Response` that is thrown to mcp-proxy.

import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { McpServer } from '@modelcontextprotocol/server'
import { parseWwwAuthenticate } from 'auth-challenge'
import { insufficientScope, unauthorized } from 'auth-challenge/mcp'
import * as newest from 'mcp-proxy'
import * as v5_10 from 'mcp-proxy-5.10.0'
import * as v5_12 from 'mcp-proxy-5.12.5'

import { freePort } from '../../scripts/port.mjs'
import { table } from '../../scripts/table.mjs'
import { HOST } from '../../scripts/http.mjs'
import { initialize } from '../lib/initialize.mjs'

const resource = 'https://files.example/mcp'
const resource_metadata = 'https://files.example/.well-known/oauth-protected-resource/mcp'

/** Each answer, and what must arrive: the challenges, scheme first, and the error of JSON-RPC. */
const answers = {
  'unauthorized()': {
    make: () =>
      unauthorized({
        challenges: ['DPoP algs="ES256"', 'Basic realm="files, \\"old\\""'],
        error: 'invalid_token',
        error_description: 'Sign in again',
        realm: 'files',
        resource,
        scope: 'files:read',
      }),
    status: 401,
    challenges: [
      [
        'Bearer',
        {
          realm: 'files',
          scope: 'files:read',
          error: 'invalid_token',
          error_description: 'Sign in again',
          resource_metadata,
        },
      ],
      ['DPoP', { algs: 'ES256' }],
      ['Basic', { realm: 'files, "old"' }],
    ],
    message: 'Sign in again',
  },
  'insufficientScope()': {
    make: () => insufficientScope({ resource, scope: ['files:read', 'files:write'] }),
    status: 403,
    challenges: [
      ['Bearer', { scope: 'files:read files:write', error: 'insufficient_scope', resource_metadata }],
    ],
    message: 'Insufficient scope',
  },
}

/**
 * Where a `Response` is thrown, with sessions or without, and what the proxy does: sends it; sends all but the body,
 * for which the status text stands; answers in its own words; or does not call the callback, so that the client is in.
 */
const places = [
  ['5.10.0', v5_10, 'authenticate', 'stateless', 'own words'],
  ['5.10.0', v5_10, 'authenticate', 'sessions', 'not called'],
  ['5.10.0', v5_10, 'createServer', 'stateless', 'sent, but the body'],
  ['5.10.0', v5_10, 'createServer', 'sessions', 'sent, but the body'],
  ['5.12.5', v5_12, 'authenticate', 'stateless', 'sent'],
  ['5.12.5', v5_12, 'authenticate', 'sessions', 'not called'],
  ['5.12.5', v5_12, 'createServer', 'stateless', 'sent'],
  ['5.12.5', v5_12, 'createServer', 'sessions', 'sent'],
  ['6.7.19', newest, 'authenticate', 'stateless', 'sent'],
  ['6.7.19', newest, 'authenticate', 'sessions', 'sent'],
  ['6.7.19', newest, 'createServer', 'stateless', 'sent'],
  ['6.7.19', newest, 'createServer', 'sessions', 'sent'],
]

const rows = []
after(() =>
  console.log(
    table(['mcp-proxy', 'thrown from', 'mode', 'answer', 'the proxy', 'status', 'challenges'], rows),
  ),
)

for (const [version, { startHTTPServer }, place, mode, outcome] of places) {
  for (const [name, { make, status, challenges, message }] of Object.entries(answers)) {
    test(`${name} thrown from ${place} of ${version}, ${mode}`, async (t) => {
      for (const method of ['error', 'log']) t.mock.method(console, method, () => {})
      const port = await freePort()
      const server = await startHTTPServer({
        createServer: async () => new McpServer({ name: 'files', version: '1.0.0' }),
        host: HOST,
        port,
        stateless: mode === 'stateless',
        [place]: async () => {
          throw make()
        },
      })
      const answer = await initialize(`http://${HOST}:${port}/mcp`).finally(() => server.close())

      const read = parseWwwAuthenticate(answer.response, { strict: true })
      rows.push([version, place, mode, name, outcome, answer.status, read.length])
      if (!outcome.startsWith('sent')) {
        assert.equal(answer.status, outcome === 'not called' ? 200 : 401)
        assert.deepEqual(read, [])
        assert.ok(!answer.body.includes(message))
        return
      }
      assert.equal(answer.status, status)
      assert.deepEqual(
        read.map(({ scheme, params }) => [scheme, { ...params }]),
        challenges,
      )
      const { headers } = answer.response
      assert.match(headers['content-type'], /^application\/json/)
      assert.equal(headers['access-control-expose-headers'], 'WWW-Authenticate')
      if (outcome !== 'sent') {
        assert.equal(answer.body, answer.response.statusMessage)
        return
      }
      const { error, id, jsonrpc } = JSON.parse(answer.body)
      assert.deepEqual([jsonrpc, id, error.message], ['2.0', null, message])
    })
  }
}
