'use strict'

// Writes lib/known.js, after the addon was built: a store for each parameter name that the addon knows.

const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

const { params } = require('../lib/native.js').names()

const property = (name) => (/^\w+$/.test(name) ? `.${name}` : `['${name}']`)
const cases = params.map((name, id) => `    case ${id}: return void (params${property(name)} = value)`)

writeFileSync(
  join(__dirname, '../lib/known.js'),
  `'use strict'

// Written by scripts/known.js (\`npm run build\`) from the list in src/known.rs.

/** Stores under a known name. With a name in the source V8 takes half the time of one with a computed name. */
function store(params, id, value) {
  switch (id) {
${cases.join('\n')}
  }
}

module.exports = { store }
`,
)
