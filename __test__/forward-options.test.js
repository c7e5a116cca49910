'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { inspect } = require('node:util')
const vm = require('node:vm')

const { createForwarder, forwardChallenge } = require('auth-challenge')

const gateway = 'https://gateway.example'

test('a bad option is refused at once, whatever the header, by its name', () => {
  const wrong = [
    [{ resourceMetadata: { origin: 'ftp://gateway.example' } }, 'resourceMetadata.origin'],
    [{ resourceMetadata: { origin: `${gateway}/mcp` } }, 'resourceMetadata.origin'],
    [{ resourceMetadata: { origin: 'https://user@gateway.example' } }, 'resourceMetadata.origin'],
    [{ resourceMetadata: { origin: 'https://' } }, 'resourceMetadata.origin'],
    [{ resourceMetadata: { origin: 1 } }, 'resourceMetadata.origin'],
    [{ resourceMetadata: {} }, 'resourceMetadata.origin'],
    [{ resourceMetadata: { origin: gateway, from: 'urn:x' } }, 'resourceMetadata.from'],
    [{ resourceMetadata: 'gateway.example' }, 'resourceMetadata'],
    [{ resourceMetadata: 'urn:x' }, 'resourceMetadata'],
    [{ resourceMetadata: ['https://h'] }, 'resourceMetadata'],
    [{ insertResourceMetadata: true }, 'insertResourceMetadata'],
    [{ insertResourceMetadata: 'ftp://h' }, 'insertResourceMetadata'],
    [{ ensure: 'Bearer, error="x"' }, 'ensure'],
    [{ ensure: '' }, 'ensure'],
    [{ ensure: 'Basic, Bearer' }, 'ensure'],
    [{ ensure: 1 }, 'ensure'],
    [{ scope: 'a"b' }, 'scope'],
    [{ scope: '' }, 'scope'],
    [{ scope: ['a b', ''] }, 'scope'],
    [{ scope: [, 'a'] }, 'scope'],
    [{ scope: 1 }, 'scope'],
    [{ realm: 'a\nb' }, 'realm'],
    [{ realm: '\u0122' }, 'realm'],
    [{ realm: 1 }, 'realm'],
    [{ realm: { value: undefined } }, 'realm.value'],
    [{ realm: { schemes: ['Basic'] } }, 'realm.value'],
    [{ set: { 'a b': 'c' } }, 'set'],
    [{ set: { a: 1 } }, 'set.a'],
    [{ set: ['realm'] }, 'set'],
    [{ remove: 'a b' }, 'remove'],
    [{ remove: [, 'a'] }, 'remove[0]'],
    [{ remove: [{ name: 'realm', schemes: 'Basic' }] }, 'remove[0].schemes'],
    [{ remove: { schemes: ['Basic'] } }, 'remove.name'],
    [{ realm: { value: 'a', schemes: [] } }, 'realm.schemes'],
    [{ schemes: 'Bearer' }, 'schemes'],
    [{ schemes: ['a b'] }, 'schemes'],
    [{ schemes: [, 'Basic'] }, 'schemes'],
    [{ errors: 'hide' }, 'errors'],
    [{ normalize: 'yes' }, 'normalize'],
    [{ onChange: true }, 'onChange'],
    [{ status: '401' }, 'status'],
    [{ status: 42 }, 'status'],
    [{ header: 'a b' }, 'header'],
  ]
  const refuses = (options, error) => {
    for (const source of [null, 'Bearer realm="a"']) {
      assert.throws(
        () => forwardChallenge(source, options),
        { name: 'TypeError', ...error },
        inspect(options),
      )
    }
    assert.throws(() => createForwarder(options), { name: 'TypeError', ...error }, inspect(options))
  }
  for (const [options, option] of wrong) refuses(options, { code: 'invalid-option', option })
  for (const [options, option] of [
    [{ resource_metadata: gateway }, 'resource_metadata'],
    [{ resourceMetadata: { host: 'gateway.example' } }, 'resourceMetadata.host'],
    [{ realm: { value: 'a', scheme: ['Basic'] } }, 'realm.scheme'],
    [{ ensure: { scheme: 'Bearer', scope: 'a' } }, 'ensure.scope'],
  ]) {
    refuses(options, { code: 'unknown-option', option })
  }
  for (const options of [null, 'x', [], new Map(), Object.create({ realm: 'a' }), new (class Options {})()]) {
    refuses(options, { code: 'invalid-options' })
  }
  refuses({ ensure: { scopes: 'a' } }, { code: 'unknown-parameter' })
  refuses({ ensure: { scheme: 'a b' } }, { name: 'ChallengeFormatError', code: 'invalid-scheme' })
  assert.throws(() => forwardChallenge(1, {}), { name: 'TypeError', code: 'invalid-source' })
})

test('the message names the option, what it takes and what came, and never a value', () => {
  assert.throws(() => forwardChallenge('', { normalize: 'secret' }), {
    message: 'option `normalize` must be a boolean, got string',
  })
  assert.throws(() => forwardChallenge('', { scope: ['a"'] }), {
    message: 'option `scope` must be scope-tokens (RFC 6749 3.3), or a function, got array',
  })
  assert.throws(() => forwardChallenge('', { normalise: true }), {
    message: 'unknown option `normalise`: did you mean `normalize`?',
  })
  assert.throws(() => forwardChallenge('', new Map()), {
    message: 'the options must be a plain object, got an object of another kind',
  })
})

test('options are own properties: a polluted prototype adds none', (t) => {
  t.after(() => delete Object.prototype.status)
  Object.prototype.status = 200
  assert.deepEqual(forwardChallenge('Bearer error="e", error_description="d"', { errors: 'drop' }), [
    'Bearer',
  ])
  const other = vm.runInNewContext('({ errors: "drop" })')
  assert.deepEqual(forwardChallenge('Bearer error="e"', other), ['Bearer'])
  assert.deepEqual(forwardChallenge('Bearer error="e"', { __proto__: null, errors: 'drop' }), ['Bearer'])
})
