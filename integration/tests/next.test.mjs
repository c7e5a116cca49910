// The package in Next.js: a route of the server and one of the edge runtime, by both bundlers that it has.

import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { NEXT, startNextApp } from '../lib/next.mjs'

const route = (runtime) => `
import { backend, parseWwwAuthenticate } from 'auth-challenge'
import { unauthorized } from 'auth-challenge/mcp'
import { getWWWAuthenticateHeader } from 'auth-challenge/mcp-proxy'

export const dynamic = 'force-dynamic'
export const runtime = '${runtime}'

export function GET() {
  const [{ params }] = parseWwwAuthenticate(unauthorized({ scope: 'a' }))
  return new Response([backend, params.scope, getWWWAuthenticateHeader({ realm: 'files' })].join(' '))
}
`

for (const [bundler, options] of [
  ['Turbopack', []],
  ['webpack', ['--webpack']],
]) {
  test(`Next.js by ${bundler}`, async () => {
    const folder = join(NEXT, `by-${bundler}`)
    rmSync(folder, { force: true, recursive: true })
    const runtimes = ['nodejs', 'edge']
    for (const runtime of runtimes) {
      mkdirSync(join(folder, 'app', runtime), { recursive: true })
      writeFileSync(join(folder, 'app', runtime, 'route.js'), route(runtime))
    }
    const { close, origin } = await startNextApp(folder, options)
    try {
      for (const runtime of runtimes) {
        const answer = await fetch(`${origin}/${runtime}`)
        assert.equal(await answer.text(), 'wasm a Bearer realm="files"', runtime)
      }
    } finally {
      await close()
    }
  })
}
