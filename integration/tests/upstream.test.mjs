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
  const isMisread = ({ verdict }) => verdict === 'wrong'
  const misread = made.filter((_, index) => judged[index].some(({ verdicts }) => verdicts.some(isMisread)))
  const isSearched = ({ header }) => /"https?:[^"]*\?scope=/.test(header)
  const searched = misread.filter(isSearched)
  const [leftOut, ...others] = misread.filter((each) => !isSearched(each))
  const numbers = [made.length, made.length - misread.length, searched.length]
  assert.deepEqual(
    numbersOf(/Over the ([\d,]+) configurations[^.]* from ([\d,]+) of them. In (\d+) of/),
    numbers,
  )
  // "In one".
  assert.deepEqual(others, [])
  assert.match(leftOut.params.error_uri, /\\.*[^\0-\x7f]/)
  assert.ok(!leftOut.header.includes('error_uri='))
})

/** The numbers of a sentence of the page. */
const numbersOf = (sentence) =>
  sentence
    .exec(page.replaceAll('\n', ' '))
    .slice(1)
    .map((text) => Number(text.replaceAll(',', '')))

test('a challenge for a missing scope, as the page has it', () => {
  const [challenge] = parseWwwAuthenticate('Bearer, error="insufficient_scope"')
  assert.equal(challenge.scheme, 'Bearer')
  assert.throws(() => parseWwwAuthenticate('Bearer, error="insufficient_scope"', { strict: true }))
})
