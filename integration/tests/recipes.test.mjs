// The changes of docs/mcp-proxy.md at work: what arrives over HTTP, value by value, as every client reads it.

import assert from 'node:assert/strict'
import { after, before, mock, test } from 'node:test'

import { McpServer } from '@modelcontextprotocol/server'
import { insufficientScope } from 'auth-challenge/mcp'
import * as fastmcp from 'fastmcp'
import * as newest from 'mcp-proxy'
import * as v5_10 from 'mcp-proxy-5.10.0'
import * as v5_12 from 'mcp-proxy-5.12.5'

import { table } from '../../scripts/table.mjs'
import { freePort } from '../../scripts/port.mjs'
import { HOST } from '../../scripts/http.mjs'
import { initialize, openStream } from '../lib/initialize.mjs'
import { readers } from '../lib/readers.mjs'
import { patchedFastmcp, swappedProxy } from '../lib/swapped.mjs'

const resource = 'https://files.example/mcp'
const appended = `${resource}/.well-known/oauth-protected-resource`
const inserted = 'https://files.example/.well-known/oauth-protected-resource/mcp'

const oauth = {
  error: 'invalid_token',
  error_description: 'Sign in first',
  error_uri: 'https://files.example/errors',
  protectedResource: { resource },
  realm: 'files',
  scope: 'files:read files:list',
}

const { protectedResource: _, ...configured } = oauth
const refused = { ...configured, error_description: 'Unauthorized: Authentication failed' }
const forbidden = {
  realm: oauth.realm,
  error: 'insufficient_scope',
  error_description: 'Writers only',
  error_uri: oauth.error_uri,
  scope: 'files:write',
}

/** What mcp-proxy answers to a first request. */
async function askProxy({ startHTTPServer }, options) {
  const port = await freePort()
  const { close } = await startHTTPServer({
    createServer: async () => new McpServer({ name: 'files', version: '1.0.0' }),
    host: HOST,
    oauth,
    port,
    stateless: true,
    ...options,
  })
  return initialize(`http://${HOST}:${port}/mcp`).finally(close)
}

const refusing = { authenticate: async () => undefined }
const apiKey = { apiKey: 'secret' }
const throwing = {
  authenticate: async () => {
    const { error: _insufficientScope, ...params } = forbidden
    throw insufficientScope({ ...params, resource })
  },
}

/** mcp-proxy makes a 403 of an error with this name and shape. */
const missingScope = {
  onConnect: async () => {
    throw Object.assign(new Error('insufficient scope'), {
      name: 'InsufficientScopeError',
      data: {
        error: 'insufficient_scope',
        errorDescription: 'Writers only',
        requiredScopes: ['files:write'],
      },
    })
  },
}

async function askFastmcp({ FastMCP }, path) {
  const port = await freePort()
  const server = new FastMCP({
    authenticate: async () => undefined,
    logger: { debug() {}, error() {}, info() {}, log() {}, warn() {} },
    name: 'files',
    oauth: {
      enabled: true,
      protectedResource: { authorizationServers: [], resource },
      realm: 'files',
      scope: 'files:read',
    },
    version: '1.0.0',
  })
  await server.start({ transportType: 'httpStream', httpStream: { host: HOST, port, endpoint: '/mcp' } })
  const ask = path === '/sse' ? openStream : initialize
  return ask(`http://${HOST}:${port}${path}`).finally(() => server.stop())
}

const proxies = { '5.10.0': v5_10, '5.12.5': v5_12, '6.7.19': newest }

const ofProxy = (version, situation, options, ...answers) => ({
  title: `mcp-proxy ${version}, ${situation}`,
  ways: [
    () => askProxy(proxies[version], options),
    async () => askProxy(await swappedProxy(version), options),
  ],
  answers,
})

const ofFastmcp = (path, ...answers) => ({
  title: `fastmcp 4.20.16, ${path}`,
  ways: [() => askFastmcp(fastmcp, path), async () => askFastmcp(await patchedFastmcp(), path)],
  answers,
})

const found = (...parts) => Object.assign({}, ...parts)
const at = (resource_metadata) => ({ resource_metadata })
const failed = { error: 'invalid_token', error_description: 'Unauthorized: Authentication failed' }
const required = { error: 'invalid_token', error_description: 'Authentication required' }
const handedDown = { realm: 'files', scope: 'files:read' }
const { realm, error, error_description, scope } = forbidden

/** Status and parameters, as published, where strict reading finds them, and with the change, where every client does. */
const cases = [
  ofProxy(
    '5.10.0',
    'refused by authenticate',
    refusing,
    [401, at(appended)],
    [401, found(configured, at(appended))],
  ),
  ofProxy('5.10.0', 'API key', apiKey, [401, at(appended)], [401, found(configured, at(appended))]),
  ofProxy('5.10.0', 'Response thrown', throwing, [401, at(appended)], [403, found(forbidden, at(inserted))]),
  ofProxy(
    '5.12.5',
    'refused by authenticate',
    refusing,
    [401, found(refused, at(appended))],
    [401, found(refused, at(appended))],
  ),
  ofProxy(
    '5.12.5',
    'API key',
    apiKey,
    [401, found(configured, at(appended))],
    [401, found(configured, at(appended))],
  ),
  ofProxy('5.12.5', 'scope missing', missingScope, [403, {}], [403, found(forbidden, at(appended))]),
  ofProxy(
    '6.7.19',
    'refused by authenticate',
    refusing,
    [401, found(refused, at(inserted))],
    [401, found(refused, at(inserted))],
  ),
  ofProxy(
    '6.7.19',
    'API key',
    apiKey,
    [401, found(configured, at(inserted))],
    [401, found(configured, at(inserted))],
  ),
  ofProxy(
    '6.7.19',
    'Response thrown',
    throwing,
    [403, found(forbidden, at(inserted))],
    [403, found(forbidden, at(inserted))],
  ),
  ofProxy('6.7.19', 'scope missing', missingScope, [403, {}], [403, found(forbidden, at(inserted))]),
  ofProxy(
    '6.7.19',
    'scope missing, no resource',
    { ...missingScope, oauth: { realm } },
    [403, {}],
    [403, { realm, error, error_description, scope }],
  ),
  ofFastmcp('/mcp', [401, found(failed, at(inserted))], [401, found(failed, handedDown, at(inserted))]),
  ofFastmcp('/sse', [401, found(required, at(appended))], [401, found(required, handedDown, at(inserted))]),
]

/** All is asked first, so that the readers, one of which is a program, start once. */
const answers = []
let readings

before(async () => {
  const methods = ['error', 'log', 'warn'].map((method) => mock.method(console, method, () => {}))
  for (const { ways } of cases) for (const ask of ways) answers.push(await ask())
  for (const method of methods) method.mock.restore()
  const headers = answers.map(({ response }) => response.headers['www-authenticate'] ?? '')
  readings = await Promise.all(readers.map(({ read }) => read(headers)))
})

const rows = []
after(() => console.log(table(['server', 'way', 'status', ...readers.map(({ title }) => title)], rows)))

for (const [number, { title, answers: expected }] of cases.entries()) {
  for (const [index, way] of ['as published', 'with the change'].entries()) {
    test(`${title}, ${way}`, () => {
      const place = 2 * number + index
      const [status, params] = expected[index]
      const { body, status: answered } = answers[place]
      const of = (position) => readings[position][place]
      rows.push([
        title,
        way,
        answered,
        ...readers.map((_reader, position) => Object.keys(of(position)).length),
      ])
      assert.equal(answered, status)
      // As published, clients read what they do; docs/mcp-proxy.md has the counts.
      for (const [position, reader] of (index === 0 ? readers.slice(0, 1) : readers).entries()) {
        const known = Object.entries(params).filter(([name]) => reader.names.includes(name))
        assert.deepEqual(of(position), Object.fromEntries(known), reader.title)
      }
      if (status === 403) assert.equal(JSON.parse(body).error.message, 'Writers only')
    })
  }
}
