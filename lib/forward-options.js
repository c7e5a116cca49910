'use strict'

const { expected } = require('./errors.js')
const native = require('./native.js')
const { boolean, callback, fieldName, kind, readOptions } = require('./options.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { origin, url } = require('./url.js')
const { bearerChallenge } = require('./write.js')

const isString = (value) => typeof value === 'string'
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)

const name = kind('a parameter name', 'expected-name', (value) => isString(value) && native.isToken(value))
const value = kind('a value that a field can hold', 'expected-value', (value) => isString(value) && native.isValue(value))
const schemes = kind(
  'an array of schemes',
  'expected-schemes',
  (value) => Array.isArray(value) && value.every((scheme) => isString(scheme) && native.isToken(scheme)),
)

/** `value`, or `{ value, schemes }`. */
const setting = (name, given) => ({
  name,
  ...(isObject(given) ? { value: '', ...readOptions(given, { schemes, value }) } : { value: value(given) }),
})

/** `name`, or `{ name, schemes }`. */
const removal = (given) => (isObject(given) ? readOptions(given, { name, schemes }) : { name: name(given) })

function settings(given) {
  if (!isObject(given)) expected('an object of names and values', 'expected-settings', given)
  return Object.entries(given).map(([key, value]) => setting(name(key), value))
}

/** One challenge as a field line: of a line, or of parameters. */
function challenge(given) {
  if (given === true) return given
  if (isObject(given)) return bearerChallenge(given)
  let read = []
  try {
    read = isString(given) ? parseWwwAuthenticate(given, { strict: true }) : []
  } catch {
    // Told below.
  }
  return read.length === 1
    ? given
    : expected('true, parameters, or a field line of one valid challenge', 'expected-challenge', given)
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

/** Checks the options, and has them as the addon takes them. */
function forwardOptions(options) {
  const read = readOptions(options, KINDS)
  const { ensure, errors, header, normalize = false, onChange, realm, schemes, scope, status } = read
  const { resourceMetadata = {}, remove = [], set = [] } = read
  const insert = read.insertResourceMetadata === true ? resourceMetadata.url : read.insertResourceMetadata
  if (read.insertResourceMetadata === true && insert === undefined) {
    expected('a URL, or true beside a `resourceMetadata` that is one', 'expected-url', true)
  }
  const { origin, url } = resourceMetadata
  const plan = {
    ensure: ensure === true ? bearerChallenge({ resource_metadata: insert ?? url }) : ensure,
    errors,
    insert,
    normalize,
    origin,
    params: [...remove, ...set, ...(realm ? [realm] : [])],
    schemes,
    scope: scope?.text,
    status,
    url,
  }
  return { decideScopes: scope?.decide, decideUrl: resourceMetadata.decide, header, onChange, plan }
}

module.exports = { forwardOptions }
