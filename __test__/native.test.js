'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')

const { notLoaded } = require('../lib/not-loaded.js')
const { PLATFORMS, currentPlatform } = require('../lib/platform.js')
const { version } = require('../package.json')
const { ON_WASM } = require('./on-wasm.js')

/** The package as it is installed without its optional dependencies. */
function bare(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'auth-challenge-'))
  t.after(() => fs.rmSync(folder, { recursive: true }))
  for (const file of ['dist', 'package.json']) {
    fs.cpSync(path.join(__dirname, '..', file), path.join(folder, file), { recursive: true })
  }
  return folder
}

/** The file that Node.js loads for an entry of it. */
const load = (folder, entry = 'index') => require(path.join(folder, `dist/node-addons/${entry}.cjs`))

const NAME = 'AUTH_CHALLENGE_BACKEND'
const BEFORE = process.env[NAME]

/** Sets the environment variable during a test. Other files may run in this process. */
function ask(t, backend) {
  const set = (value) => {
    if (value === undefined) delete process.env[NAME]
    else process.env[NAME] = value
  }
  set(backend)
  t.after(() => set(BEFORE))
}

test('without its binary, the package has the WebAssembly module', ON_WASM, (t) => {
  const folder = bare(t)
  ask(t, undefined)
  const library = load(folder)
  assert.equal(library.parseWwwAuthenticate('Basic')[0].scheme, 'Basic')
  assert.equal(library.backend, 'wasm')
})

test('a program that asks for the binary gets to know which is missing and what to do', (t) => {
  const folder = bare(t)
  ask(t, 'native')
  const binding = `@auth-challenge/binding-${currentPlatform()}`
  assert.throws(
    () => load(folder).parseWwwAuthenticate('Basic'),
    (error) => {
      assert.equal(error.code, 'binding-missing')
      assert.equal(error.package, binding)
      assert.equal(error.cause, undefined)
      for (const part of [
        currentPlatform(),
        `npm install ${binding}@${version}`,
        '--omit=optional',
        'Alpine',
      ]) {
        assert.ok(error.message.includes(part), part)
      }
      return true
    },
  )
})

test('a program can ask for one of the two back ends, and for no other', ON_WASM, (t) => {
  const folder = bare(t)
  ask(t, 'napi')
  assert.throws(
    () => load(folder).parseWwwAuthenticate('Basic'),
    /AUTH_CHALLENGE_BACKEND must be one of native, wasm/,
  )
  ask(t, 'wasm')
  assert.equal(load(folder).backend, 'wasm')
})

test('nothing is loaded before it is needed', (t) => {
  const folder = bare(t)
  ask(t, 'native')
  // Were it loaded, this would throw: there is no binary.
  for (const entry of ['fetch', 'index', 'mcp', 'mcp-proxy', 'node']) load(folder, entry)
})

test('an error says why a binary is unusable, whatever its causes are', () => {
  const causes = [
    [new Error('a', { cause: null }), 'a'],
    [new Error('a', { cause: new Error('b', { cause: undefined }) }), 'b'],
    [new Error('a', { cause: 'text' }), 'text'],
    ['text', 'text'],
    [undefined, 'the loader gives no reason'],
  ]
  for (const [cause, reason] of causes) {
    const { message } = notLoaded('linux-x64-gnu', cause, () => true)
    assert.equal(message.split('\n')[0].split('is installed: ')[1], reason)
  }
})

test('a platform that is not supported and a package that is missing are two errors', () => {
  const cause = new Error('the loader', { cause: new Error('GLIBC_2.14 not found') })
  const { code, message } = notLoaded('freebsd-x64', cause, () => false)
  assert.equal(code, 'platform-unsupported')
  assert.ok(message.includes('freebsd-x64') && message.includes(PLATFORMS.join(', ')))
  const unusable = notLoaded('linux-x64-gnu', cause, () => true)
  assert.equal(unusable.code, 'binding-unusable')
  assert.match(unusable.message, /GLIBC_2\.14 not found/)
})

test('platforms have the names of their packages', () => {
  assert.equal(currentPlatform({ platform: 'darwin', arch: 'arm64' }), 'darwin-arm64')
  assert.equal(currentPlatform({ platform: 'win32', arch: 'x64' }), 'win32-x64-msvc')
  assert.equal(currentPlatform({ platform: 'freebsd', arch: 'x64' }), 'freebsd-x64')
  assert.match(currentPlatform({ platform: 'linux', arch: 'arm' }), /^linux-arm-(gnu|musl)eabihf$/)
  assert.ok(PLATFORMS.includes(currentPlatform()))
})
