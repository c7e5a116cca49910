'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads')

const { parseWwwAuthenticate } = require('..')

const ROUNDS = 2000

/** Reads fields that only this thread has; returns how many were read right. */
function readOwn(thread) {
  let right = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const realm = `${thread}-${round}`
    const [basic, bearer] = parseWwwAuthenticate(`Basic realm="${realm}", Bearer own-${thread}="${realm}"`)
    right += Number(basic.params.realm === realm && bearer.params[`own-${thread}`] === realm)
  }
  return right
}

if (isMainThread) {
  test('threads read side by side, each with a table of its own', async () => {
    const run = (thread) =>
      new Promise((resolve, reject) => {
        new Worker(__filename, { workerData: thread }).on('message', resolve).on('error', reject)
      })
    const counts = Promise.all([1, 2, 3, 4].map(run))
    assert.equal(readOwn(0), ROUNDS)
    assert.deepEqual(await counts, [ROUNDS, ROUNDS, ROUNDS, ROUNDS])
  })
} else {
  parentPort.postMessage(readOwn(workerData))
}
