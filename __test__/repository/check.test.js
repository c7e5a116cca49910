'use strict'

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { bin } = require('../../package.json')
const { isLoopback, isPrivateAddress, isPrivateHost, publicLookup } = require('../../bin/address.js')
const checks = require('../../bin/check/checks/index.js')
const { readArguments } = require('../../bin/check/options.js')
const { resultsOf } = require('../../bin/check/run.js')
const fixtures = require('./check/fixtures.js')
const { SMALL_TOKEN, startServer } = require('./check/server.js')

const root = path.join(__dirname, '../..')
const program = path.join(root, bin['auth-challenge'])

/** The ids of the checks that have an error or a warning to report. */
async function found(url, ...args) {
  const results = await resultsOf(readArguments([...args, url]), {})
  const isFinding = ({ severity }) => severity !== 'note'
  return results.filter(({ problems }) => problems.some(isFinding)).map(({ check }) => check.id)
}

const statusesOf = async (url, ...args) => {
  const results = await resultsOf(readArguments([...args, url]), {})
  return new Map(results.map((result) => [result.check.id, result]))
}

async function withServer(options, use) {
  const server = await startServer(options)
  try {
    return await use(server)
  } finally {
    await server.close()
  }
}

/** Runs the program as a shell does. */
function run(...args) {
  const { FORCE_COLOR: _force, NO_COLOR: _no, COLUMNS: _columns, ...env } = process.env
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
  })
}

const SMALL = ['--insufficient-token', SMALL_TOKEN]

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

test('nothing is fetched from another origin, unless it is allowed', async () => {
  const asked = []
  const route = ({ url }) => {
    asked.push(url)
    return false
  }
  await withServer({ route }, async (login) => {
    const change = (table) => {
      table.metadata.body.authorization_servers = [login.origin]
    }
    await withServer({ change }, async ({ url }) => {
      assert.deepEqual(await found(url), ['server-address'])
      assert.deepEqual(await found(url, '--allow-origin', login.origin), ['server-address'])
      assert.deepEqual(await found(url, '--allow-private'), [])
      assert.match(
        (await statusesOf(url, '--allow-private')).get('server-found').skipped,
        /--allow-origin http/,
      )
      assert.deepEqual(asked, [])
      assert.deepEqual(await found(url, '--allow-private', '--allow-origin', login.origin), [])
      assert.deepEqual(asked, ['/.well-known/oauth-authorization-server'])
    })
  })
})

test('a document without an end is cut', async () => {
  let sent = 0
  const chunk = Buffer.alloc(65_536, ' ')
  const route = ({ url }, response) => {
    if (!url.startsWith('/.well-known/oauth-protected')) return false
    response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    const more = () => {
      do sent += chunk.length
      while (!response.destroyed && response.write(chunk))
    }
    response.on('drain', more)
    more()
    return true
  }
  await withServer({ route }, async ({ url }) => assert.deepEqual(await found(url), ['metadata-json']))
  assert.ok(sent > 0 && sent < 64 * 1_048_576, `${sent} octets`)
})

test('headers of -H go to the origin of the server alone', async () => {
  const sent = []
  const note = (place) => (request) => {
    sent.push([place, request.method, request.headers['x-key']])
    return false
  }
  await withServer({ route: note('login') }, async (login) => {
    const change = (table) => {
      table.metadata.body.authorization_servers = [login.origin]
    }
    await withServer({ change, route: note('server') }, async ({ url }) => {
      await found(url, '--allow-private', '--allow-origin', login.origin, '-H', 'X-Key: secret')
    })
  })
  assert.ok(sent.some(([place]) => place === 'login'))
  for (const [place, method, key] of sent) {
    assert.equal(
      key,
      place === 'server' && method !== 'OPTIONS' ? 'secret' : undefined,
      `${method} to ${place}`,
    )
  }
})

test('a session goes on until the tool that the token may not call', async () => {
  const methods = []
  const route = (request, response) => {
    if (request.headers.authorization !== `Bearer ${SMALL_TOKEN}`) return false
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const { method, params } = JSON.parse(text)
      methods.push([method, request.headers['mcp-session-id'], params?.name])
      if (method === 'tools/call') {
        const challenge = `Bearer error="insufficient_scope", scope="files:write"`
        return response.writeHead(403, { 'www-authenticate': challenge }).end()
      }
      return response.writeHead(200, { 'mcp-session-id': 'abc' }).end('{}')
    })
    return true
  }
  await withServer({ route }, async ({ url }) => {
    assert.deepEqual(await found(url, ...SMALL, '--tool', 'write'), ['pointer-insufficient-scope'])
  })
  assert.deepEqual(methods, [
    ['initialize', undefined, undefined],
    ['notifications/initialized', 'abc', undefined],
    ['tools/call', 'abc', 'write'],
  ])
})

test('private addresses', async () => {
  for (const address of [
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.31.0.1', '192.168.1.1'],
    ...['::', '::1', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', 'ff02::1', '239.0.0.1'],
  ]) {
    assert.ok(isPrivateAddress(address), address)
  }
  for (const address of [
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '192.169.0.1',
    '2606:4700::1',
    'h.example',
  ]) {
    assert.ok(!isPrivateAddress(address), address)
  }
  for (const url of ['http://localhost', 'http://a.localhost.', 'http://[::1]', 'http://0x7f.1']) {
    assert.ok(isLoopback(new URL(url)) && isPrivateHost(new URL(url)), url)
  }
  assert.ok(!isLoopback(new URL('http://10.0.0.7')) && isPrivateHost(new URL('http://10.0.0.7')))
  for (const all of [true, false]) {
    const error = await new Promise((resolve) => publicLookup('localhost', { all }, resolve))
    assert.equal(error?.message, 'the name has a private address')
  }
})

test('the table shows each check once, and what is wrong below it', async () => {
  const { options } = fixtures.find(({ what }) => what === 'writes a comma after the scheme')
  await withServer(options, async ({ url }) => {
    const { code, stderr, stdout } = await run('check', url)
    assert.deepEqual([code, stderr], [1, ''])
    const rows = stdout.split('\n')
    const ids = rows.map((row) => /^ {2}(?:ok|FAIL|warn|note|skip) +(\S+)/.exec(row)?.[1]).filter(Boolean)
    assert.deepEqual(
      ids,
      checks.map(({ id }) => id),
    )
    assert.match(stdout, /^ {2}FAIL {2}challenge-lint/m)
    assert.match(stdout, /^ {8}- comma-after-scheme at offset 6 \(without a token\)/m)
    assert.match(stdout, /^1 failed, \d+ passed, \d+ skipped \(profile mcp\)$/m)
    assert.ok(rows.every((row) => row.length <= 80))
    assert.equal((await run('check', '--fail-on', 'never', url)).code, 0)
  })
  const { options: warned } = fixtures.find(({ check }) => check === 'scope')
  await withServer(warned, async ({ url }) => {
    assert.equal((await run('check', url)).code, 0)
    assert.equal((await run('check', '--fail-on', 'warning', url)).code, 1)
  })
})

test('--format checks is a results file of the official suite', async () => {
  const { options } = fixtures.find(({ check }) => check === 'metadata-resource')
  await withServer(options, async ({ url }) => {
    const { code, stdout } = await run('check', '--format', 'checks', url)
    assert.equal(code, 1)
    const list = JSON.parse(stdout)
    assert.deepEqual(
      list.map(({ id }) => id),
      checks.map(({ id }) => `auth-challenge-${id}`),
    )
    for (const { description, errorMessage, name, specReferences, status, timestamp } of list) {
      assert.ok(description && /^\w+$/.test(name) && !Number.isNaN(Date.parse(timestamp)))
      assert.ok(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO'].includes(status))
      assert.equal(errorMessage !== undefined, ['FAILURE', 'WARNING', 'INFO'].includes(status))
      for (const reference of specReferences ?? []) assert.ok(URL.canParse(reference.url), reference.id)
    }
    const failed = list.filter(({ status }) => status === 'FAILURE')
    assert.deepEqual(
      failed.map(({ errorMessage, specReferences: [{ id }] }) => [id, errorMessage]),
      [['RFC 9728 3.3', 'it has no resource']],
    )
  })
})

test('what a server says never acts on the terminal', async () => {
  const change = (table) => {
    table.metadata.body.resource = 'https://h/\x1b[31m\u202e'
    table.metadata.body.authorization_servers = ['https://\x1b]0;title\x07']
  }
  await withServer({ change }, async ({ url }) => {
    for (const format of ['table', 'checks']) {
      const { stdout } = await run('check', '--format', format, url)
      assert.doesNotMatch(stdout, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
    }
  })
})

test('wrong usage and no answer', async () => {
  for (const args of [
    [],
    ['Basic'],
    ['ftp://h'],
    ['http://h', 'http://i'],
    ['http://user:password@h'],
    ['--format', 'json', 'http://h'],
    ['--tool', 'a', 'http://h'],
    ['--insufficient-token', 'a b', 'http://h'],
    ['--allow-origin', 'https://h/path', 'http://h'],
    ['-H', 'Authorization: Bearer a', 'http://h'],
    ['--profile', 'x', 'http://h'],
  ]) {
    const { code, stderr, stdout } = await run('check', ...args)
    assert.deepEqual([code, stdout], [2, ''], args.join(' '))
    assert.match(stderr, /^auth-challenge: .*\nTry `auth-challenge --help`.\n$/)
  }
  const silent = { route: () => true }
  await withServer(silent, async ({ origin, url }) => {
    const { code, stderr } = await run('check', '--timeout', '0.2', url)
    assert.deepEqual([code, stderr], [2, `auth-challenge: POST ${origin}: no answer within 0.2 s\n`])
  })
  const { code, stdout } = await run('check', '--help')
  assert.ok(code === 0 && stdout.split('\n').every((row) => row.length <= 120))
})
