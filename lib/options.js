'use strict'

const { isToken } = require('./call.js')
const { invalidArgument, invalidOption, kindOf } = require('./errors.js')
const { isObject, isPlainObject } = require('./objects.js')

/** What was read of options. It has no prototype that an option's name could meet, and is as fast as a plain object. */
function Read() {}
Read.prototype = Object.freeze(Object.create(null))

/**
 * Reads the caller's options: their own properties, each by the function that `kinds` has for it, which checks the
 * value. `within` is the option that they are the value of.
 */
function readOptions(options, kinds, within) {
  const option = (name) => (within === undefined ? name : `${within}.${name}`)
  if (!isPlainObject(options)) {
    if (within !== undefined) invalidOption(within, 'a plain object', options)
    const got = isObject(options) && !Array.isArray(options) ? 'an object of another kind' : kindOf(options)
    invalidArgument('invalid-options', `the options must be a plain object, got ${got}`)
  }
  const read = new Read()
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(kinds, name)) {
      const { suggestion } = require('./suggestion.js')
      const error = new TypeError(`unknown option \`${option(name)}\`${suggestion(name, Object.keys(kinds))}`)
      throw Object.assign(error, { code: 'unknown-option', option: option(name) })
    }
    const value = options[name]
    // `undefined` means the same as no option.
    if (value !== undefined) read[name] = kinds[name](value, option(name))
  }
  return read
}

/** The options that `kinds` names, read, and the others as they are. */
function separateOptions(options, kinds) {
  if (!isPlainObject(options)) return [readOptions(options, kinds), {}]
  const isOwn = ([name]) => Object.hasOwn(kinds, name)
  const entries = Object.entries(options)
  return [
    readOptions(Object.fromEntries(entries.filter(isOwn)), kinds),
    Object.fromEntries(entries.filter((entry) => !isOwn(entry))),
  ]
}

/** The kind of an option: it takes the values that pass `test`. */
const kind = (takes, test) => (value, option) => (test(value) ? value : invalidOption(option, takes, value))

const boolean = kind('a boolean', (value) => typeof value === 'boolean')

const callback = kind('a function', (value) => typeof value === 'function')

const isName = (value) => typeof value === 'string' && isToken(value)

const fieldName = kind('a field name (RFC 9110 5.1)', isName)

const length = kind('a length, an integer from 0', (value) => Number.isSafeInteger(value) && value >= 0)

const status = kind('a status code', (value) => Number.isInteger(value) && value >= 100 && value <= 599)

module.exports = {
  boolean,
  callback,
  fieldName,
  isName,
  kind,
  length,
  readOptions,
  separateOptions,
  status,
}
