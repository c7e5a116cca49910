'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')

const { notLoaded } = require('../lib/not-loaded.js')
const { PLATFORMS, currentPlatform } = require('../lib/platform.js')
const { version } = require('../package.json')

test('without its binary, the package says which is missing and what to do', (t) => {
  const bare = fs.mkdtempSync(path.join(os.tmpdir(), 'auth-challenge-'))
  t.after(() => fs.rmSync(bare, { recursive: true }))
  for (const file of ['index.js', 'lib', 'package.json']) {
    fs.cpSync(path.join(__dirname, '..', file), path.join(bare, file), { recursive: true })
  }
  const binding = `@auth-challenge/binding-${currentPlatform()}`
  assert.throws(
    () => require(bare).parseWwwAuthenticate('Basic'),
    (error) => {
      assert.equal(error.code, 'binding-missing')
      assert.equal(error.package, binding)
      assert.ok(error.cause instanceof Error)
      for (const part of [currentPlatform(), `npm install ${binding}@${version}`, '--omit=optional', 'Alpine']) {
        assert.ok(error.message.includes(part), part)
      }
      assert.ok(!error.message.includes('npm has a bug'))
      return true
    },
  )
})

test('a platform without a package is told from a package without a platform', () => {
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
