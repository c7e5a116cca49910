// What a client of MCP makes of the challenges that it gets, with and without auth-challenge: `npm run demo`.
// The exit code is 1 unless the client is stuck without it, and gets its answer with it.

import { createRequire } from 'node:module'

import { startAuthorizationServer } from '../integration/lib/authorization.mjs'
import { useTool } from '../integration/lib/typescript-client.mjs'
import { colour, header, outcome } from './print.mjs'
import { alone, behindGateway, behindGatewayWithHook, withThrownResponses } from './ways.mjs'

const versionOf = (name) => createRequire(import.meta.url)(`${name}/package.json`).version

/**
 * `shown` is the refusal that makes the difference: the first one, a 401, or the last one, a 403. `why` says why the client
 * is stuck, if it is to be.
 */
const ways = [
  {
    title: `mcp-proxy ${versionOf('mcp-proxy')}`,
    start: alone,
    shown: -1,
    why: 'the comma after Bearer ends it',
  },
  {
    title: 'the same, throwing insufficientScope() of auth-challenge',
    start: withThrownResponses,
    shown: -1,
  },
  {
    title: `a gateway: http-proxy ${versionOf('http-proxy')}`,
    start: behindGateway,
    shown: 0,
    why: 'that document is for another URL',
  },
  { title: 'the same, with createProxyHook() of auth-challenge', start: behindGatewayWithHook, shown: 0 },
]

const print = console.log
// The servers log there.
for (const method of ['error', 'log', 'warn']) console[method] = () => {}

print(`A client (the MCP SDK for TypeScript) calls a tool that needs two scopes.\n`)
const authorization = await startAuthorizationServer()
for (const { title, start, shown, why } of ways) {
  const { close, url } = await start(authorization)
  const result = await useTool(url).finally(close)
  print(colour('bold', title))
  print(header(result.refused.at(shown), new URL(url).origin))
  print(`${outcome(result, why)}\n`)
  if ((result.answer === 'written') === Boolean(why)) process.exitCode = 1
}
await authorization.close()
print(`Try your own:  ${colour('cyan', `npx auth-challenge 'Bearer, error="insufficient_scope"'`)}`)
