// docs/clients.md: the data of `auth-challenge --clients` as a table.

import { createRequire } from 'node:module'

import { table } from '../../scripts/table.mjs'

const require = createRequire(import.meta.url)
const { FORMS } = require('../../bin/clients/forms.js')
const { clientOf, readingOf } = require('../../bin/clients/index.js')

const INTRODUCTION = `# What clients read

What seven clients and libraries read of a header of each form: the data of \`npx auth-challenge --clients\`.

Each form is one ordinary header, altered in one way (\`bin/clients/forms.js\`). A cell says whether the real reader, as it is
published, returns what the header means: all of it, nothing, or some of it. Behind that, of the conformance vectors that
have the form, in how many it does; a vector may have several forms. What counts is what the reader looks for: all of them
\`error\`, \`scope\` and \`resource_metadata\`, and but for the TypeScript SDK 1 and the Python SDK \`error_description\` too.

\`npm run clients\` writes this page; \`npm run test:integration\` compares it with what the clients read.

`

const WORDS = { everything: 'all', nothing: 'nothing' }

function cell(client, form) {
  const { vectors } = client.forms[form]
  const word = WORDS[readingOf(client, form).reads] ?? 'some'
  return vectors.endsWith('of 0') ? word : `${word}, ${vectors}`
}

export function pageOf(readings) {
  const rows = FORMS.map(({ form, what }) => [
    `\`${form}\`: ${what}`,
    ...readings.map((client) => cell(client, form)),
  ])
  return `${INTRODUCTION}${table(['form', ...readings.map(clientOf)], rows)}\n`
}
