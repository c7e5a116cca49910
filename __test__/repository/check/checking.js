'use strict'

// What the tests of `check` share: they judge servers of ./server.js.

const { execFile } = require('node:child_process')
const path = require('node:path')

const { bin } = require('../../../package.json')
const { readArguments } = require('../../../bin/check/options.js')
const { resultsOf } = require('../../../bin/check/run.js')
const { SMALL_TOKEN, startServer } = require('./server.js')

const root = path.join(__dirname, '../../..')
const program = path.join(root, bin['auth-challenge'])

/** The ids of the checks that have an error or a warning to report. */
async function found(url, ...args) {
  const results = await resultsOf(readArguments([...args, url]), {})
  const isFinding = ({ severity }) => severity !== 'note'
  return results.filter(({ problems }) => problems.some(isFinding)).map(({ check }) => check.id)
}

const statusesOf = async (url, ...args) => {
  const results = await resultsOf(readArguments([...args, url]), {})
  return new Map(results.map((result) => [result.check.id, result]))
}

async function withServer(options, use) {
  const server = await startServer(options)
  try {
    return await use(server)
  } finally {
    await server.close()
  }
}

/** Runs the program as a shell does. */
function run(...args) {
  const { FORCE_COLOR: _force, NO_COLOR: _no, COLUMNS: _columns, ...env } = process.env
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
  })
}

const SMALL = ['--insufficient-token', SMALL_TOKEN]

module.exports = { SMALL, found, root, run, statusesOf, withServer }
