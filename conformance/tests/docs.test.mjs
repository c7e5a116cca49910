// The examples of docs/gateways.md, as they stand but for addresses: the gateways stand before a server that refuses.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

import { parseWwwAuthenticate } from 'auth-challenge'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client'

import { freePort } from '../../scripts/port.mjs'
import { serve } from '../../scripts/http.mjs'
import { HERE, ROOT } from '../lib/places.mjs'
import { fetchRaw } from '../lib/raw.mjs'

const RESOURCE = 'https://gateway.example/mcp'
const DOCUMENT = 'https://gateway.example/.well-known/oauth-protected-resource/mcp'
const UPSTREAM = 'http://10.0.0.7:3000/mcp'
const KEY = 'mcp/www_authenticate'

const text = readFileSync(join(ROOT, 'docs/gateways.md'), 'utf8')
const examples = [...text.matchAll(/^## (.*?)$(?:(?!^## ).)*?^```js\n(.*?)^```$/gms)].map(
  ([, title, code]) => ({
    code,
    title,
  }),
)

/** The upstream: its own address in everything that it says. */
async function startUpstream() {
  const server = await serve((request, response) => {
    if (request.url === '/.well-known/oauth-protected-resource/mcp') {
      return response.end(
        JSON.stringify({
          authorization_servers: ['https://login.example'],
          resource: `${server.origin}/mcp`,
        }),
      )
    }
    const challenge = `Bearer scope="read", resource_metadata="${server.origin}/.well-known/oauth-protected-resource/mcp"`
    if (request.headers.authorization) {
      response.setHeader('Content-Type', 'application/json')
      return response.end(
        JSON.stringify({ id: 1, jsonrpc: '2.0', result: { _meta: { [KEY]: [challenge] }, content: [] } }),
      )
    }
    response.writeHead(401, { 'WWW-Authenticate': ['Basic realm="a, b"', challenge] }).end('No.')
  })
  return server
}

/** The file of an example whose addresses are on loopback. */
function fileOf({ code, title }, upstream, port) {
  const folder = join(HERE, 'work/examples')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${title.replace(/\W+/g, '-')}.mjs`)
  writeFileSync(file, code.replaceAll(UPSTREAM, `${upstream}/mcp`).replace(/8080/, String(port)))
  return file
}

/** Waits until `ask` succeeds. */
async function eventually(ask, tries = 100) {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (--tries === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function isOfGateway(challenges, others = [['Basic', { realm: 'a, b' }]]) {
  const read = parseWwwAuthenticate(challenges, { strict: true }).map(({ scheme, params }) => [
    scheme,
    { ...params },
  ])
  assert.deepEqual(read, [['Bearer', { resource_metadata: DOCUMENT, scope: 'read' }], ...others])
}

test('there is an example for each piece', () => {
  const names = text.match(/`(create\w+|wrap\w+|send\w*|toolResults)`/g)
  assert.equal(examples.length, 8)
  for (const name of new Set(names))
    assert.ok(
      examples.some(({ code }) => code.includes(name.slice(1, -1))),
      name,
    )
})

for (const example of examples) {
  test(example.title, async () => {
    const { code } = example
    const upstream = await startUpstream()
    try {
      if (code.includes('8080')) await isGateway(example, upstream.origin)
      else if (code.includes('export default')) await isHandler(example, upstream.origin)
      else {
        const { code: lines } = example
        const file = fileOf({ ...example, code: `${lines}\nexport { transport }\n` }, upstream.origin, 0)
        const { transport } = await import(pathToFileURL(file))
        assert.ok(transport instanceof StreamableHTTPClientTransport)
      }
    } finally {
      await upstream.close()
    }
  })
}

/** A program that listens. */
async function isGateway(example, upstream) {
  const port = await freePort()
  const child = spawn(process.execPath, [fileOf(example, upstream, port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    const origin = `http://localhost:${port}`
    const refused = await eventually(() => fetchRaw(`${origin}/mcp`))
    assert.equal(refused.status, 401)
    if (!example.code.includes('createMetadataHandler')) {
      isOfGateway(refused.fields['www-authenticate'], [])
      isOfGateway((await fetchRaw(`${origin}/sent`)).fields['www-authenticate'], [])
      return
    }
    isOfGateway(refused.fields['www-authenticate'])
    assert.equal(refused.body, 'No.')
    const document = await fetchRaw(origin + new URL(DOCUMENT).pathname)
    assert.deepEqual(JSON.parse(document.body), {
      authorization_servers: ['https://login.example'],
      resource: RESOURCE,
    })
  } finally {
    child.kill()
    await once(child, 'close')
  }
}

/** A module with a handler. */
async function isHandler(example, upstream) {
  const { default: handler } = await import(pathToFileURL(fileOf(example, upstream, 0)))
  const refused = await handler.fetch(new Request(RESOURCE, { body: '{}', duplex: 'half', method: 'POST' }))
  isOfGateway(refused)
  if (example.code.includes('toolResults')) {
    const result = await handler.fetch(new Request(RESOURCE, { headers: { authorization: 'Bearer a' } }))
    isOfGateway((await result.json()).result._meta[KEY], [])
  } else {
    const document = await handler.fetch(new Request(DOCUMENT))
    assert.deepEqual(await document.json(), {
      authorization_servers: ['https://login.example'],
      resource: RESOURCE,
    })
  }
}
