'use strict'

const { expected } = require('./errors.js')

/** The name that an object's class gives itself; it holds across realms and polyfills, as `instanceof` does not. */
const tagOf = (value) => Object.prototype.toString.call(value).slice('[object '.length, -1)

const isFieldLines = (value) => Array.isArray(value) && value.every((line) => typeof line === 'string')

/**
 * The field lines of a source: a line, several, or nothing.
 *
 * @returns {string | string[] | undefined}
 */
function fieldLines(source, header = 'www-authenticate') {
  if (typeof source === 'string' || source === undefined) return source
  if (source === null) return undefined
  if (isFieldLines(source)) return source
  if (typeof source === 'object') {
    const tag = tagOf(source)
    if (tag === 'Headers') return source.get(header) ?? undefined
    if (tag === 'Response') return source.headers.get(header) ?? undefined
    // IncomingMessage: `headers` would join the lines, and keep only one of some.
    const distinct = source.headersDistinct
    if (distinct !== null && typeof distinct === 'object') return distinct[header.toLowerCase()]
  }
  expected(
    'a string, an array of strings, Headers, a Response, an IncomingMessage, null or undefined',
    'expected-source',
    source,
  )
}

module.exports = { fieldLines }
