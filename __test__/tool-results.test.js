'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const fc = require('fast-check')

const { forwardChallenge } = require('auth-challenge')
const { forwardResponse } = require('auth-challenge/fetch')
const { JsonScanner } = require('../lib/json-scanner.js')

const KEY = 'mcp/www_authenticate'
const INTERNAL = 'http://10.0.0.7/.well-known/oauth-protected-resource/mcp'
const PUBLIC = 'https://gateway.example/.well-known/oauth-protected-resource/mcp'
const LINE = `Bearer error="insufficient_scope", scope="a b", resource_metadata="${INTERNAL}"`
const FORWARDED = LINE.replace(INTERNAL, PUBLIC)

const options = {
  normalize: false,
  resourceMetadata: { origin: 'https://gateway.example' },
  toolResults: true,
}

/** The body that leaves the gateway, which gets it in chunks that end at `cuts`. */
async function forwarded(body, { cuts = [], type = 'application/json', ...others } = {}) {
  const octets = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const ends = [...cuts, octets.length]
  let at = 0
  const stream = new ReadableStream({
    pull(controller) {
      if (ends.length === 0) return controller.close()
      const end = ends.shift()
      controller.enqueue(octets.slice(at, end))
      at = end
    },
  })
  const response = new Response(stream, { headers: { 'Content-Type': type } })
  return Buffer.from(await forwardResponse(response, { ...options, ...others }).arrayBuffer())
}

const everyCut = (body) => Array.from({ length: Buffer.byteLength(body) }, (_, at) => [at])

const message = (value, others = {}) => ({
  jsonrpc: '2.0',
  id: 1,
  result: {
    content: [{ type: 'text', text: `"_meta": {"${KEY}": "` }],
    _meta: { ...others, [KEY]: value, after: 1 },
    isError: true,
  },
})

/** The challenges of the message in a body. */
const valueIn = (body) => JSON.parse(body).result._meta[KEY]

test('a string and a list are forwarded, whatever is around them', async () => {
  for (const [value, expected] of [
    [LINE, FORWARDED],
    [[LINE], [FORWARDED]],
    [
      [LINE, 'Basic realm="a, b"'],
      [FORWARDED, 'Basic realm="a, b"'],
    ],
    [`'${LINE}'`, `'${FORWARDED}'`],
    [[`'${LINE}'`], [`'${FORWARDED}'`]],
    [`Negotiate, ${LINE}`, `Negotiate, ${FORWARDED}`],
  ]) {
    for (const space of [undefined, 1, '\t']) {
      const body = JSON.stringify(message(value), null, space)
      const expectedBody = body.replaceAll(INTERNAL, PUBLIC)
      assert.equal(
        String(await forwarded(body)),
        space && Array.isArray(value) ? relisted(body, value, expected) : expectedBody,
      )
      assert.deepEqual(valueIn(await forwarded(body)), expected)
    }
  }
})

/** `body` with a list of challenges in compact form. */
function relisted(body, value, expected) {
  const [before, after] = body.split(/\[\s*"(?:'?Bearer|Negotiate)[^\]]*\]/)
  assert.ok(after !== undefined && value.length > 0)
  return before + JSON.stringify(expected) + after
}

test('every option applies, Bearer first', async () => {
  const changes = []
  const body = await forwarded(
    JSON.stringify(message(`Basic realm="x", Bearer, error="a"; scope="read offline_access"`)),
    {
      normalize: undefined,
      onChange: (change) => changes.push(change.reason),
      scope: (scopes) => scopes.filter((scope) => scope !== 'offline_access'),
    },
  )
  assert.equal(valueIn(body), 'Bearer scope="read", error="a", Basic realm="x"')
  assert.ok(changes.includes('scope') && changes.includes('normalize'))
  const quoted = JSON.stringify(message([`'Bearer, error="a"'`]))
  assert.deepEqual(valueIn(await forwarded(quoted, { normalize: undefined })), [`'Bearer error="a"'`])
})

test('what is not such a value stays as it is', async () => {
  const nested = { [KEY]: LINE, list: [{ _meta: { [KEY]: LINE } }] }
  for (const value of [
    message(5),
    message(null),
    message({ [KEY]: LINE }),
    message([]),
    message([5, { [KEY]: LINE }, [LINE]]),
    message('Basic realm="a"'),
    message(['Basic realm="a"', 'Negotiate']),
    { _meta: nested },
    { params: { _meta: nested } },
    { result: { _meta: { a: nested } } },
    { result: { meta: nested, structuredContent: { result: { _meta: nested } } } },
    { result: [{ _meta: nested }] },
    { result: { _meta: [nested] } },
    { a: { result: { _meta: nested } } },
    [[{ result: { _meta: nested } }]],
    { result: { _meta: { a: KEY, b: [KEY, LINE], [`${KEY} `]: LINE, [KEY.slice(1)]: LINE } } },
    { result: '_meta', [KEY]: LINE, _meta: KEY },
    { result: 1, [`${'x'.repeat(1_000)}`]: { _meta: nested } },
    [LINE],
    LINE,
  ]) {
    const body = JSON.stringify(value)
    assert.equal(String(await forwarded(body)), body)
  }
  for (const body of [
    '',
    ' ',
    '{',
    '"',
    ']]]}}}{"a":',
    `{"result":{"_meta":{"${KEY}":"Bearer`,
    `{"result":{"_meta":{"${KEY}":["a\\`,
  ]) {
    assert.equal(String(await forwarded(body)), body)
  }
})

test('a message in a list, a name written twice, names with escapes', async () => {
  const one = JSON.stringify(message(LINE))
  const escaped = one.replace('"_meta":{"mcp', '"\\u005fmeta":{"m\\u0063p').replace('/www', '\\/www')
  assert.notEqual(escaped, one)
  const twice = `{"result":1,"result":{"_meta":{"${KEY}":1,"${KEY}":${JSON.stringify(LINE)}},"_meta":{"${KEY}":${JSON.stringify([LINE])}}}}`
  const filled = `{"result" : {"_meta"\n:\t{ "${KEY}" \n: ${JSON.stringify(LINE)} } } }`
  for (const body of [
    `[${one}]`,
    `[{"result":5},[],${one},${one}]`,
    escaped,
    twice,
    filled,
    `\ufeff${one}`,
    `${one}\n${one}`,
    `[5]\n${one}`,
    `[[{}],${one}]`,
  ]) {
    assert.equal(String(await forwarded(body)), body.replaceAll(INTERNAL, PUBLIC))
  }
})

test('chunks may end anywhere', async () => {
  const body = JSON.stringify([message([LINE], { é: '😀"' }), message(`${LINE}, Basic realm="é"`)]).replace(
    'Bearer',
    '\\u0042earer',
  )
  const expected = body.replaceAll(INTERNAL, PUBLIC).replace('\\u0042earer', 'Bearer')
  const events = `\ufeffevent: message\r\nid: 1\r\ndata: ${body}\r\n\r\n: ${LINE}\n\ndata:${body}\r\rdata\ndatas: x\n`
  const expectedEvents = events.replaceAll(body, expected)
  for (const [text, wanted, type] of [
    [body, expected, 'application/json'],
    [events, expectedEvents, 'text/event-stream'],
  ]) {
    for (const cuts of everyCut(text)) assert.equal(String(await forwarded(text, { cuts, type })), wanted)
    const all = everyCut(text).flat()
    assert.equal(String(await forwarded(text, { cuts: all, type })), wanted)
  }
})

test('an event whose data has several lines, in each of the three line ends', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    for (const value of [LINE, [LINE, 'Negotiate']]) {
      const lines = JSON.stringify(message(value), null, 2).split('\n')
      const framed = (of) =>
        `event: message${end}${of.map((line) => `data: ${line}${end}`).join('')}${end}data: {}${end}${end}`
      const sent = String(await forwarded(framed(lines), { type: 'text/event-stream; charset=utf-8' }))
      // Read as HTML 9.2.6 says.
      const data = sent
        .split(end)
        .filter((line) => line.startsWith('data: '))
        .map((line) => line.slice(6))
      assert.deepEqual(
        JSON.parse(data.slice(0, -1).join('\n')),
        message(Array.isArray(value) ? [FORWARDED, 'Negotiate'] : FORWARDED),
      )
      assert.ok(
        sent.startsWith(`event: message${end}data: {`) && sent.endsWith(`${end}${end}data: {}${end}${end}`),
      )
      assert.equal(
        String(await forwarded(framed(lines), { resourceMetadata: undefined, type: 'text/event-stream' })),
        framed(lines),
      )
    }
  }
})

test('an event that ends in a value does not spoil the next one', async () => {
  const cut = JSON.stringify(message(LINE)).slice(0, -60)
  const whole = JSON.stringify(message(LINE))
  const body = `data: ${cut}\n\ndata: ${whole}\n\n`
  const expected = `data: ${cut}\n\ndata: ${whole.replace(INTERNAL, PUBLIC)}\n\n`
  for (const cuts of everyCut(body))
    assert.equal(String(await forwarded(body, { cuts, type: 'text/event-stream' })), expected)
})

test('what is data in an event stream, and what is not', async () => {
  const whole = JSON.stringify(message(LINE))
  const is = async (body, expected) =>
    assert.equal(String(await forwarded(body, { type: 'text/event-stream' })), expected)
  const changed = (body) => body.replaceAll(INTERNAL, PUBLIC)
  for (const line of [
    `:${whole}`,
    `: ${whole}`,
    `id: ${whole}`,
    `dat: ${whole}`,
    `datas: ${whole}`,
    `data ${whole}`,
    whole,
  ]) {
    await is(`${line}\n\n`, `${line}\n\n`)
  }
  const split = whole.replace(':{"content"', ':\ndata\ndata:{"content"')
  assert.notEqual(split, whole)
  for (const body of [
    `data:${whole}\n\n`,
    `data: ${split}\n\n`,
    `data: {"a":"b\n\ndata: ${whole}\n\n`,
    `data: {"a":"b\r\rdata: ${whole}\r\r`,
  ]) {
    await is(body, changed(body))
  }
})

test('a chunk leaves at once, except for a value that has yet to end', async () => {
  const { readable, writable } = new TransformStream()
  const response = forwardResponse(
    new Response(readable, { headers: { 'Content-Type': 'text/event-stream' } }),
    options,
  )
  const writer = writable.getWriter()
  const reader = response.body.getReader()
  const through = async (text) => {
    const [{ value }] = await Promise.all([reader.read(), writer.write(new TextEncoder().encode(text))])
    return new TextDecoder().decode(value)
  }
  assert.equal(await through(': ping\n'), ': ping\n')
  const [before, value, after] = JSON.stringify({ result: { _meta: { [KEY]: LINE } } }).split(
    /("Bearer.*")(?=}}})/,
  )
  assert.equal(await through(`data: ${before}${value.slice(0, 20)}`), `data: ${before}`)
  await writer.write(new TextEncoder().encode(value.slice(20, 30)))
  assert.equal(await through(`${value.slice(30)}${after}\n\n`), value.replace(INTERNAL, PUBLIC))
})

test('other types and encoded bodies stay as they are; lengths and digests of others go', async () => {
  const body = JSON.stringify(message(LINE))
  for (const type of ['text/plain', 'application/jsonp', 'text/event-streams', 'image/png']) {
    assert.equal(String(await forwarded(body, { type })), body)
  }
  for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/problem+json']) {
    assert.equal(valueIn(await forwarded(body, { type })), FORWARDED)
  }
  const headers = { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' }
  const encoded = new Response(body, { headers })
  assert.equal(forwardResponse(encoded, options), encoded)

  const described = new Response(body, {
    headers: {
      'Content-Digest': 'sha-256=:AA==:',
      'Content-Length': '9',
      'Content-Type': 'application/json',
      ETag: '"a"',
    },
  })
  assert.deepEqual([...forwardResponse(described, options).headers.keys()], ['content-type'])
  assert.equal(
    await (
      await forwardResponse(new Response(body, { headers: { 'Content-Type': 'application/json' } }))
    ).text(),
    body,
  )
})

test('a value that is too long is cut between characters, and what is dropped goes nowhere', async () => {
  const long = `Bearer realm="${'é\\u00e9\\n'.repeat(40_000)}"`
  // The cut is at each of the octets of what is repeated.
  for (const text of Array.from('0123456789', (_, length) => 'x'.repeat(length) + long)) {
    const raw = `"${text.replaceAll('"', '\\"')}"`
    for (const value of [raw, `[${raw},${JSON.stringify(LINE)}]`]) {
      const sent = await forwarded(`{"result":{"_meta":{"${KEY}":${value},"after":1}},"id":1}`)
      const { id, result } = JSON.parse(sent)
      assert.deepEqual([id, result._meta.after], [1, 1])
      assert.ok(!String(sent).includes(INTERNAL) && sent.length < 140_000)
      assert.match([].concat(result._meta[KEY])[0], /^x*Bearer realm="(?:é\u00e9.){6000,}(?:é|é\u00e9)?"?$/)
    }
  }
  const many = `{"result":{"_meta":{"${KEY}":[${'"",'.repeat(200_000)}${JSON.stringify(LINE)}]}}}`
  const sent = await forwarded(many)
  assert.ok(!String(sent).includes(INTERNAL) && sent.length < 200_000)
})

test('little is held of what does not matter', async () => {
  const scanner = new JsonScanner()
  for (const character of `{"${'a'.repeat(10_000)}`) scanner.step(character.charCodeAt(0))
  assert.ok((scanner.kept?.length ?? 0) < 200)
  const spaced = `{"result":{"_meta":{"${KEY}":[${' '.repeat(300_000)}"Bearer"]}}}`
  assert.equal(String(await forwarded(spaced)), `{"result":{"_meta":{"${KEY}":["Bearer"]}}}`)
})

test('the work grows with the body, not with its square', async () => {
  // One octet a chunk. Sixteen times the octets take about sixteen times as long; by the square, 256 times. Of the processor's
  // time, the least of five: what else the machine does is not in it, but for what that does to caches.
  const time = async (count) => {
    const body = JSON.stringify(message([LINE.repeat(count)], { deep: '['.repeat(count) }))
    const began = process.cpuUsage()
    await forwarded(body, { cuts: everyCut(body).flat() })
    const { user, system } = process.cpuUsage(began)
    return user + system
  }
  await time(100)
  const fastest = async (count) => {
    const times = []
    for (let run = 0; run < 5; run += 1) times.push(await time(count))
    return Math.min(...times)
  }
  const [short, long] = [await fastest(50), await fastest(800)]
  assert.ok(long < 128 * short, `${long / short}`)
})

const json = fc.json({ maxDepth: 4 })
const line = fc.oneof(
  fc.constant(LINE),
  fc.string(),
  fc.string({ unit: 'binary' }).map((text) => text.toWellFormed?.() ?? text),
)
const value = fc.oneof(line, fc.array(fc.oneof(line, fc.integer()), { maxLength: 4 }))

test('of any message, in any chunks, just that value changes, and as forwardChallenge has it', async () => {
  const { toolResults: _, ...forwardOptions } = options
  await fc.assert(
    fc.asyncProperty(
      value,
      json,
      fc.boolean(),
      fc.array(fc.nat(400), { maxLength: 5 }),
      async (given, other, isEvent, cuts) => {
        const original = { other: JSON.parse(other), ...message(given, { other: JSON.parse(other) }) }
        const text = JSON.stringify(original)
        const body = isEvent ? `data: ${text}\n\n` : text
        const ends = cuts.sort((a, b) => a - b).filter((cut) => cut < Buffer.byteLength(body))
        const type = isEvent ? 'text/event-stream' : 'application/json'
        const sent = String(await forwarded(body, { cuts: ends, type }))

        const texts = [].concat(given).filter((text) => typeof text === 'string')
        const isQuoted = texts.length > 0 && texts.every((text) => /^'.*'$/s.test(text))
        const lines = forwardChallenge(texts, forwardOptions)
        const isKept =
          isQuoted || (lines.length === texts.length && lines.every((line, index) => line === texts[index]))
        const expected = isKept ? given : Array.isArray(given) ? lines : lines.join(', ')
        original.result._meta[KEY] = expected
        assert.equal(sent, isEvent ? `data: ${JSON.stringify(original)}\n\n` : JSON.stringify(original))
      },
    ),
    { numRuns: Number(process.env.LAW_RUNS ?? 500), seed: Number(process.env.LAW_SEED ?? 1) },
  )
})
