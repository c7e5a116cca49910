'use strict'

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { currentPlatform } = require('../../lib/platform.js')

const root = path.join(__dirname, '../..')

/** The files that are loaded by an expression with `library`, which is the entry; first, by that alone. */
function filesOf(entry, expression) {
  const program = `
    const files = () => Object.keys(require.cache).map((file) => file.split(/[\\\\/]/).at(-1))
    const library = require('auth-challenge${entry}')
    const before = files()
    ${expression}
    console.log(JSON.stringify([before, files().slice(before.length)]))`
  return JSON.parse(execFileSync(process.execPath, ['--eval', program], { cwd: root, encoding: 'utf8' }))
}

test('an entry loads no file but its own, and a first call what that needs', () => {
  const BINARY =
    process.env.AUTH_CHALLENGE_BACKEND === 'wasm' ? [] : [`auth-challenge.${currentPlatform()}.node`]
  for (const [entry, file, expression, more] of [
    ['', 'index.cjs', "library.parseWwwAuthenticate('Basic')", ['reading.cjs', ...BINARY]],
    ['', 'index.cjs', 'library.ChallengeSyntaxError', ['reading.cjs']],
    ['/mcp', 'mcp.cjs', '', []],
    ['/mcp-proxy', 'mcp-proxy.cjs', '', []],
    ['/fetch', 'fetch.cjs', '', []],
    ['/node', 'node.cjs', '', []],
  ]) {
    assert.deepEqual(filesOf(entry, expression), [[file], more], `${entry} ${expression}`)
  }
})

test('a function can be replaced', () => {
  const program = `
    const library = require('auth-challenge')
    library.parseWwwAuthenticate = () => 'another'
    console.log(library.parseWwwAuthenticate())`
  assert.equal(
    execFileSync(process.execPath, ['--eval', program], { cwd: root, encoding: 'utf8' }).trim(),
    'another',
  )
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

test('WebAssembly needs neither TextEncoder nor TextDecoder, which jsdom does not have', () => {
  const program = (before) => `
    ${before}
    const { bearerChallenge, forwardChallenge, parseWwwAuthenticate } = require('./dist/browser/index.cjs')
    const answers = ['files', '\u00e9', '\u0122 \ud800', 'a'.repeat(5000) + '\u00ff'].map((realm) => {
      const line = bearerChallenge({ realm, extensions: { x: realm } })
      return [line, parseWwwAuthenticate(line), forwardChallenge('Basic realm="' + realm + '"', { normalize: true })]
    })
    console.log(JSON.stringify(answers))`
  const answers = (before) =>
    JSON.parse(execFileSync(process.execPath, ['--eval', program(before)], { cwd: root, encoding: 'utf8' }))
  const [[line, [{ params }], [forwarded]]] = answers(
    'delete globalThis.TextEncoder; delete globalThis.TextDecoder',
  )
  assert.equal(line, 'Bearer realm="files", x="files"')
  assert.deepEqual([params.realm, forwarded], ['files', 'Basic realm="files"'])
  assert.deepEqual(answers('delete globalThis.TextEncoder; delete globalThis.TextDecoder'), answers(''))
})

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
      require('auth-challenge').parseWwwAuthenticate('Basic')
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
