'use strict'

const { expected } = require('./errors.js')
const { isToken } = require('./native.js')

/** Reads options of the caller: `kinds` has a function for each that there is, which checks its value and returns it. */
function readOptions(options, kinds) {
  if (options === null || typeof options !== 'object') {
    expected('an object of options', 'expected-options', options)
  }
  const read = {}
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(kinds, name)) {
      expected(`an option among ${Object.keys(kinds).join(', ')}`, 'expected-known-option', name)
    }
    // `undefined` is as good as absent.
    if (options[name] !== undefined) read[name] = kinds[name](options[name])
  }
  return read
}

/** A kind of option: what passes `test` is fine as it is. */
const kind = (what, code, test) => (value) => (test(value) ? value : expected(what, code, value))

const boolean = kind('a boolean', 'expected-boolean', (value) => typeof value === 'boolean')

const callback = kind('a function', 'expected-function', (value) => typeof value === 'function')

const fieldName = kind(
  'a field name (RFC 9110 5.1)',
  'expected-field-name',
  (value) => typeof value === 'string' && isToken(value),
)

const length = kind(
  'a length, an integer from 0',
  'expected-length',
  (value) => Number.isSafeInteger(value) && value >= 0,
)

module.exports = { boolean, callback, fieldName, kind, length, readOptions }
