'use strict'

const { invalidArgument, kindOf } = require('./errors.js')
const { isObject, isPlainObject, propertyOf } = require('./objects.js')

/** The name that an object's class gives itself; it holds across realms and polyfills, as `instanceof` does not. */
const tagOf = (value) => Object.prototype.toString.call(value).slice('[object '.length, -1)

function invalidSource(source) {
  invalidArgument(
    'invalid-source',
    'the source must be a string, an array of strings, headers, an object with headers, null or undefined, ' +
      `got ${kindOf(source)}`,
  )
}

/** One field line, several, or nothing. An array is copied: a getter in it may call this library again. */
function linesOf(value, source) {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return invalidSource(source)
  const lines = Array.from(value)
  return lines.every((line) => typeof line === 'string') ? lines : invalidSource(source)
}

/** The lines of the field in a record of headers, whatever the case of its names. */
function linesInRecord(record, name, source) {
  const lines = []
  for (const key of Object.keys(record)) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue
    const found = linesOf(record[key], source)
    if (found !== undefined) lines.push(...[found].flat())
  }
  return lines.length > 0 ? lines : undefined
}

/** The lines of the field in headers: those of fetch, or of a class with `get` (axios), or a record. */
function linesInHeaders(headers, name, source) {
  if (!isObject(headers) || Array.isArray(headers)) return invalidSource(source)
  if (isPlainObject(headers)) return linesInRecord(headers, name, source)
  return typeof headers.get === 'function' ? linesOf(headers.get(name), source) : invalidSource(source)
}

/**
 * The field lines of a source.
 *
 * @returns {string | string[] | undefined}
 */
function fieldLines(source, header = 'www-authenticate') {
  if (typeof source === 'string' || source === undefined) return source
  if (source === null) return undefined
  if (typeof source !== 'object') return invalidSource(source)
  if (Array.isArray(source)) return linesOf(source, source)
  const name = header.toLowerCase()
  if (tagOf(source) === 'Headers') return linesInHeaders(source, name, source)
  // IncomingMessage: `headers` would join the lines, and keep only one of some.
  const distinct = propertyOf(source, 'headersDistinct')
  if (isObject(distinct)) return linesOf(distinct[name], source)
  const headers = propertyOf(source, 'headers')
  return isObject(headers) ? linesInHeaders(headers, name, source) : linesInHeaders(source, name, source)
}

/** The status of a `Response` or an `IncomingMessage`. */
function statusOf(source) {
  const of = (name) => (isObject(source) ? propertyOf(source, name) : undefined)
  const status = of('status') ?? of('statusCode')
  return Number.isInteger(status) ? status : undefined
}

module.exports = { fieldLines, statusOf }
