'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const {
  changeReasons,
  defectCodes,
  findingCodes,
  formatErrorCodes,
  profiles,
} = require('../lib/catalogue.js')
const { number, params } = require('../lib/protocol.js')
const { exports: entries } = require('../package.json')

/** The types of each code entry, by the name that programs import. */
const ENTRIES = Object.entries(entries)
  .filter(([entry]) => entry !== './package.json')
  .map(([entry, { types }]) => [
    entry.replace('.', 'auth-challenge'),
    path.join(__dirname, '..', types.default),
  ])

const isCommonJs = (entry) => require.resolve(entry).endsWith('.js')

test('an ES module imports each entry by names, and whole by default', async () => {
  assert.equal(ENTRIES.length, 5)
  for (const [entry] of ENTRIES) {
    const whole = require(entry)
    const { default: byDefault, 'module.exports': _sinceNode23, ...named } = await import(entry)
    for (const names of [byDefault, named])
      assert.deepEqual(Object.keys(names).sort(), Object.keys(whole).sort())
    for (const [name, value] of Object.entries(named)) assert.equal(byDefault[name], value)
    // Without addons, each module format has a file of its own.
    if (isCommonJs(entry)) assert.equal(byDefault, whole)
  }
})

test('the types beside each entry declare its exports, and no others', () => {
  for (const [entry, file] of ENTRIES) {
    const types = fs.readFileSync(file, 'utf8')
    const declared = [...types.matchAll(/^export (?:declare )?(?:class|const|function) (\w+)/gm)].map(
      ([, name]) => name,
    )
    assert.deepEqual([...new Set(declared)].sort(), Object.keys(require(entry)).sort())
  }
})

test('the types name the parameters of Rust, and no others', () => {
  const types = fs.readFileSync(path.join(__dirname, '../index.d.ts'), 'utf8')
  for (const name of ['ChallengeParams', 'BearerParams']) {
    const [, body] = new RegExp(`interface ${name} {\n([^}]*)\n}`).exec(types)
    const declared = [...body.matchAll(/^ {2}'?([\w-]+)'?\?:/gm)].map(([, param]) => param)
    assert.deepEqual(
      declared.filter((param) => param !== 'extensions'),
      params,
    )
  }
})

test('the types and the README name the limit of Rust', () => {
  const [types, readme] = ['index.d.ts', 'README.md'].map((file) =>
    fs.readFileSync(path.join(__dirname, '..', file), 'utf8'),
  )
  const { DEFAULT_MAX_LENGTH } = number
  assert.ok(types.includes(`@default ${DEFAULT_MAX_LENGTH}\n`))
  assert.ok(readme.includes(`\`maxLength\`, ${DEFAULT_MAX_LENGTH.toLocaleString('en')} by default`))
})

test('the types name the codes of Rust, and no others', () => {
  const types = fs.readFileSync(path.join(__dirname, '../index.d.ts'), 'utf8')
  const unions = { ChangeReason: changeReasons, DefectCode: defectCodes, FormatErrorCode: formatErrorCodes }
  assert.ok(types.includes(`type LintProfile = ${profiles.map((profile) => `'${profile}'`).join(' | ')}\n`))
  assert.deepEqual(findingCodes.slice(0, defectCodes.length), defectCodes)
  const [, findings] = /type FindingCode =\n {2}\| DefectCode\n((?: {2}\| '.*'\n)+)/.exec(types)
  assert.deepEqual(findings.match(/[a-z0-9-]+/g), findingCodes.slice(defectCodes.length))
  for (const [name, codes] of Object.entries(unions)) {
    const [, union] = new RegExp(`type ${name} =\n((?: {2}\\| '.*'\n)+)`).exec(types)
    assert.deepEqual(union.match(/[a-z0-9-]+/g), codes)
  }
})
