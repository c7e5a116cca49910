// The examples of docs/mcp-proxy.md, run as they stand, but for the port; what they need besides is put before them.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'

import { forwardChallenge, parseWwwAuthenticate } from 'auth-challenge'

import { freePort } from '../../scripts/port.mjs'
import { HOST } from '../../scripts/http.mjs'
import { initialize } from '../lib/initialize.mjs'
import { ROOT, WORK } from '../lib/places.mjs'
import { run } from '../lib/run.mjs'

const page = readFileSync(join(ROOT, 'docs/mcp-proxy.md'), 'utf8')
const examples = Array.from(page.matchAll(/^```js\n(.*?)^```/gms), ([, code]) => code)
const [, shown] = /```http\n(.*?)```/s.exec(page)
const folder = join(WORK, 'docs')
mkdirSync(folder, { recursive: true })

const children = []
after(() => children.forEach((child) => child.kill()))

function fileOf(name, code) {
  const file = join(folder, name)
  writeFileSync(file, code)
  return file
}

test('the page has three examples', () => assert.equal(examples.length, 3))

test('a Response thrown by authenticate', async () => {
  const before = `
    import { McpServer } from '@modelcontextprotocol/server'
    const createServer = async () => new McpServer({ name: 'files', version: '1.0.0' })
    const verify = async (authorization) => authorization && { scopes: authorization.split(' ').slice(1) }
  `
  const port = await freePort()
  const code = examples[0].replace('8080', String(port))
  children.push(
    spawn(process.execPath, [fileOf('thrown.mjs', before + code)], { cwd: folder, stdio: 'ignore' }),
  )
  const url = `http://${HOST}:${port}/mcp`
  const ask = async (headers) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await initialize(url, headers)
      } catch (error) {
        if (error.code !== 'ECONNREFUSED' || attempt === 100) throw error
        await delay(100)
      }
    }
  }

  const unauthorized = await ask({})
  assert.equal(unauthorized.status, 401)
  const [{ params }] = parseWwwAuthenticate(unauthorized.response, { strict: true })
  assert.deepEqual(
    { ...params },
    {
      realm: 'files',
      scope: 'files:read',
      resource_metadata: 'https://files.example/.well-known/oauth-protected-resource/mcp',
    },
  )

  const { response, status } = await ask({ authorization: 'Bearer files:read' })
  const [first, ...lines] = shown.trim().split('\n')
  assert.equal(`HTTP/1.1 ${status} ${response.statusMessage}`, first)
  for (const line of lines) {
    const [, name, value] = /^(.*?): (.*)$/.exec(line)
    assert.equal(response.headers[name.toLowerCase()], value)
  }
})

test('the answer of another server', async () => {
  const line =
    'Bearer realm="r", resource_metadata="http://upstream.internal/.well-known/oauth-protected-resource/mcp"'
  const before = `
    globalThis.fetch = async () => new Response(null, { status: 401, headers: { 'WWW-Authenticate': ${JSON.stringify(line)} } })
  `
  const then = `
    try {
      await authenticate({ headers: {} })
    } catch (response) {
      console.log(JSON.stringify([response.status, response.headers.get('www-authenticate')]))
    }
  `
  const { stdout } = await run(process.execPath, [fileOf('answer.mjs', before + examples[1] + then)], {
    cwd: folder,
  })
  const resourceMetadata = { origin: 'https://gateway.example' }
  assert.deepEqual(JSON.parse(stdout), [401, ...forwardChallenge(line, { resourceMetadata })])
  assert.match(stdout, /https:\/\/gateway\.example\/\.well-known\/oauth-protected-resource\/mcp/)
})

test('onChange', async () => {
  const { stdout } = await run(process.execPath, [fileOf('on-change.mjs', examples[2])], { cwd: folder })
  const comments = Array.from(examples[2].matchAll(/^\/\/ (.*)$/gm), ([, text]) => text)
  assert.deepEqual(stdout.trim().split('\n'), comments)
})
