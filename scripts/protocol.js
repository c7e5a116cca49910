'use strict'

// Writes what the addon that was just built describes: lib/protocol.js, the names and numbers of src/boundary/ that calls
// and answers are made of, and lib/catalogue.js, the codes and texts that programs see, which most calls need none of.

const { writeFileSync } = require('node:fs')
const path = require('node:path')

/** What a back end says of itself in its operation 0: groups of constants, and lists. */
function describe({ call, table }) {
  table.fill(0)
  const groups = {}
  for (const [group, ...entry] of call('')
    .split('\n')
    .map((line) => line.split('\t'))) {
    if (entry.length === 2) {
      groups[group] ??= {}
      groups[group][entry[0]] = /^\d+$/.test(entry[1]) ? Number(entry[1]) : entry[1]
    } else {
      groups[group] ??= []
      groups[group].push(entry[0])
    }
  }
  return groups
}

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${quoted(name)}]`)

const literal = (value) =>
  Array.isArray(value)
    ? `[\n${value.map((entry) => `  ${quoted(entry)},\n`).join('')}]`
    : `{\n${Object.entries(value)
        .map(([name, value]) => `  ${name}: ${typeof value === 'number' ? value : quoted(value)},\n`)
        .join('')}}`

/** The lists of codes and texts, by the beginning of their names. */
const IN_CATALOGUE = /^(?:change|defect|finding|formatError|profile|registered)/

const source = (about, groups, more = '', names = []) => `'use strict'

// Written by scripts/protocol.js (\`npm run build\`): ${about} of src/boundary/.

${Object.entries(groups)
  .map(([name, value]) => `const ${name} = ${literal(value)}\n`)
  .join('\n')}${more}
module.exports = { ${[...Object.keys(groups), ...names].sort().join(', ')} }
`

const storing = (params) => `
/** Stores under a known name. With a name in the source V8 takes half the time of one with a computed name. */
function store(params, id, value) {
  switch (id) {
${params.map((name, id) => `    case ${id}:\n      params${key(name)} = value\n      break\n`).join('')}  }
}
`

/** The text of each file of lib/. */
function filesOf(backend) {
  const entries = Object.entries(describe(backend))
  const [catalogue, protocol] = [true, false].map((isIn) =>
    Object.fromEntries(entries.filter(([name]) => IN_CATALOGUE.test(name) === isIn)),
  )
  return {
    'catalogue.js': source('the codes and texts', catalogue),
    'protocol.js': source('the names and numbers', protocol, storing(protocol.params), ['store']),
  }
}

const folder = path.join(__dirname, '../lib')

module.exports = { filesOf, folder }

if (require.main === module) {
  const { currentPlatform } = require('../lib/platform.js')
  const files = filesOf(require(`../auth-challenge.${currentPlatform()}.node`))
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
}
