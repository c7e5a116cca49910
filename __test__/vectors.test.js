'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { parseWwwAuthenticate } = require('auth-challenge')
const { vectors } = require('./vectors.js')

/** Challenges as the vectors write them, names in lower case. */
const asRead = (challenges) =>
  challenges.map(({ scheme, token68, params }) => ({ scheme, token68, params: Object.entries(params) }))

const asExpected = (challenges) =>
  challenges.map(({ scheme, token68, params }) => ({
    scheme,
    token68,
    params: params.map(([name, value]) => [name.toLowerCase(), value]),
  }))

function tolerant(fields, maxLength) {
  const defects = []
  const challenges = parseWwwAuthenticate(fields, { maxLength, onDefect: (defect) => defects.push(defect) })
  return { challenges: asRead(challenges), defects }
}

/** The challenges, or the error. */
function strict(fields, maxLength) {
  try {
    return { challenges: asRead(parseWwwAuthenticate(fields, { maxLength, strict: true })) }
  } catch ({ code, line, offset }) {
    return { error: { code, line, offset } }
  }
}

test('strict reading is what RFC 9110 makes of every published field', (t) => {
  const published = vectors('published.jsonl')
  for (const { id, fields, rfc } of published) {
    const { challenges, error } = strict(fields)
    const repeats = (challenge) =>
      new Set(challenge.params.map(([name]) => name)).size < challenge.params.length
    if (rfc === 'invalid') assert.ok(error, id)
    else if (asExpected(rfc).some(repeats)) assert.equal(error?.code, 'duplicate-parameter', id)
    else assert.deepEqual(challenges, asExpected(rfc), id)
  }
  t.diagnostic(`${published.length} published vectors`)
})

test('tolerant reading equals strict reading on every valid field, throws on none, and first meets what strict meets', (t) => {
  const all = [...vectors('published.jsonl'), ...vectors('recoveries.jsonl')]
  for (const { id, fields, maxLength } of all) {
    const { challenges, defects } = tolerant(fields, maxLength)
    const { challenges: valid, error } = strict(fields, maxLength)
    if (error) assert.deepEqual(defects[0], error, id)
    else assert.deepEqual({ challenges, defects }, { challenges: valid, defects: [] }, id)
  }
  t.diagnostic(`${all.length} vectors`)
})

test('each recovery reads what its vectors say', (t) => {
  const recoveries = vectors('recoveries.jsonl')
  for (const { id, fields, maxLength, tolerant: expected, defects } of recoveries) {
    assert.deepEqual(tolerant(fields, maxLength), { challenges: asExpected(expected), defects }, id)
  }
  t.diagnostic(`${recoveries.length} recovery vectors`)
})

test('a line is the same alone and in an array', () => {
  for (const { id, fields } of vectors('published.jsonl').filter(({ fields }) => fields.length === 1)) {
    assert.deepEqual(tolerant(fields[0]), tolerant(fields), id)
  }
})
