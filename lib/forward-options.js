'use strict'

const { expected } = require('./errors.js')
const native = require('./native.js')
const { boolean, callback, fieldName, kind, readOptions } = require('./options.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { origin, url } = require('./url.js')
const { bearerChallenge, formatWwwAuthenticate } = require('./write.js')

const isString = (value) => typeof value === 'string'
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)

const name = kind('a parameter name', 'expected-name', (value) => isString(value) && native.isToken(value))
const value = kind('a value that a field can hold', 'expected-value', (value) => isString(value) && native.isValue(value))
const schemes = kind(
  'an array of schemes',
  'expected-schemes',
  (value) => Array.isArray(value) && value.every((scheme) => isString(scheme) && native.isToken(scheme)),
)

/** The schemes of one edit. */
const someSchemes = (given) =>
  schemes(given).length > 0 ? given : expected('one scheme or more', 'expected-schemes', given)

/** What is for some schemes, or for all. */
const forSchemes = (schemes = []) => schemes.join(' ')

/** `value`, or `{ value, schemes }`: operands of `p`. */
function setting(name, given) {
  const read = isObject(given) ? { value: '', ...readOptions(given, { schemes: someSchemes, value }) } : { value: value(given) }
  return [name, read.value, forSchemes(read.schemes)]
}

/** `name`, or `{ name, schemes }`: operands of `r`. */
function removal(given) {
  if (!isObject(given)) return [name(given), '']
  const read = readOptions(given, { name, schemes: someSchemes })
  return [name(read.name), forSchemes(read.schemes)]
}

function settings(given) {
  if (!isObject(given)) expected('an object of names and values', 'expected-settings', given)
  return Object.entries(given).map(([key, value]) => setting(name(key), value))
}

/** One challenge as a field line: of a line, of a challenge, or of parameters. */
function challenge(given) {
  if (given === true) return given
  if (isObject(given)) return isString(given.scheme) ? formatWwwAuthenticate([given]) : bearerChallenge(given)
  let read = []
  try {
    read = isString(given) ? parseWwwAuthenticate(given, { strict: true }) : []
  } catch {
    // Told below.
  }
  return read.length === 1
    ? given
    : expected('true, parameters, a challenge, or a field line of a valid one', 'expected-challenge', given)
}

/** A scope to put in the place of others, or a callback. */
function scope(given) {
  if (typeof given === 'function') return { decide: given }
  const text = Array.isArray(given) && given.every(isString) ? given.join(' ') : given
  return isString(text) && native.isScope(text)
    ? { text }
    : expected('scope-tokens (RFC 6749 3.3), or a function', 'expected-scope', given)
}

/** A URL, `{ origin }`, or a callback. */
function resourceMetadata(given) {
  if (typeof given === 'function') return { decide: given }
  if (!isObject(given) || given instanceof URL) return { url: url(given) }
  const read = readOptions(given, { origin })
  return read.origin === undefined ? expected('an origin', 'expected-origin', undefined) : read
}

const KINDS = {
  ensure: challenge,
  errors: kind('keep, redact or drop', 'expected-errors', (value) => ['keep', 'redact', 'drop'].includes(value)),
  header: fieldName,
  insertResourceMetadata: (given) => (given === true ? given : url(given)),
  normalize: boolean,
  onChange: callback,
  realm: (given) => setting('realm', given),
  remove: (given) => (Array.isArray(given) ? given : [given]).map(removal),
  resourceMetadata,
  schemes,
  scope,
  set: settings,
  status: kind('a status code', 'expected-status', (value) => Number.isInteger(value) && value >= 100 && value <= 599),
}

/** Checks the options, and has them as src/bindings/forward.rs takes them: the codes of the edits, then their operands. */
function forwardOptions(options) {
  const read = readOptions(options, KINDS)
  const { origin, url } = read.resourceMetadata ?? {}
  const insert = read.insertResourceMetadata === true ? url : read.insertResourceMetadata
  if (read.insertResourceMetadata === true && insert === undefined) {
    expected('a URL, or true beside a `resourceMetadata` that is one', 'expected-url', true)
  }
  const ensure = read.ensure === true ? bearerChallenge({ resource_metadata: insert ?? url }) : read.ensure
  const edits = ['']
  const edit = (code, ...operands) => {
    edits[0] += code
    for (const operand of operands) edits.push(operand)
  }
  if (origin !== undefined) edit('o', origin)
  if (url !== undefined) edit('u', url)
  if (insert !== undefined) edit('i', insert)
  if (ensure !== undefined) edit('e', ensure)
  if (read.status !== undefined) edit('t', String(read.status))
  if (read.scope?.text !== undefined) edit('s', read.scope.text)
  if (read.realm) edit('p', ...read.realm)
  read.set?.forEach((operands) => edit('p', ...operands))
  read.remove?.forEach((operands) => edit('r', ...operands))
  if (read.schemes) edit('k', read.schemes.join(' '))
  if (read.errors !== undefined && read.errors !== 'keep') edit('x', read.errors)
  if (read.normalize) edit('n')
  const { header, onChange, resourceMetadata, scope, status } = read
  const decideUrl = resourceMetadata?.decide
  return { decideScopes: scope?.decide, decideUrl, edits, ensure, header, onChange, status }
}

module.exports = { forwardOptions }
