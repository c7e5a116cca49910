'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { inspect } = require('node:util')

const fc = require('fast-check')

const { randomSource } = require('./hostile.js')

/** The same cases each time; `PROPERTY_SEED` and `PROPERTY_RUNS` look for others. */
const seed = Number(process.env.PROPERTY_SEED ?? 9110)
const numRuns = Number(process.env.PROPERTY_RUNS ?? 2000)

/** Functions that try a property on input that fast-check generates, and say how often; `options` are those of a test. */
const propertyWith =
  (options) =>
  (title, ...parts) => {
    test(title, options, (t) => {
      const result = fc.check(fc.property(...parts), { numRuns, seed })
      if (result.failed) {
        assert.fail(`${JSON.stringify(result.counterexample)}\n${result.errorInstance?.stack}`)
      }
      assert.equal(result.numRuns, numRuns)
      t.diagnostic(`${numRuns} cases: ${title}`)
    })
  }
const property = propertyWith({})

const errorOf = (check, ...input) => {
  try {
    return void check(...input)
  } catch (error) {
    return error
  }
}

/** Fewer options and less text of the same failure: fast-check shrinks the lines. */
function smallest(check, lines, options) {
  let fewest = options
  for (const name of Object.keys(options)) {
    const { [name]: _, ...fewer } = fewest
    if (errorOf(check, lines, fewer)) fewest = fewer
  }
  const texts = fc.array(fc.string({ unit: 'binary' }))
  const { counterexample } = fc.check(
    fc.property(texts, (lines) => void check(lines, fewest)),
    { examples: [[lines]], numRuns: 1 },
  )
  return [counterexample?.[0] ?? lines, fewest]
}

/**
 * Tries a check of lines and options on fifty times as many cases: fast-check takes too long to generate them, and only
 * shrinks those that fail.
 */
function forwardProperty(title, generate, check) {
  test(title, (t) => {
    const random = randomSource(seed)
    const count = numRuns * 50
    for (let at = 0; at < count; at += 1) {
      const input = generate(random)
      if (errorOf(check, ...input) === undefined) continue
      const [lines, options] = smallest(check, ...input)
      assert.fail(
        `case ${at}: ${inspect(lines)} with ${inspect(options)}\n${errorOf(check, lines, options)?.stack}`,
      )
    }
    t.diagnostic(`${count} cases: ${title}`)
  })
}

module.exports = { errorOf, forwardProperty, property, propertyWith, smallest }
