'use strict'

// `auth-challenge check`: from arguments to the report and the exit code.

const { progressOn } = require('../exchange.js')
const { isFailure } = require('../options.js')
const { HELP, readArguments } = require('./options.js')
const { probe } = require('./probe.js')
const report = require('./report.js')
const { judged } = require('./verdicts.js')
const all = require('./checks/index.js')

const FOUND = 1

/** Asks the server of `options` and judges what it answers. */
async function resultsOf(options, stderr) {
  const progress = progressOn(stderr)
  try {
    const seen = await probe(options, progress)
    return all.map((check) => ({ check, ...judged(check, seen) }))
  } finally {
    progress('')
  }
}

async function check(args, { stdout, stderr, env }) {
  const options = readArguments(args)
  if (options.help) {
    stdout.write(HELP)
    return 0
  }
  const results = await resultsOf(options, stderr)
  const text =
    options.format === 'checks'
      ? report.checks(results, options, new Date())
      : report.table(results, options, stdout, env)
  stdout.write(text)
  const problems = results.flatMap((result) => result.problems)
  return problems.some((problem) => isFailure(problem, options.failOn)) ? FOUND : 0
}

module.exports = { check, resultsOf }
