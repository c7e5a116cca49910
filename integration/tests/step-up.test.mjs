// Real clients against mcp-proxy and fastmcp: which scopes they ask for after a 401 and after a 403.

import assert from 'node:assert/strict'
import { after, before, mock, test } from 'node:test'

import { McpServer } from '@modelcontextprotocol/server'
import * as mcp from 'auth-challenge/mcp'
import * as fastmcp from 'fastmcp'
import * as proxy from 'mcp-proxy'

import { startAuthorizationServer } from '../lib/authorization.mjs'
import { useTool as useToolInPython } from '../lib/python.mjs'
import { READ, startFastmcp, startProxy, WRITE } from '../lib/servers.mjs'
import { swappedFastmcp, swappedProxy } from '../lib/swapped.mjs'
import { table } from '../../scripts/table.mjs'
import { useTool } from '../lib/typescript-client.mjs'

/** What a user of auth-challenge throws from `authenticate`, without any change to mcp-proxy or fastmcp. */
const thrown = {
  unauthorized(resource) {
    throw mcp.unauthorized({ realm: 'files', resource, scope: READ })
  },
  insufficientScope(resource) {
    throw mcp.insufficientScope({ error_description: 'Sessions are for writers', resource, scope: WRITE })
  },
}

const BOTH = `${READ} ${WRITE}`

/**
 * Each client and server, with the scope that must be asked for after the 401, and then after the 403; `undefined` if
 * the client is not to ask, and `null` if it asks for none. fastmcp does not pass the scope of a 401 on to mcp-proxy.
 */
const cases = [
  ['TypeScript', 'mcp-proxy', 'as published', READ, undefined],
  ['TypeScript', 'mcp-proxy', 'with the swap', READ, BOTH],
  ['TypeScript', 'mcp-proxy', 'as published, thrown responses', READ, BOTH],
  ['TypeScript', 'fastmcp', 'as published', null, undefined],
  ['TypeScript', 'fastmcp', 'with the swap', null, WRITE],
  ['TypeScript', 'fastmcp', 'as published, thrown responses', READ, BOTH],
  ['Python', 'mcp-proxy', 'as published', READ, BOTH],
  ['Python', 'mcp-proxy', 'with the swap', READ, BOTH],
  ['Python', 'mcp-proxy', 'as published, thrown responses', READ, BOTH],
  ['Python', 'fastmcp', 'as published', null, WRITE],
  ['Python', 'fastmcp', 'with the swap', null, WRITE],
  ['Python', 'fastmcp', 'as published, thrown responses', READ, BOTH],
]

const clients = { Python: useToolInPython, TypeScript: useTool }

const servers = {
  'mcp-proxy': async (way, options) =>
    startProxy({ ...options, McpServer, module: way === 'with the swap' ? await swappedProxy() : proxy }),
  fastmcp: async (way, options) =>
    startFastmcp({ ...options, ...(way === 'with the swap' ? await swappedFastmcp() : fastmcp) }),
}

const rows = []
const transcripts = []
const print = console.log
let authorization

before(async () => {
  mock.method(console, 'log', () => {})
  authorization = await startAuthorizationServer()
})

after(async () => {
  await authorization.close()
  print(transcripts.join('\n'))
  print(table(['client', 'server', 'way', 'scope asked for after the 401', 'after the 403', 'tool'], rows))
})

for (const [client, server, way, afterUnauthorized, afterForbidden] of cases) {
  test(`${client} client, ${server} ${way}`, async () => {
    const isThrown = way.endsWith('thrown responses')
    const { close, url } = await servers[server](way, {
      authorization,
      thrown: isThrown ? thrown : undefined,
    })
    const { answer, transcript, visited } = await clients[client](url).finally(close)
    if (transcript && server === 'mcp-proxy')
      transcripts.push(`${client} client, ${server} ${way}`, ...transcript, answer, '')

    const asked = visited.map(({ searchParams }) => searchParams.get('scope'))
    const shown = (index) => (asked.length > index ? (asked[index] ?? 'no scope') : 'does not ask')
    rows.push([client, server, way, shown(0), shown(1), answer === 'written' ? 'used' : 'refused'])

    assert.deepEqual(
      asked,
      afterForbidden === undefined ? [afterUnauthorized] : [afterUnauthorized, afterForbidden],
    )
    if (afterForbidden === undefined) assert.match(answer, /insufficient_scope/)
    else assert.equal(answer, 'written')
  })
}
