'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { format } = require('node:util')

const library = require('auth-challenge')

const readme = fs.readFileSync(path.join(__dirname, '../README.md'), 'utf8')
const examples = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code)

/** Runs an example. Returns what it prints, and what its comments say it prints. */
function run(example) {
  const printed = []
  const console = { log: (...values) => printed.push(format(...values)) }
  const code = example.replace(/^import (\{.*\}) from ('.*')$/gm, 'const $1 = require($2)')
  new Function('require', 'console', `'use strict'\n${code}`)(require, console)
  const expected = [...example.matchAll(/^ *\/\/ (.*)$/gm)].map(([, line]) => line)
  return { printed, expected }
}

test('every example prints what it says', () => {
  assert.ok(examples.length > 0, 'no examples')
  for (const example of examples) {
    const { printed, expected } = run(example)
    assert.ok(expected.length > 0, example)
    assert.deepEqual(printed.join('\n').split('\n'), expected, example)
  }
})

test('every export has an example', () => {
  for (const name of Object.keys(library)) {
    assert.ok(
      examples.some((example) => example.includes(name)),
      name,
    )
  }
})

test('every export of every entry is in the tables of the API', () => {
  const [, api] = /^## API$(.*?)^## /ms.exec(readme)
  for (const entry of Object.keys(require('../package.json').exports)) {
    if (entry === './package.json') continue
    const place = entry === '.' ? '' : entry.slice(1)
    const rows = api.split('\n').filter((row) => row.includes(`| \`${place}\` |`) === (place !== ''))
    for (const name of Object.keys(require(`auth-challenge${place}`)))
      assert.ok(
        rows.some((row) => row.includes(`\`${name}\``)),
        `${name} of ${entry}`,
      )
  }
})

test('every defect code has a row', () => {
  for (const code of require('../lib/catalogue.js').defectCodes) {
    assert.ok(readme.includes(`| \`${code}\` |`), code)
  }
})
