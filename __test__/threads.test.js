'use strict'

// Worker threads: each has a table of its own, and one may end at any time.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads')

const {
  bearerChallenge,
  createForwarder,
  formatWwwAuthenticate,
  forwardChallenge,
  parseWwwAuthenticate,
} = require('auth-challenge')

const THREADS = 16
const ROUNDS = 500
/** `TERMINATED_WORKERS=200` in the nightly job. */
const TERMINATED = Number(process.env.TERMINATED_WORKERS ?? 40)
/** As many terminated workers live at a time: more of them would only wait for a processor. */
const AT_ONCE = 4

/** Reads, writes and forwards what only this thread has; returns how many rounds went right. */
function ownRounds(thread) {
  const own = `own-${thread}`
  const forward = createForwarder({ realm: own })
  const long = 'x'.repeat(3000)
  let right = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const realm = `${thread}-${round}`
    const [basic, bearer] = parseWwwAuthenticate(`Basic realm="${realm}", Bearer ${own}="${realm}${long}"`)
    const checks = [
      basic.params.realm === realm && bearer.params[own] === realm + long,
      forward('Bearer scope="a"')[0] === `Bearer scope="a", realm="${own}"`,
      forwardChallenge(`Basic realm="a\n${realm}"`)[0] === `Basic realm="a ${realm}"`,
      bearerChallenge({ realm, extensions: { [own]: realm } }) ===
        `Bearer realm="${realm}", ${own}="${realm}"`,
      formatWwwAuthenticate([{ scheme: 'Basic', params: { realm } }]) === `Basic realm="${realm}"`,
    ]
    try {
      parseWwwAuthenticate(`Basic realm="${realm}`, { strict: true })
    } catch (error) {
      checks.push(error.code === 'unterminated-quote')
    }
    right += Number(checks.length === 6 && checks.every(Boolean))
  }
  return right
}

/** Calls without an end, with text that takes long; the first answer says that it is at work. */
function endlessCalls() {
  const lines = Array.from({ length: 200 }, (_, number) => `Bearer realm="${number}", scope="a b"; x`)
  const forward = createForwarder({ normalize: true, realm: 'gateway' })
  const decide = createForwarder({ scope: (scopes) => scopes.concat('more') })
  for (let round = 0; ; round += 1) {
    parseWwwAuthenticate(lines, { onDefect: () => {} })
    forward(lines)
    decide(lines)
    if (round === 0) parentPort.postMessage('at work')
  }
}

const started = (job, thread) => new Worker(__filename, { workerData: { job, thread } })

const firstMessage = (worker) =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })

if (isMainThread) {
  test('sixteen threads at once each get their own answers', async () => {
    const counts = Promise.all(
      Array.from({ length: THREADS }, (_, at) => firstMessage(started('own', at + 1))),
    )
    assert.equal(ownRounds(0), ROUNDS)
    assert.deepEqual(await counts, Array(THREADS).fill(ROUNDS))
  })

  test('workers are terminated in the middle of calls, and the others go on', async (t) => {
    let terminated = 0
    const terminate = async () => {
      while (terminated < TERMINATED) {
        terminated += 1
        const delay = terminated % 4
        const worker = started('endless')
        await firstMessage(worker)
        // From at once to some milliseconds later, so that each kind of call is met.
        if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
        await worker.terminate()
        assert.equal(parseWwwAuthenticate(`Basic realm="${terminated}"`)[0].scheme, 'Basic')
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, terminate))
    assert.ok(terminated >= TERMINATED)
    t.diagnostic(`${terminated} workers were terminated`)
    assert.equal(ownRounds(0), ROUNDS)
  })
} else if (workerData.job === 'own') {
  parentPort.postMessage(ownRounds(workerData.thread))
} else {
  endlessCalls()
}
