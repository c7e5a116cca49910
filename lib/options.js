'use strict'

const { expected } = require('./errors.js')

/** What an option may be: a test, its name in words, and the code of the error. */
const kinds = {
  boolean: [(value) => typeof value === 'boolean', 'a boolean', 'expected-boolean'],
  fieldName: [
    (value) => typeof value === 'string' && /^[!#$%&'*+.^_`|~\w-]+$/.test(value),
    'a field name (RFC 9110 5.1)',
    'expected-field-name',
  ],
  function: [(value) => typeof value === 'function', 'a function', 'expected-function'],
  length: [
    (value) => Number.isSafeInteger(value) && value >= 0,
    'a length, an integer from 0',
    'expected-length',
  ],
}

/** Checks `options` against `known`, an object of option names and kinds. `undefined` is as good as absent. */
function checkOptions(options, known) {
  if (options === null || typeof options !== 'object') {
    expected('an object of options', 'expected-options', options)
  }
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(known, name)) {
      expected(`an option among ${Object.keys(known).join(', ')}`, 'expected-known-option', name)
    }
    const value = options[name]
    const [fits, what, code] = kinds[known[name]]
    if (value !== undefined && !fits(value)) {
      expected(`${what} as \`${name}\``, code, value)
    }
  }
}

module.exports = { checkOptions }
