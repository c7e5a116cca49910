'use strict'

// What an attacker gets with a header of great size, or with names that collide.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const {
  bearerChallenge,
  findChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  parseWwwAuthenticate,
} = require('auth-challenge')
const { entries, isSendable, leavesNothingBroken, numbered, read, strict } = require('./unbroken.js')

test('a mebibyte of each separator is nothing, and hides nothing', () => {
  const separators = [
    ',',
    ' ',
    '\t',
    ';',
    '=',
    '"',
    '\\',
    "'",
    '\r',
    '\n',
    '\0',
    '/',
    ', ',
    '" ,',
    '\\"',
    '= ',
    ',=',
    '\x80',
    '\u0122',
  ]
  for (const separator of separators) {
    const long = separator.repeat((1 << 20) / separator.length)
    const only = read(long)
    assert.ok(
      only.every(({ params }) => entries({ params }).length === 0),
      JSON.stringify(separator),
    )
    // The challenge before it is read whatever follows; the limit drops the rest.
    assert.equal(read(`Basic realm="a",${long}`)[0].params.realm, 'a')
    const [bearer] = read(`Bearer realm="${long}`)
    assert.equal(bearer.scheme, 'Bearer')
    for (const edits of [undefined, { normalize: true, remove: 'a' }]) {
      assert.ok(forwardChallenge([`Basic realm="a",${long}`, long], edits).every(isSendable))
    }
    assert.equal(
      forwardChallenge(`Basic realm="a",${long}`, { remove: 'b' })[0].startsWith('Basic realm="a"'),
      true,
    )
    assert.ok(
      bearerChallenge({ error_description: long, extensions: { x: long }, realm: long }).length <= 8192,
    )
  }
})

test('100,000 parameters are 100,000 parameters', () => {
  const names = numbered(100_000, (number) => `n${number}`)
  const line = `Bearer ${names.map((name) => `${name}=v`).join(', ')}`
  const [challenge] = strict(line)
  assert.equal(Object.keys(challenge.params).join(), names.join())
  assert.equal(read(`${line}, N99999=w, n0="x"`)[0].params.n99999, 'v')
  assert.throws(() => strict(`${line}, N99999=w`), { code: 'duplicate-parameter', offset: line.length + 2 })
  // The usual limit: what is complete before it.
  const few = entries(parseWwwAuthenticate(line)[0]).length
  assert.ok(few > 4000 && few < 100_000)
  assert.throws(() => formatWwwAuthenticate([challenge]), { code: 'too-long' })
  const extensions = Object.fromEntries(names.map((name) => [name, 'v']))
  assert.ok(bearerChallenge({ extensions }).length <= 8192)
  const [sent] = forwardChallenge(line, { remove: 'n1', set: { hop: 'a' } })
  const [forwarded] = strict(sent)
  assert.deepEqual(
    [forwarded.params.n0, forwarded.params.n1, forwarded.params.hop, entries(forwarded).length],
    ['v', undefined, 'a', few],
  )
})

test('10,000 challenges are 10,000 challenges', () => {
  const lines = numbered(10_000, (number) => `S${number} a="${number}"`)
  for (const source of [lines, lines.join(', ')]) {
    const challenges = strict(source)
    assert.equal(challenges.length, 10_000)
    assert.equal(challenges[9999].params.a, '9999')
  }
  assert.equal(findChallenge(lines.slice(0, 1000), 's999').params.a, '999')
  const short = numbered(5000, () => 'a').join()
  assert.equal(strict(short).length, 5000)
  assert.deepEqual(forwardChallenge(short, { schemes: ['Bearer'] }), [])
  leavesNothingBroken(short)
})

/** FNV-1a of 32 bits, which is the fingerprint of src/parse/seen.rs. */
function fnv(text) {
  let hash = 0x811c_9dc5
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ (text.charCodeAt(at) | 0x20), 0x0100_0193)
  return hash >>> 0
}

/** The hash of Java's strings, and of much else. */
const by31 = (text) =>
  Array.from(text).reduce((hash, one) => (Math.imul(hash, 31) + one.charCodeAt(0)) | 0, 0)

/** Names of the same length in which two pieces with one hash alternate in every way. */
const alternating = ([a, b], bits) =>
  numbered(1 << bits, (number) =>
    Array.from(number.toString(2).padStart(bits, '0'), (bit) => (bit === '1' ? a : b)).join(''),
  )

/** Names whose FNV-1a agrees in its last 10 bits: all of them stand in one place of a table with 1024. */
function alikeByFnv(count) {
  const names = []
  for (let number = 0; names.length < count; number += 1) {
    const name = `f${number.toString(36).padStart(7, '0')}`
    if ((fnv(name) & 0x3ff) === 0x2bc) names.push(name)
  }
  return names
}

test('names that collide in a hash are read as fast as others', () => {
  // 97 * 31 + 126 and 98 * 31 + 95
  const pair = ['a~', 'b_']
  assert.equal(by31(pair[0]), by31(pair[1]))
  const families = {
    fnv: alikeByFnv(1000),
    'multiples of 31': alternating(pair, 11),
    'integers of a table': numbered(2000, (number) => String(number * 4096)),
    'differ at the end': numbered(2000, (number) => `${'a'.repeat(24)}${number}`),
    'differ in the middle': numbered(
      2000,
      (number) => `aaaaaaaaaaaa${number.toString().padStart(4, '0')}aaaaaaaaaaaa`,
    ),
  }
  // Of the processor: what else the machine does has no part in it.
  const millis = (line) =>
    Math.min(
      ...numbered(5, () => {
        const start = process.cpuUsage()
        read(line)
        const { system, user } = process.cpuUsage(start)
        return (system + user) / 1000
      }),
    )
  for (const [family, names] of Object.entries(families)) {
    const line = (names) => `Bearer ${names.map((name) => `${name}=v`).join()}`
    const usual = numbered(names.length, (number) => `n${number}`.padEnd(names[0].length, 'x'))
    const [challenge] = strict(line(names))
    assert.equal(entries(challenge).length, new Set(names).size, family)
    assert.ok(millis(line(names)) < 20 * millis(line(usual)) + 20, family)
  }
})
