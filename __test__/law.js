'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const fc = require('fast-check')

/** The same cases each time; `LAW_SEED` and `LAW_RUNS` look for others. */
const seed = Number(process.env.LAW_SEED ?? 9110)
const numRuns = Number(process.env.LAW_RUNS ?? 2000)

/** Tries a property on generated input, and tells how often. */
module.exports = function law(title, ...property) {
  test(title, (t) => {
    const result = fc.check(fc.property(...property), { numRuns, seed })
    if (result.failed) {
      assert.fail(`${JSON.stringify(result.counterexample)}\n${result.errorInstance?.stack}`)
    }
    assert.equal(result.numRuns, numRuns)
    t.diagnostic(`${numRuns} cases: ${title}`)
  })
}
