// The table of README.md that says what others read of the same header, and what ours does.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { findChallenge } from 'auth-challenge'

import { clients } from '../lib/clients.mjs'
import { ROOT } from '../lib/places.mjs'

/** Field lines whose Bearer challenge has the scope `read`, by RFC 9110 11.2 and 11.6.1 but for the last one. */
const FORMS = [
  ['Bearer realm="files", scope="read"'],
  ['Negotiate', 'Bearer scope="read"'],
  ['Negotiate, Bearer scope="read"'],
  ['Bearer realm="not scope=admin", scope="read"'],
  ['Bearer x_scope="admin", scope="read"'],
  ['Bearer SCOPE = "read"'],
  ['Bearer scope=read, realm="files"'],
  ['Bearer, error="insufficient_scope", scope="read"'],
]

const READERS = ['TypeScript SDK 2', 'mcp-remote', 'oauth4webapi', 'auth-header']

test('what others read of a header, and what ours does', async () => {
  const all = clients()
  const others = READERS.map((title) => all.find(({ client }) => client === title))
  const readers = [
    {
      title: '`/scope="([^"]+)"/`',
      read: (fields) => fields.map((lines) => /scope="([^"]+)"/.exec(lines.join(', '))?.[1]),
    },
    ...others.map(({ client, version, read }) => ({
      title: `${client.replace('TypeScript SDK 2', 'MCP SDK')} ${version}`,
      read: async (fields) => (await read(fields)).map((values) => values?.scope),
    })),
    {
      title: 'auth-challenge',
      read: (fields) => fields.map((lines) => findChallenge(lines, 'Bearer')?.params.scope),
    },
  ]
  const found = await Promise.all(readers.map(({ read }) => read(FORMS)))
  assert.deepEqual(
    found.at(-1),
    FORMS.map(() => 'read'),
  )

  const cell = (read) => (read === 'read' ? '✓' : read ? `\`${read}\`` : 'nothing')
  const rows = FORMS.map((lines, index) => [
    lines.map((line) => `\`${line}\``).join(' and '),
    ...found.map((values) => cell(values[index])),
  ])
  const table = [['the scope of', ...readers.map(({ title }) => title)], ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  )
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n')
  assert.deepEqual(
    table.filter((line) => !readme.includes(line)),
    [],
  )
})
