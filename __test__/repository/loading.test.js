'use strict'

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const root = path.join(__dirname, '../..')

test('a name is loaded when it is first asked for, once, and can be replaced', () => {
  const program = `
    const files = () => Object.keys(require.cache).map((file) => file.split(/[\\\\/]/).at(-1))
    const library = require(${JSON.stringify(path.join(__dirname, '../../index.js'))})
    const before = files()
    const { protectedResourceMetadataUrl } = library
    const after = files().slice(before.length)
    library.parseWwwAuthenticate = protectedResourceMetadataUrl
    const same = ['parseWwwAuthenticate', 'protectedResourceMetadataUrl'].map((name) => library[name])
    console.log(JSON.stringify([before, after, same.map((value) => value === protectedResourceMetadataUrl)]))`
  const [before, after, same] = JSON.parse(execFileSync(process.execPath, ['--eval', program]))
  assert.deepEqual(before, ['index.js'])
  assert.deepEqual(after, ['url.js', 'call.js', 'backend.js', 'protocol.js', 'errors.js'])
  assert.deepEqual(same, [true, true])
})

// With the file that a tarball has in the place of each: the maps name what is published.
for (const [format, load] of [
  ['CommonJS', "require('auth-challenge')"],
  ['an ES module', "await import('auth-challenge')"],
]) {
  test(`an error of ${format} in dist/ is traced to its line of lib/`, () => {
    const program = `(async () => {
      const { parseWwwAuthenticate } = ${load}
      try { parseWwwAuthenticate(1) } catch ({ stack }) { console.log(stack) }
    })()`
    const flags = ['--no-addons', '--enable-source-maps', '--eval', program]
    const stack = execFileSync(process.execPath, flags, { cwd: root, encoding: 'utf8' })
    const [, file, line] = /\/(lib\/[\w-]+\.js):(\d+)/.exec(stack)
    const source = readFileSync(path.join(root, file), 'utf8').split('\n')[line - 1]
    assert.match(source, /throw Object\.assign\(new TypeError\(message\), \{ code \}\)/)
  })
}

// Real ones are tested under an emulator (scripts/platforms.mjs); here, an array that begins as theirs do.
test('on a big-endian processor there is no WebAssembly, and a missing binary is an error', () => {
  const program = `
    Uint16Array.of = () => Uint8Array.of(0, 1)
    const Module = require('node:module')
    const load = Module._load
    Module._load = (name, ...more) => {
      if (name.endsWith('.node') || name.startsWith('@auth-challenge/'))
        throw Object.assign(new Error(name), { code: 'MODULE_NOT_FOUND' })
      return load(name, ...more)
    }
    try {
      require('./index.js').parseWwwAuthenticate('Basic')
    } catch ({ code, message }) {
      console.log(code ?? message)
    }`
  const printed = (backend) =>
    execFileSync(process.execPath, ['--eval', program], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, AUTH_CHALLENGE_BACKEND: backend },
    }).trim()
  assert.match(printed(''), /^binding-(missing|unusable)$/)
  assert.equal(printed('wasm'), 'the WebAssembly module needs a little-endian processor')
})
