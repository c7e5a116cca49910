'use strict'

// Writes lib/protocol.js: the names and numbers of src/boundary/, as the addon that was just built describes them.

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

function source(protocol) {
  const groups = Object.entries(protocol).map(([name, value]) => `const ${name} = ${literal(value)}\n`)
  const cases = protocol.params.map(
    (name, id) => `    case ${id}:\n      params${key(name)} = value\n      break\n`,
  )
  return `'use strict'

// Written by scripts/protocol.js (\`npm run build\`): the names and numbers of src/boundary/.

${groups.join('\n')}
/** Stores under a known name. With a name in the source V8 takes half the time of one with a computed name. */
function store(params, id, value) {
  switch (id) {
${cases.join('')}  }
}

module.exports = { ${[...Object.keys(protocol), 'store'].sort().join(', ')} }
`
}

const file = path.join(__dirname, '../lib/protocol.js')

module.exports = { file, protocolOf: (backend) => source(describe(backend)) }

if (require.main === module) {
  const { currentPlatform } = require('../lib/platform.js')
  writeFileSync(file, module.exports.protocolOf(require(`../auth-challenge.${currentPlatform()}.node`)))
}
