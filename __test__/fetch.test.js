'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { parseWwwAuthenticate } = require('auth-challenge')
const { challengeHeaders, forwardResponse, wrapFetch, wrapHandler } = require('auth-challenge/fetch')

const INTERNAL = 'http://10.0.0.7/.well-known/oauth-protected-resource/mcp'
const PUBLIC = 'https://gateway.example/.well-known/oauth-protected-resource/mcp'
const options = { resourceMetadata: { origin: 'https://gateway.example' } }

const CHALLENGES = [
  'Basic realm="files"',
  `Bearer realm="files", scope="read write", error="invalid_token", error_description="expired", resource_metadata="${INTERNAL}"`,
]

const refused = (status = 401, headers = {}, body = 'No.') => {
  const response = new Response(body, {
    status,
    statusText: 'Said so',
    headers: { 'X-Other': 'kept', ...headers },
  })
  for (const challenge of CHALLENGES) response.headers.append('WWW-Authenticate', challenge)
  return response
}

const challengesOf = (source) =>
  parseWwwAuthenticate(source, { strict: true }).map(({ scheme, params }) => [scheme, { ...params }])

const BEARER = [
  'Bearer',
  {
    realm: 'files',
    scope: 'read write',
    error: 'invalid_token',
    error_description: 'expired',
    resource_metadata: PUBLIC,
  },
]
const BASIC = ['Basic', { realm: 'files' }]

test('a gateway keeps every value of a challenge, Bearer first, and rewrites the URL', async () => {
  for (const status of [401, 403, 407]) {
    const response = forwardResponse(refused(status), options)
    assert.deepEqual(challengesOf(response), [BEARER, BASIC])
    assert.deepEqual([response.status, response.statusText], [status, 'Said so'])
    assert.equal(response.headers.get('x-other'), 'kept')
    assert.equal(response.headers.get('access-control-expose-headers'), 'WWW-Authenticate')
    assert.equal(await response.text(), 'No.')
  }
})

test('without `normalize`, what no option names keeps its octets and its place', () => {
  const { headers } = forwardResponse(refused(), { ...options, normalize: false })
  assert.equal(headers.get('www-authenticate'), CHALLENGES.join(', ').replace(INTERNAL, PUBLIC))
})

test('challenges of other statuses pass as they came', () => {
  for (const status of [200, 402, 404, 500]) {
    const { headers } = forwardResponse(refused(status), { ...options, realm: 'gateway', ensure: true })
    assert.equal(headers.get('www-authenticate'), CHALLENGES.join(', '), status)
  }
})

test('a response with nothing to do is the same object', () => {
  for (const response of [
    new Response('a'),
    new Response(null, { status: 204 }),
    new Response('b', { status: 404 }),
    Response.error(),
  ]) {
    assert.equal(forwardResponse(response, options), response)
  }
  const ready = forwardResponse(refused(), options)
  assert.equal(forwardResponse(ready, options), ready)
})

test('a 401 without a challenge gets one, a 403 does not', () => {
  const ensure = { ensure: { scope: 'read' } }
  assert.equal(
    forwardResponse(new Response('', { status: 401 }), ensure).headers.get('www-authenticate'),
    'Bearer scope="read"',
  )
  assert.equal(
    forwardResponse(new Response('', { status: 403 }), ensure).headers.get('www-authenticate'),
    null,
  )
})

test('challenges that are all dropped leave no field', () => {
  const { headers } = forwardResponse(refused(403), { schemes: ['Negotiate'] })
  assert.equal(headers.has('www-authenticate'), false)
})

test('scripts in a browser see the challenge and the nonce', () => {
  for (const [there, nonce, expected] of [
    [undefined, undefined, 'WWW-Authenticate'],
    [undefined, 'abc', 'WWW-Authenticate, DPoP-Nonce'],
    ['ETag,www-authenticate', undefined, 'ETag,www-authenticate'],
    ['ETag,www-authenticate', 'abc', 'ETag, www-authenticate, DPoP-Nonce'],
    ['*', undefined, '*, WWW-Authenticate'],
    ['', undefined, 'WWW-Authenticate'],
  ]) {
    const headers = {
      ...(there === undefined ? {} : { 'Access-Control-Expose-Headers': there }),
      ...(nonce ? { 'DPoP-Nonce': nonce } : {}),
    }
    const forwarded = forwardResponse(refused(401, headers)).headers
    assert.equal(forwarded.get('access-control-expose-headers'), expected)
    assert.equal(forwarded.get('dpop-nonce'), nonce ?? null)
  }
  // RFC 9449 8.2: a new nonce may come with any response.
  const fresh = forwardResponse(new Response('', { headers: { 'DPoP-Nonce': 'abc' } })).headers
  assert.equal(fresh.get('access-control-expose-headers'), 'DPoP-Nonce')
})

test('cookies stay apart', () => {
  const response = refused()
  response.headers.append('Set-Cookie', 'a=1')
  response.headers.append('Set-Cookie', 'b=2')
  assert.deepEqual(forwardResponse(response, options).headers.getSetCookie(), ['a=1', 'b=2'])
})

test('a wrapped handler gets its arguments and its `this`, and its options are checked at once', async () => {
  const app = {
    status: 403,
    handle: wrapHandler(async function (request, env) {
      return refused(this.status, { 'X-Env': env, 'X-Url': request.url })
    }, options),
  }
  const response = await app.handle(new Request('https://gateway.example/mcp'), 'production')
  assert.deepEqual(challengesOf(response), [BEARER, BASIC])
  assert.equal(response.status, 403)
  assert.equal(response.headers.get('x-env'), 'production')
  assert.equal(response.headers.get('x-url'), 'https://gateway.example/mcp')

  assert.equal(await wrapHandler(() => undefined)(), undefined)
  await assert.rejects(wrapHandler(() => Promise.reject(new Error('down')))(), /down/)

  const refuses = (code, option) => ({ name: 'TypeError', code, ...(option && { option }) })
  assert.throws(() => wrapHandler(null), refuses('invalid-argument'))
  assert.throws(() => wrapHandler(() => {}, new Map()), refuses('invalid-options'))
  assert.throws(() => wrapHandler(() => {}, { toolResults: 1 }), refuses('invalid-option', 'toolResults'))
  assert.throws(() => wrapHandler(() => {}, { normalise: true }), refuses('unknown-option', 'normalise'))
  assert.throws(() => wrapFetch({}), refuses('invalid-argument'))
  assert.throws(() => wrapFetch(fetch, { toolResults: true }), refuses('unknown-option', 'toolResults'))
})

test('a wrapped fetch makes challenges readable, and changes nothing else', async () => {
  const answer = refused(401, { 'Content-Encoding': 'identity' })
  answer.headers.set(
    'WWW-Authenticate',
    `Negotiate, bearer REALM = "a \\b", Scope=read, resource_metadata="${INTERNAL}"`,
  )
  Object.defineProperty(answer, 'url', { value: 'https://files.example/mcp' })
  const asked = []
  const readable = wrapFetch(async (...args) => {
    asked.push(args)
    return answer
  })
  const init = { method: 'POST' }
  const response = await readable('https://files.example/mcp', init)
  assert.deepEqual(asked, [['https://files.example/mcp', init]])
  assert.equal(
    response.headers.get('www-authenticate'),
    `Bearer realm="a b", scope="read", resource_metadata="${INTERNAL}", Negotiate`,
  )
  assert.equal(response.url, 'https://files.example/mcp')
  assert.deepEqual([response.status, response.statusText], [401, 'Said so'])
  assert.equal(response.headers.get('x-other'), 'kept')
  assert.equal(response.headers.get('access-control-expose-headers'), null)
  assert.equal(await response.text(), 'No.')

  for (const other of [new Response('fine'), refused(402)]) {
    assert.equal(await wrapFetch(async () => other)(), other)
  }
})

test('a body that fetch has decoded is not announced as encoded', async () => {
  const answer = refused(401, { 'Content-Encoding': 'gzip', 'Content-Length': '23' })
  Object.defineProperty(answer, 'url', { value: 'http://10.0.0.7/mcp' })
  const { headers } = forwardResponse(answer, options)
  assert.deepEqual([headers.get('content-encoding'), headers.get('content-length')], [null, null])
  const own = forwardResponse(
    refused(401, { 'Content-Encoding': 'gzip', 'Content-Length': '23' }),
    options,
  ).headers
  assert.deepEqual([own.get('content-encoding'), own.get('content-length')], ['gzip', '23'])
})

test('what belongs with the challenges in a response of one’s own', () => {
  const fields = { 'Cache-Control': 'no-store', 'DPoP-Nonce': 'abc' }
  const headers = challengeHeaders(refused(401, fields), options)
  assert.deepEqual([...headers.keys()], ['access-control-expose-headers', 'dpop-nonce', 'www-authenticate'])
  assert.deepEqual(challengesOf(headers), [BEARER, BASIC])
  assert.equal(headers.get('dpop-nonce'), 'abc')
  assert.equal(headers.get('access-control-expose-headers'), 'WWW-Authenticate, DPoP-Nonce')

  const payment = new Response('', {
    status: 402,
    headers: { ...fields, 'WWW-Authenticate': 'Payment id="x",method=a' },
  })
  const paid = challengeHeaders(payment, { realm: 'gateway' })
  assert.equal(paid.get('cache-control'), 'no-store')
  assert.equal(paid.get('www-authenticate'), 'Payment id="x",method=a')
})

test('no text in the fields makes forwarding throw', () => {
  for (const text of [
    '"',
    'Bearer realm="',
    '\\',
    ',,,',
    'Bearer realm="\x7f\x01"',
    'Bearer realm="ÿ"',
    'x'.repeat(70_000),
  ]) {
    const response = new Response('', { status: 401, headers: { 'WWW-Authenticate': text } })
    assert.equal(forwardResponse(response, { ...options, ensure: true }).status, 401)
  }
})

test('a status or a reason that no Response can be made with', () => {
  const strange = refused()
  Object.defineProperty(strange, 'status', { value: 799 })
  assert.equal(forwardResponse(strange, options), strange)
  const wide = refused()
  Object.defineProperty(wide, 'statusText', { value: 'Nicht erlaubt ✗' })
  assert.deepEqual(challengesOf(forwardResponse(wide, options)), [BEARER, BASIC])
})

test('nothing but the back end needs Node.js', () => {
  const seen = new Set()
  function visit(file) {
    if (seen.has(file) || file.endsWith('backend.js')) return
    seen.add(file)
    const code = fs.readFileSync(file, 'utf8')
    assert.doesNotMatch(code, /\b(?:Buffer|process|setImmediate|__dirname)\b/, file)
    for (const [, name] of code.matchAll(/require\('(.*?)'\)/g)) {
      assert.match(name, /^\.{1,2}\//, file)
      visit(path.join(path.dirname(file), name))
    }
  }
  visit(path.join(__dirname, '../entries/fetch.js'))
  assert.ok(seen.size > 10)
})
