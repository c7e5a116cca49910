'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { createMetadataHandler } = require('auth-challenge/fetch')

const resource = 'https://gateway.example/files/mcp'
const upstream = 'http://10.0.0.7:3000/mcp'
const PLACE = 'http://10.0.0.7:3000/.well-known/oauth-protected-resource/mcp'
const ROOT = 'http://10.0.0.7:3000/.well-known/oauth-protected-resource'
const HERE = 'https://gateway.example/.well-known/oauth-protected-resource/files/mcp'

const DOCUMENT = {
  resource: upstream,
  authorization_servers: ['https://login.example'],
  scopes_supported: ['read', 'write'],
  signed_metadata: 'eyJhbGciOiJub25lIn0.e30.',
}
const SERVED = {
  resource,
  authorization_servers: ['https://login.example'],
  scopes_supported: ['read', 'write'],
}

/** A fetch of what is at some URLs, which notes what it is asked for. */
function network(answers) {
  const asked = []
  async function fetch(url, init) {
    asked.push(url)
    assert.equal(init.redirect, 'manual')
    assert.ok(init.signal instanceof AbortSignal)
    const answer = answers[url]
    if (answer instanceof Error) throw answer
    return answer ?? new Response('', { status: 404 })
  }
  return { asked, fetch }
}

const get = (url = HERE, method = 'GET') => ({ method, url })

test('the document has the resource that clients use, and the rest of the upstream’s', async () => {
  const { asked, fetch } = network({
    [PLACE]: Response.json(DOCUMENT, { headers: { 'Cache-Control': 'max-age=60', 'X-Other': 'a' } }),
  })
  const handle = createMetadataHandler({ fetch, resource, upstream })
  assert.equal(handle.url, HERE)
  const response = await handle(get())
  assert.equal(response.status, 200)
  assert.deepEqual(await response.json(), SERVED)
  assert.equal(response.headers.get('content-type'), 'application/json')
  assert.equal(response.headers.get('cache-control'), 'max-age=60')
  assert.equal(response.headers.get('access-control-allow-origin'), '*')
  assert.equal(response.headers.get('x-other'), null)
  assert.deepEqual(asked, [PLACE])
})

test('`resource` is the text of the option, which `URL` would change', async () => {
  for (const text of [
    'https://gateway.example',
    'https://GATEWAY.example/mcp/',
    'https://gateway.example:443/a%20b',
  ]) {
    const handle = createMetadataHandler({ document: {}, resource: text })
    assert.deepEqual(await (await handle(get(handle.url))).json(), { resource: text })
  }
  const handle = createMetadataHandler({ document: {}, resource: new URL(resource) })
  assert.deepEqual(await (await handle(get())).json(), { resource })
})

test('it is for one path, in a whole URL or without its origin', async () => {
  const handle = createMetadataHandler({ document: {}, resource })
  const path = new URL(HERE).pathname
  for (const url of [HERE, path, `${path}?a=b`, `http://10.0.0.1${path}`]) {
    assert.equal((await handle(get(url)))?.status, 200, url)
  }
  for (const url of [
    '/',
    '/files/mcp',
    ROOT,
    `${path}/`,
    `/${path}`,
    `//gateway.example${path}`,
    '//',
    'http://[',
    '*',
    '',
  ]) {
    assert.equal(await handle(get(url)), undefined, url)
  }
  const queried = createMetadataHandler({ document: {}, resource: 'https://gateway.example/mcp?tenant=a' })
  assert.equal((await queried(get(queried.url))).status, 200)
  assert.equal(await queried(get(queried.url.replace('=a', '=b'))), undefined)
})

test('other methods than GET', async () => {
  const handle = createMetadataHandler({ document: {}, resource })
  assert.equal((await handle(get(HERE, 'HEAD'))).status, 200)
  const preflight = await handle(get(HERE, 'OPTIONS'))
  assert.equal(preflight.status, 204)
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*')
  assert.equal(preflight.headers.get('access-control-allow-headers'), '*')
  const refused = await handle(get(HERE, 'POST'))
  assert.deepEqual([refused.status, refused.headers.get('allow')], [405, 'GET, HEAD, OPTIONS'])
})

test('the root is looked at after the usual place, and an unusual place alone', async () => {
  const root = network({ [ROOT]: Response.json(DOCUMENT) })
  assert.equal((await createMetadataHandler({ fetch: root.fetch, resource, upstream })(get())).status, 200)
  assert.deepEqual(root.asked, [PLACE, ROOT])

  const metadata = 'http://10.0.0.7:3000/custom.json'
  const custom = network({ [metadata]: Response.json(DOCUMENT) })
  assert.equal(
    (await createMetadataHandler({ fetch: custom.fetch, metadata, resource, upstream })(get())).status,
    200,
  )
  assert.deepEqual(custom.asked, [metadata])

  const one = network({})
  await createMetadataHandler({ fetch: one.fetch, resource, upstream: 'http://10.0.0.7:3000' })(get())
  assert.deepEqual(one.asked, [ROOT])
})

test('without a document of the upstream, 404 or 502, and nothing of what it said', async () => {
  const secret = 'http://10.0.0.9/secret'
  for (const [answer, status] of [
    [new Response(secret, { status: 404 }), 404],
    [new Response(secret, { status: 401 }), 404],
    [new Response(secret, { status: 500 }), 502],
    [new Response('', { status: 302, headers: { Location: secret } }), 502],
    [new Error(secret), 502],
    [new Response(secret), 502],
    [new Response(null), 502],
    [Response.json([secret]), 502],
    [Response.json(null), 502],
    [new Response(`{"a":"${'a'.repeat(1_048_576)}"}`), 502],
  ]) {
    const { asked, fetch } = network({ [PLACE]: answer })
    const response = await createMetadataHandler({ fetch, resource, upstream })(get())
    assert.equal(response.status, status)
    assert.equal(await response.text(), '')
    assert.ok(!asked.includes(secret))
  }
})

test('an upstream that does not answer is given up', async () => {
  const fetch = (_url, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  // Keeps the process alive: a timeout of AbortSignal does not.
  const alive = setTimeout(() => {}, 10_000)
  assert.equal((await createMetadataHandler({ fetch, resource, timeout: 10, upstream })(get())).status, 502)
  clearTimeout(alive)
})

test('options', () => {
  for (const [options, option] of [
    [{}, 'resource'],
    [{ resource: 'urn:a', upstream }, 'resource'],
    [{ resource }, 'upstream'],
    [{ resource, upstream: 'file:///etc/passwd' }, 'upstream'],
    [{ metadata: '/here', resource }, 'metadata'],
    [{ document: [], resource }, 'document'],
    [{ fetch: 1, resource, upstream }, 'fetch'],
    [{ resource, timeout: -1, upstream }, 'timeout'],
  ]) {
    assert.throws(() => createMetadataHandler(options), { name: 'TypeError', code: 'invalid-option', option })
  }
  assert.throws(() => createMetadataHandler({ resource, upstream, upstreams: 1 }), { code: 'unknown-option' })
})
