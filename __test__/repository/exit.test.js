'use strict'

// Processes and workers that end in the middle of a call, and calls while a process ends.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')

const library = path.join(__dirname, '../..')

/** Runs a program that has the library. Returns what became of it. */
function run(program, backend) {
  const { signal, status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--eval', `const library = require(${JSON.stringify(library)})\n${program}`],
    { encoding: 'utf8', env: { ...process.env, AUTH_CHALLENGE_BACKEND: backend } },
  )
  return { signal, status, stderr, stdout }
}

const EXITS = [
  `library.parseWwwAuthenticate('a b c', { onDefect: () => process.exit(7) })`,
  `library.forwardChallenge('Bearer scope="a"', { scope: () => process.exit(7) })`,
  `library.forwardChallenge('Bearer a b', { normalize: true, onChange: () => process.exit(7) })`,
  `library.bearerChallenge({ get realm() { process.exit(7) } })`,
  `library.createForwarder({ realm: 'a' })({ get headers() { process.exit(7) } })`,
]

const IN_WORKER = (program) => `
  const { Worker } = require('node:worker_threads')
  const program = ${JSON.stringify(`const library = require(${JSON.stringify(library)})\n`)} + ${JSON.stringify(program)}
  new Worker(program, { eval: true }).on('exit', (code) => {
    console.log(library.parseWwwAuthenticate('Basic').length)
    process.exitCode = code
  })
`

for (const backend of ['native', 'wasm']) {
  test(`a process may exit, and a worker may, in the middle of a call: ${backend}`, () => {
    for (const exit of EXITS) {
      assert.deepEqual(run(exit, backend), { signal: null, status: 7, stderr: '', stdout: '' }, exit)
    }
    const worker = run(IN_WORKER(EXITS[1]), backend)
    assert.deepEqual(worker, { signal: null, status: 7, stderr: '', stdout: '1\n' })
  })

  test(`calls while a process ends are answered: ${backend}`, () => {
    const program = `
      const forward = library.createForwarder({ realm: 'kept' })
      forward('Basic')
      process.on('exit', () => console.log(forward('Basic a=b')[0], library.parseWwwAuthenticate('A, B').length))
      process.on('uncaughtException', () => process.exit(5))
      library.forwardChallenge('Bearer scope="a"', { scope() { throw new Error('of the caller') } })
    `
    assert.deepEqual(run(program, backend), {
      signal: null,
      status: 5,
      stderr: '',
      stdout: 'Basic a=b, realm="kept" 2\n',
    })
  })
}
