// The code and the numbers of docs/upstream.md.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

import { parseWwwAuthenticate } from 'auth-challenge'

import { builders } from '../lib/builders.mjs'
import { configurations } from '../lib/configurations.mjs'
import { judge } from '../lib/judge.mjs'
import { ROOT, WORK } from '../lib/places.mjs'

const page = readFileSync(join(ROOT, 'docs/upstream.md'), 'utf8')
const [, code] = /```js\n(.*?)```/s.exec(page)
const file = join(WORK, 'by-hand.mjs')
writeFileSync(file, code)
const { bearerHeader } = await import(pathToFileURL(file))

test('thirty lines instead', async () => {
  const { params } = builders['6.x']['401 for the API key']
  const made = configurations(5_000).map((configuration) => {
    const configured = params(configuration)
    return { header: bearerHeader(configured), params: configured }
  })
  for (const { header } of made)
    assert.doesNotThrow(() => parseWwwAuthenticate(header, { strict: true }), undefined, header)

  const judged = await judge(made)
  const isRead = judged.map((each) =>
    each.every(({ verdicts }) => verdicts.every(({ verdict }) => verdict !== 'wrong')),
  )
  const read = isRead.filter(Boolean).length
  assert.match(page, new RegExp(`from ${read.toLocaleString('en')} of them`))
  made.forEach(({ header }, index) => {
    assert.ok(isRead[index] || /https?:[^"]*(?:scope|error|resource_metadata)=/.test(header), header)
  })
})

test('a challenge for a missing scope, as the page has it', () => {
  const [challenge] = parseWwwAuthenticate('Bearer, error="insufficient_scope"')
  assert.equal(challenge.scheme, 'Bearer')
  assert.throws(() => parseWwwAuthenticate('Bearer, error="insufficient_scope"', { strict: true }))
})
