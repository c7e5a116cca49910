'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const http = require('node:http')
const http2 = require('node:http2')
const { test } = require('node:test')

const { parseWwwAuthenticate } = require('auth-challenge')
const { createFastifyHook, createProxyHook, send, sendThrownResponse } = require('auth-challenge/node')

const INTERNAL = 'http://10.0.0.7/.well-known/oauth-protected-resource/mcp'
const PUBLIC = 'https://gateway.example/.well-known/oauth-protected-resource/mcp'
const options = { resourceMetadata: { origin: 'https://gateway.example' } }
const BEARER = `Bearer realm="files", scope="read write", error="invalid_token", error_description="expired", resource_metadata="${INTERNAL}"`
const LINES = ['Basic realm="a, b"', BEARER]

/** A server on loopback that answers once with `handle`, and what came: lines of fields apart. */
async function answered(handle, { method = 'GET' } = {}) {
  const failures = []
  const server = http.createServer(async (request, response) => {
    try {
      await handle(request, response)
    } catch (error) {
      failures.push(error)
      response.destroy()
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  try {
    const request = http
      .request({ agent: false, host: '127.0.0.1', method, port: server.address().port })
      .end()
    const [response] = await once(request, 'response')
    const chunks = []
    for await (const chunk of response) chunks.push(chunk)
    const { headersDistinct, statusCode, statusMessage } = response
    return {
      body: String(Buffer.concat(chunks)),
      failures,
      fields: headersDistinct,
      statusCode,
      statusMessage,
    }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const challengesOf = (lines) =>
  lines
    .flatMap((line) => parseWwwAuthenticate(line, { strict: true }))
    .map(({ scheme, params }) => [scheme, { ...params }])

const response = (lines, init = {}) => {
  const made = new Response('No.', { status: 401, ...init })
  for (const line of lines) made.headers.append('WWW-Authenticate', line)
  return made
}

test('a Response arrives whole, the challenges of each scheme in a line of their own', async () => {
  const made = response(LINES, { headers: { 'X-Other': 'kept' }, statusText: 'Said so' })
  made.headers.append('Set-Cookie', 'a=1')
  made.headers.append('Set-Cookie', 'b=2')
  const { body, fields, statusCode, statusMessage } = await answered((_request, res) => send(made, res))
  assert.deepEqual([statusCode, statusMessage, body], [401, 'Said so', 'No.'])
  assert.deepEqual(fields['www-authenticate'], LINES)
  assert.deepEqual(fields['set-cookie'], ['a=1', 'b=2'])
  assert.deepEqual(fields['x-other'], ['kept'])
})

test('lines are kept apart without a change to any challenge', async () => {
  for (const came of [
    ['Bearer scope=a', 'BEARER scope = "b"', 'Basic realm="\\x"'],
    ['Negotiate', 'NTLM'],
    LINES,
  ]) {
    const { fields } = await answered((_request, res) => send(response(came), res))
    const sent = fields['www-authenticate']
    assert.equal(sent.join(', '), came.join(', '))
    for (const line of sent) {
      assert.equal(
        new Set(parseWwwAuthenticate(line).map(({ scheme }) => scheme.toLowerCase())).size,
        1,
        line,
      )
    }
  }
})

test('lines that cannot be kept apart stay one', async () => {
  for (const [came, sent] of [
    // The order of the challenges stays.
    [['Bearer', 'Basic realm="a"', 'Bearer scope="b"'], ['Bearer, Basic realm="a", Bearer scope="b"']],
    [['Bearer, error="a"', 'Basic realm="b"'], ['Bearer, error="a", Basic realm="b"']],
    [
      Array.from({ length: 9 }, (_, at) => `S${at}`),
      [Array.from({ length: 9 }, (_, at) => `S${at}`).join(', ')],
    ],
  ]) {
    const { fields } = await answered((_request, res) => send(response(came), res))
    assert.deepEqual(fields['www-authenticate'], sent)
  }
})

test('values that node:http refuses', async () => {
  const made = response(['Bearer realm="a\x7fb"'], {
    headers: { 'X-Other': 'c\x01d\xff' },
    statusText: 'e\xff',
  })
  const { fields, statusCode } = await answered((_request, res) => send(made, res))
  assert.deepEqual(
    [statusCode, fields['www-authenticate'], fields['x-other']],
    [401, ['Bearer realm="a b"'], ['c d\xff']],
  )
})

test('fields that are there already', async () => {
  const made = response([BEARER], {
    headers: {
      'Access-Control-Expose-Headers': 'WWW-Authenticate',
      'Set-Cookie': 'b=2',
      Vary: 'Origin',
      'X-Other': 'new',
    },
  })
  const { fields } = await answered((_request, res) => {
    res.setHeader('Access-Control-Expose-Headers', 'ETag')
    res.setHeader('Set-Cookie', 'a=1')
    res.setHeader('Vary', 'Accept')
    res.setHeader('X-Other', 'old')
    res.setHeader('X-Stays', 'a')
    return send(made, res)
  })
  assert.deepEqual(fields['access-control-expose-headers'], ['ETag, WWW-Authenticate'])
  assert.deepEqual(fields['set-cookie'], ['a=1', 'b=2'])
  assert.deepEqual(fields.vary, ['Accept, Origin'])
  assert.deepEqual([fields['x-other'], fields['x-stays']], [['new'], ['a']])
})

test('fields of a connection, and of an encoded body that fetch has decoded, are not sent', async () => {
  const made = response([], {
    headers: {
      Connection: 'close',
      'Content-Encoding': 'gzip',
      'Content-Length': '99',
      'Keep-Alive': 'a',
      'Transfer-Encoding': 'gzip',
    },
  })
  Object.defineProperty(made, 'url', { value: 'http://10.0.0.7/' })
  const { body, fields } = await answered((_request, res) => send(made, res))
  assert.equal(body, 'No.')
  assert.equal(fields['content-encoding'], undefined)
  assert.deepEqual([fields['content-length'], fields['transfer-encoding']], [undefined, ['chunked']])
})

test('responses without a body', async () => {
  for (const [made, method] of [
    [new Response(null, { status: 204 }), 'GET'],
    [new Response(null, { status: 401 }), 'GET'],
    [new Response('No.', { status: 401, headers: { 'Content-Length': '3' } }), 'HEAD'],
  ]) {
    const { body, failures, statusCode } = await answered((_request, res) => send(made, res), { method })
    assert.deepEqual([body, failures, statusCode], ['', [], made.status])
  }
})

test('a body that is not sent is cancelled', async () => {
  let isCancelled = false
  const body = new ReadableStream({ cancel: () => void (isCancelled = true) })
  const { failures } = await answered((_request, res) => send(new Response(body), res), { method: 'HEAD' })
  assert.deepEqual([failures, isCancelled], [[], true])
})

test('the body is streamed, and its failure reported', async () => {
  let proceed
  const proceeding = new Promise((resolve) => (proceed = resolve))
  const streamed = new Response(
    new ReadableStream({
      async pull(controller) {
        controller.enqueue(new TextEncoder().encode('first '))
        await proceeding
        controller.enqueue(new TextEncoder().encode('second'))
        controller.close()
      },
    }),
  )
  const server = http.createServer((_request, res) => send(streamed, res))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const [incoming] = await once(
    http.get({ agent: false, host: '127.0.0.1', port: server.address().port }),
    'response',
  )
  const [first] = await once(incoming, 'data')
  assert.equal(String(first), 'first ')
  proceed()
  const [second] = await once(incoming, 'data')
  assert.equal(String(second), 'second')
  server.close()

  const failing = new Response(
    new ReadableStream({ pull: (controller) => controller.error(new Error('upstream is gone')) }),
  )
  const failures = []
  await assert.rejects(answered((_request, res) => send(failing, res).catch((error) => failures.push(error))))
  assert.match(failures[0].message, /upstream is gone/)
})

test('a client that goes away is no error, and the body is cancelled', async () => {
  const cancelled = new Promise((resolve) => {
    const endless = new Response(
      new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024)), cancel: resolve }),
    )
    const server = http.createServer(async (_request, res) => {
      await send(endless, res)
      server.close()
    })
    server.listen(0, '127.0.0.1', () => {
      http.get({ agent: false, host: '127.0.0.1', port: server.address().port }, (incoming) =>
        incoming.destroy(),
      )
    })
  })
  await cancelled
})

test('over HTTP/2', async () => {
  const made = response(LINES, {
    headers: { Connection: 'close', 'Transfer-Encoding': 'chunked' },
    statusText: 'Said so',
  })
  const warnings = []
  process.on('warning', (warning) => warnings.push(warning))
  const server = http2.createServer((_request, res) => send(made, res))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`)
  const stream = client.request({ ':path': '/' })
  const [headers] = await once(stream, 'response')
  let body = ''
  for await (const chunk of stream.setEncoding('utf8')) body += chunk
  assert.deepEqual([headers[':status'], headers['www-authenticate'], body], [401, LINES.join(', '), 'No.'])
  client.close()
  server.close()
  await new Promise(setImmediate)
  assert.deepEqual(warnings, [])
})

test('what is no Response is refused', async () => {
  await assert.rejects(send({ status: 401 }, {}), { name: 'TypeError', code: 'invalid-argument' })
})

/** What an upstream that sends these lines comes to behind a gateway on node:http. */
async function behindHook(lines, { hookOptions = options, status = 401, headers = {} } = {}) {
  const upstream = http.createServer((_request, res) => {
    res.writeHead(status, lines.length > 0 ? { ...headers, 'WWW-Authenticate': lines } : headers).end('No.')
  })
  await once(upstream.listen(0, '127.0.0.1'), 'listening')
  const hook = createProxyHook(hookOptions)
  const { port } = upstream.address()
  const got = await answered(async (_request, res) => {
    const [incoming] = await once(http.get({ agent: false, host: '127.0.0.1', port }), 'response')
    incoming.pipe(res.writeHead(incoming.statusCode, hook(incoming)))
    await once(incoming, 'end')
  })
  upstream.close()
  return got
}

test('the hook for node:http keeps every value, Bearer first, and rewrites the URL', async () => {
  const { body, fields, statusCode } = await behindHook(LINES, {
    headers: { 'DPoP-Nonce': 'abc', 'X-Other': 'kept' },
  })
  assert.deepEqual([statusCode, body], [401, 'No.'])
  assert.deepEqual(challengesOf(fields['www-authenticate']), [
    [
      'Bearer',
      {
        realm: 'files',
        scope: 'read write',
        error: 'invalid_token',
        error_description: 'expired',
        resource_metadata: PUBLIC,
      },
    ],
    ['Basic', { realm: 'a, b' }],
  ])
  assert.equal(fields['www-authenticate'].length, 2)
  assert.deepEqual(fields['access-control-expose-headers'], ['WWW-Authenticate, DPoP-Nonce'])
  assert.deepEqual([fields['dpop-nonce'], fields['x-other']], [['abc'], ['kept']])
})

test('the hook and other statuses, no challenge, and challenges that are all dropped', async () => {
  const payment = ['Payment id="x",method=a', 'Payment id="y"']
  const paid = await behindHook(payment, {
    headers: { 'Cache-Control': 'no-store' },
    hookOptions: { realm: 'a' },
    status: 402,
  })
  assert.deepEqual([paid.fields['www-authenticate'], paid.fields['cache-control']], [payment, ['no-store']])

  const none = await behindHook([], { hookOptions: { ensure: { scope: 'read' } } })
  assert.deepEqual(none.fields['www-authenticate'], ['Bearer scope="read"'])
  const fine = await behindHook([], { status: 200 })
  assert.equal(fine.fields['access-control-expose-headers'], undefined)
  const dropped = await behindHook(LINES, { hookOptions: { schemes: ['Negotiate'] } })
  assert.equal(dropped.fields['www-authenticate'], undefined)

  const incoming = { headers: { 'www-authenticate': LINES[0] }, statusCode: 401 }
  assert.deepEqual(createProxyHook({ schemes: ['Negotiate'] })(incoming), {})
  const verbatim = await behindHook(LINES, { hookOptions: { normalize: false } })
  assert.deepEqual(verbatim.fields['www-authenticate'], LINES)
  assert.throws(() => createProxyHook(new Map()), { name: 'TypeError', code: 'invalid-options' })
  assert.throws(() => createProxyHook({ toolResults: true }), { name: 'TypeError', code: 'unknown-option' })
})

test('the hook for Fastify', () => {
  const calls = []
  const reply = Object.fromEntries(
    ['header', 'removeHeader', 'send'].map((name) => [name, (...given) => void calls.push([name, ...given])]),
  )
  const headers = { 'access-control-expose-headers': 'ETag', 'www-authenticate': LINES.join(', ') }
  createFastifyHook(options)({}, reply, { headers, statusCode: 401, stream: 'the body' })
  assert.deepEqual(calls, [
    ['removeHeader', 'WWW-Authenticate'],
    ['header', 'WWW-Authenticate', [BEARER.replace(INTERNAL, PUBLIC), LINES[0]]],
    ['removeHeader', 'Access-Control-Expose-Headers'],
    ['header', 'Access-Control-Expose-Headers', 'ETag, WWW-Authenticate'],
    ['send', 'the body'],
  ])

  calls.length = 0
  createFastifyHook({ ensure: { scope: 'read' } })({}, reply, { headers: {}, statusCode: 401, stream: '' })
  assert.deepEqual(calls[1], ['header', 'WWW-Authenticate', 'Bearer scope="read"'])
})

test('the error handler sends a Response that was thrown, and passes on what was not', async () => {
  const passed = []
  const next = (error) => passed.push(error)
  const { fields, statusCode } = await answered((request, res) =>
    sendThrownResponse(response(LINES), request, res, next),
  )
  assert.deepEqual([statusCode, fields['www-authenticate'], passed], [401, LINES, []])

  const error = new Error('other')
  sendThrownResponse(error, {}, {}, next)
  const late = response(LINES)
  sendThrownResponse(late, {}, { headersSent: true }, next)
  assert.deepEqual(passed, [error, late])
  // Express knows error handlers by this.
  assert.equal(sendThrownResponse.length, 4)
})
