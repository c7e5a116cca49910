'use strict'

const { bearerChallenge } = require('./bearer.js')
const { Parts, isScope, isToken, isValue } = require('./call.js')
const { invalidOption } = require('./errors.js')
const { isPlainObject } = require('./objects.js')
const { boolean, callback, fieldName, isName, kind, readOptions, status } = require('./options.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { tag } = require('./protocol.js')
const { isUrlObject, origin, url } = require('./url.js')
const { formatWwwAuthenticate } = require('./write.js')

/** What was read, without a prototype: nothing comes in from a polluted one. */
const record = (read) => ({ __proto__: null, ...read })

const isString = (value) => typeof value === 'string'

/** An array of which each element is a scheme, copied; `undefined` for something else. */
const schemesOf = (given) => {
  const schemes = Array.isArray(given) ? Array.from(given) : []
  return schemes.length > 0 && schemes.every((scheme) => isString(scheme) && isToken(scheme))
    ? schemes
    : undefined
}

const schemes = (given, option) =>
  schemesOf(given) ?? invalidOption(option, 'an array of one scheme or more', given)

const allSchemes = (given, option) =>
  Array.isArray(given) && given.length === 0
    ? []
    : (schemesOf(given) ?? invalidOption(option, 'an array of schemes', given))

const name = kind('the name of a parameter', isName)
const value = kind('a string that a field can hold', (given) => isString(given) && isValue(given))

/** A value, or `{ value, schemes }`. */
function setting(given, option) {
  if (!isPlainObject(given)) return record({ value: value(given, option) })
  const read = readOptions(given, { schemes, value }, option)
  return read.value === undefined
    ? invalidOption(`${option}.value`, 'a string that a field can hold', undefined)
    : read
}

/** A name, or `{ name, schemes }`. */
function removal(given, option) {
  if (!isPlainObject(given)) return record({ name: name(given, option) })
  const read = readOptions(given, { name, schemes }, option)
  return read.name === undefined
    ? invalidOption(`${option}.name`, 'the name of a parameter', undefined)
    : read
}

const removals = (given, option) =>
  Array.isArray(given)
    ? Array.from(given, (one, at) => removal(one, `${option}[${at}]`))
    : [removal(given, option)]

function settings(given, option) {
  if (!isPlainObject(given)) invalidOption(option, 'a plain object of names and values', given)
  return Object.entries(given).map(([key, one]) =>
    record({ name: name(key, option), ...setting(one, `${option}.${key}`) }),
  )
}

const CHALLENGE = 'true, the parameters of a Bearer challenge, a challenge, or the field line of a valid one'

/** One challenge as a field line: of a line, of a challenge, or of parameters. */
function challenge(given, option) {
  if (given === true) return given
  if (isPlainObject(given)) return lineOf(given, option)
  let read = []
  try {
    read = isString(given) ? parseWwwAuthenticate(given, { strict: true }) : []
  } catch {
    // Refused below.
  }
  return read.length === 1 ? given : invalidOption(option, CHALLENGE, given)
}

/** A challenge has a scheme and no parameters beside `params`. */
function lineOf(given, option) {
  if (!Object.hasOwn(given, 'scheme')) return bearerChallenge(given)
  const any = (one) => one
  const { scheme, token68, params } = readOptions(given, { params: any, scheme: any, token68: any }, option)
  return formatWwwAuthenticate([{ scheme, token68, params }])
}

/** A scope to put in the place of others, or a function. */
function scope(given, option) {
  if (typeof given === 'function') return record({ decide: given })
  const words = Array.isArray(given) ? Array.from(given) : [given]
  const text = words.every(isString) ? words.join(' ') : ''
  return isScope(text)
    ? record({ text })
    : invalidOption(option, 'scope-tokens (RFC 6749 3.3), or a function', given)
}

/** A URL, `{ origin, from }`, or a function. */
function resourceMetadata(given, option) {
  if (typeof given === 'function') return record({ decide: given })
  if (!isPlainObject(given) || isUrlObject(given)) return record({ url: url(given, option) })
  const read = readOptions(given, { from: origin, origin }, option)
  return read.origin === undefined
    ? invalidOption(`${option}.origin`, 'an http or https origin', undefined)
    : read
}

const KINDS = {
  ensure: challenge,
  errors: kind('keep, redact or drop', (given) => ['keep', 'redact', 'drop'].includes(given)),
  header: fieldName,
  insertResourceMetadata: (given, option) => (given === true ? given : url(given, option)),
  normalize: boolean,
  onChange: callback,
  realm: setting,
  remove: removals,
  resourceMetadata,
  schemes: allSchemes,
  scope,
  set: settings,
  status,
}

/** Checks the options: `parts` are the edits as src/boundary/forward.rs takes them. */
function forwardOptions(options) {
  const read = readOptions(options, KINDS)
  const { origin, from, url } = read.resourceMetadata ?? record()
  const insert = read.insertResourceMetadata === true ? url : read.insertResourceMetadata
  if (read.insertResourceMetadata === true && insert === undefined) {
    invalidOption('insertResourceMetadata', 'a URL, or true beside a `resourceMetadata` that is a URL', true)
  }
  const parts = new Parts()
  const add = (code, text) => text !== undefined && parts.add(code, text)
  const addSchemes = (schemes) => add(tag.ONLY, schemes?.join(' '))
  const addSetting = ({ name, value, schemes }) => {
    parts.add(tag.NAME, name).add(tag.VALUE, value)
    addSchemes(schemes)
  }
  add(tag.ORIGIN, origin)
  add(tag.FROM, from)
  add(tag.URL, url)
  add(tag.INSERT, insert)
  add(tag.ENSURE, read.ensure === true ? bearerChallenge({ resource_metadata: insert ?? url }) : read.ensure)
  add(tag.STATUS, read.status?.toString())
  add(tag.SCOPE, read.scope?.text)
  if (read.realm) addSetting(record({ name: 'realm', ...read.realm }))
  read.set?.forEach(addSetting)
  read.remove?.forEach(({ name, schemes }) => {
    parts.add(tag.REMOVE, name)
    addSchemes(schemes)
  })
  add(tag.SCHEMES, read.schemes?.join(' '))
  if (read.errors === 'redact') parts.add(tag.REDACT, '')
  if (read.errors === 'drop') parts.add(tag.DROP, '')
  if (read.normalize) parts.add(tag.NORMALIZE, '')
  const { header, onChange, resourceMetadata, scope, status } = read
  const [decideUrl, decideScopes] = [resourceMetadata?.decide, scope?.decide]
  if (decideUrl) parts.add(tag.ASK_URL, '')
  if (decideScopes) parts.add(tag.ASK_SCOPE, '')
  return {
    decideScopes,
    decideUrl,
    header,
    isEnsuring: read.ensure !== undefined && status === undefined,
    onChange,
    parts,
  }
}

module.exports = { forwardOptions }
