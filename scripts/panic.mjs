// `npm run test:panic`: builds both back ends with a bug that panics (the feature `_panic`), and checks that a panic is an
// error of its call, on the main thread and in a worker, and that the next call works.

import assert from 'node:assert/strict'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Worker } from 'node:worker_threads'

import { cache, flags, isMain, manifest, output, root, run } from './project.mjs'

const TARGET = 'wasm32-unknown-unknown'
const FORCED = 'force-a-panic'

const app = path.join(cache, 'panic')
const target = path.join(cache, 'target-panic')

/** Builds the crate as a dynamic library; returns its file. Not optimized: only what a panic does is of interest. */
function build(features, ...args) {
  const printed = output('cargo', [
    ...['rustc', '--lib', '--crate-type', 'cdylib', '--locked', '--target-dir', target],
    ...['--features', `${features},_panic`, '--message-format', 'json', ...args],
  ])
  const artifacts = printed.split('\n').map((line) => JSON.parse(line))
  const built = artifacts.findLast(
    ({ target, reason }) => reason === 'compiler-artifact' && target.name === 'auth_challenge',
  )
  return built.filenames.find((file) => /\.(so|dylib|dll|wasm)$/.test(file))
}

/** The package with the back ends of this build. */
function install() {
  const require = createRequire(import.meta.url)
  const { currentPlatform } = require('../lib/platform.js')
  fs.rmSync(app, { recursive: true, force: true })
  for (const file of ['entries', 'lib', 'package.json']) {
    fs.cpSync(path.join(root, file), path.join(app, file), { recursive: true })
  }
  fs.mkdirSync(path.join(app, 'dist'))
  fs.copyFileSync(build('wasm', '--target', TARGET), path.join(app, 'dist/auth-challenge.wasm'))
  fs.copyFileSync(build('node'), path.join(app, `${manifest.napi.binaryName}.${currentPlatform()}.node`))
}

/** Checks the back end that the environment names. */
function check() {
  const { backend, createForwarder, forwardChallenge, parseWwwAuthenticate } = createRequire(import.meta.url)(
    path.join(app, 'entries/index.js'),
  )
  assert.equal(backend, process.env.AUTH_CHALLENGE_BACKEND)
  const isPanic = (error) => error instanceof Error && /panicked|unreachable/.test(error.message)
  const keeping = createForwarder({ realm: 'kept' })
  const asking = createForwarder({ scope: (scopes) => [...scopes, 'more'] })
  // The second line panics: the first one is half read, and its edits are half made.
  const lines = ['Bearer realm="secret", scope="a"', FORCED]
  const calls = [
    () => parseWwwAuthenticate(FORCED),
    () => parseWwwAuthenticate(lines, { onDefect: () => {}, strict: true }),
    () => forwardChallenge(lines, { normalize: true, onChange: () => {} }),
    () => asking(lines),
    // The back end keeps these edits from the first call on; a panic in it and in a later one.
    () => keeping(lines),
    () => keeping(FORCED),
  ]
  for (let round = 0; round < 50; round += 1) {
    for (const call of calls) {
      assert.throws(call, isPanic)
      assert.equal(parseWwwAuthenticate('Basic realm="a"')[0].params.realm, 'a')
      assert.deepEqual(keeping('Basic a=b'), ['Basic a=b, realm="kept"'])
      assert.deepEqual(asking('Bearer scope="a"'), ['Bearer scope="a more"'])
      assert.deepEqual(forwardChallenge(['Basic', 'Bearer a'], { schemes: ['Bearer'] }), ['Bearer a'])
    }
  }
  return 50 * calls.length
}

const inWorker = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { argv: ['--check'], stderr: true })
    worker
      .on('error', reject)
      .on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${code}`))))
  })

if (flags.has('--check')) {
  const panics = check()
  if (flags.has('--worker')) {
    await inWorker()
    console.log(
      `${process.env.AUTH_CHALLENGE_BACKEND}: ${panics} panics were errors, as many in a worker, and each next call worked`,
    )
  }
} else if (isMain(import.meta)) {
  install()
  for (const backend of ['native', 'wasm']) {
    const env = { ...process.env, AUTH_CHALLENGE_BACKEND: backend }
    // Rust prints where each panic was.
    run(process.execPath, [import.meta.filename ?? process.argv[1], '--check', '--worker'], {
      env,
      stdio: ['ignore', 'inherit', 'ignore'],
    })
  }
}
