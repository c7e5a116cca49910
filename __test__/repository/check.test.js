'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const checks = require('../../bin/check/checks/index.js')
const { SMALL, found, root, statusesOf, withServer } = require('./check/checking.js')
const fixtures = require('./check/fixtures.js')
const { SMALL_TOKEN } = require('./check/server.js')

test('well-behaved servers have no finding', async () => {
  for (const withDpop of [false, true]) {
    await withServer({ withDpop }, async ({ url }) => assert.deepEqual(await found(url, ...SMALL), []))
  }
})

test('of a well-behaved server with DPoP every check but three is judged', async () => {
  await withServer({ withDpop: true }, async ({ url }) => {
    const results = await statusesOf(url, ...SMALL)
    const skipped = [...results].filter(([, result]) => result.skipped !== undefined).map(([id]) => id)
    assert.deepEqual(skipped, ['metadata-well-known', 'metadata-signed', 'dpop-nonce'])
  })
})

for (const { check, options, what } of fixtures) {
  test(`a server that ${what} is found by ${check} alone`, async () => {
    await withServer(options, async ({ url }) => assert.deepEqual(await found(url, ...SMALL), [check]))
  })
}

test('each check has a fixture, but those that need another address', () => {
  const caught = new Set(fixtures.map(({ check }) => check))
  const others = checks.map(({ id }) => id).filter((id) => !caught.has(id))
  // A note is no finding, and loopback needs no https.
  assert.deepEqual(others, ['https', 'error-without-token'])
  assert.ok(fixtures.length >= 25)
})

test('the documentation lists each check', () => {
  const page = fs.readFileSync(path.join(root, 'docs/command-line.md'), 'utf8')
  const [, table] = /### The checks\n\n.*\n.*\n((?:\|.*\n)+)/.exec(page)
  const rows = checks.map(({ id, rule, title }) => `| \`${id}\` | ${title} | ${rule} |\n`)
  assert.equal(table, rows.join(''))
})

test('http is for loopback alone', () => {
  const [https] = checks.filter(({ id }) => id === 'https')
  for (const [url, isFound] of [
    ['https://h/mcp', false],
    ['http://127.0.0.1/mcp', false],
    ['http://localhost:3000/mcp', false],
    ['http://[::1]/mcp', false],
    ['http://files.example/mcp', true],
    ['http://localhost.example/mcp', true],
    ['http://10.0.0.7/mcp', true],
  ]) {
    assert.equal(Boolean(https.judge({ url: new URL(url) })), isFound, url)
  }
})

test('an error code without a token is a note', async () => {
  const change = (table) => {
    const { headers } = table['without a token']
    headers['www-authenticate'] = headers['www-authenticate'].map((line) => `${line}, error="invalid_token"`)
  }
  await withServer({ change }, async ({ url }) => {
    const { problems } = (await statusesOf(url)).get('error-without-token')
    assert.deepEqual(
      problems.map(({ message, severity }) => [severity, message]),
      [['note', 'it has invalid_token']],
    )
    assert.deepEqual(await found(url), [])
  })
})

test('the 403 of mcp-proxy as published is found', async () => {
  const { startHTTPServer } = await import('mcp-proxy')
  const { McpServer } = await import('@modelcontextprotocol/server')
  const { freePort } = await import('../../scripts/port.mjs')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/mcp`
  const { close } = await startHTTPServer({
    authenticate: async ({ headers }) => (headers.authorization === `Bearer ${SMALL_TOKEN}` ? {} : undefined),
    createServer: async () => {
      const server = new McpServer({ name: 'files', version: '1.0.0' })
      // Called for each request of a session.
      server.updateAuth = () => {
        throw Object.assign(new Error('insufficient scope'), {
          name: 'InsufficientScopeError',
          data: { error: 'insufficient_scope', requiredScopes: ['files:write'] },
        })
      }
      return server
    },
    modern: false,
    host: '127.0.0.1',
    oauth: { protectedResource: { resource: url }, scope: 'files:read' },
    onUnhandledRequest: async (request, response) => {
      if (request.url !== '/.well-known/oauth-protected-resource/mcp') return response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
      response.end(JSON.stringify({ resource: url, authorization_servers: ['https://login.example'] }))
    },
    port,
    sseEndpoint: null,
  })
  try {
    const results = await statusesOf(url, ...SMALL)
    assert.equal(results.get('status-insufficient-token').problems.length, 0)
    const [{ message, rule, severity }, ...others] = results.get('challenge-lint').problems
    assert.deepEqual([severity, rule, others], ['error', 'RFC 9110 11.3', []])
    assert.match(message, /^comma-after-scheme at offset 6 \(with too small a scope\)/)
    assert.deepEqual(await found(url, ...SMALL), ['challenge-lint', 'cors-exposed'])
  } finally {
    await close()
  }
})

test('a registry has no finding with profile http', async () => {
  const challenge = 'Bearer realm="https://login.example/token",service="registry",scope="registry:catalog:*"'
  const route = (request, response) => {
    const error = request.headers.authorization ? ',error="invalid_token"' : ''
    const headers = { 'docker-distribution-api-version': 'registry/2.0' }
    response.writeHead(401, { ...headers, 'www-authenticate': challenge + error }).end()
    return true
  }
  await withServer({ route }, async ({ url }) => {
    assert.deepEqual(await found(url, '--profile', 'http'), [])
    assert.notDeepEqual(await found(url), [], 'it is no MCP server')
  })
})

test('without a pointer, a document at the root is about the origin', async () => {
  const change = (table, origin) => {
    for (const { headers } of [table['without a token'], table['invalid token'], table['small token']]) {
      headers['www-authenticate'] = headers['www-authenticate'].map((line) =>
        line.replace(/, resource.*/, ''),
      )
    }
    table.metadata.body.resource = about ?? origin
    table.root = table.metadata
    table.metadata = table.nothing
  }
  let about
  await withServer({ change }, async ({ url }) => {
    assert.deepEqual(await found(url), [])
    assert.equal((await statusesOf(url)).get('pointer').problems[0].severity, 'note')
  })
  about = 'https://other.example'
  await withServer({ change }, async ({ url }) => assert.deepEqual(await found(url), ['metadata-resource']))
})

test('what clients misread is said with the clients', async () => {
  const messageOf = async (id) => {
    const { options } = fixtures.find(({ check }) => check === id)
    return withServer(options, async ({ url }) => {
      const [{ message }] = (await statusesOf(url, ...SMALL)).get(id).problems
      return message
    })
  }
  assert.match(await messageOf('challenge-lint'), /Misread by TypeScript SDK \S+, .* and auth-header \S+\.$/)
  assert.match(await messageOf('bearer-first'), /Misread by TypeScript SDK/)
  assert.match(await messageOf('bearer-once'), /Misread by mcp-remote \S+ and MCP Inspector \S+\.$/)
})
