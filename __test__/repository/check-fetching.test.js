'use strict'

// What `check` fetches, and from where.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { isLoopback, isPrivateAddress, isPrivateHost, publicLookup } = require('../../bin/address.js')
const { SMALL, found, statusesOf, withServer } = require('./check/checking.js')
const { SMALL_TOKEN } = require('./check/server.js')

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
