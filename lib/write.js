'use strict'

const { expected } = require('./errors.js')
const native = require('./native.js')
const { callback, kind, readOptions } = require('./options.js')
const { call } = require('./texts.js')

/** What no header can carry. */
class ChallengeFormatError extends TypeError {
  constructor({ expected, code, challenge, param }) {
    super(`${expected} (challenge ${challenge}${param === undefined ? '' : `, parameter ${JSON.stringify(param)}`})`)
    this.code = code
    this.challenge = challenge
    this.parameter = param
  }

  get name() {
    return 'ChallengeFormatError'
  }
}

const isObject = (value) => value !== null && typeof value === 'object'

const text = kind('a string', 'expected-string', (value) => typeof value === 'string')

/** Challenges as src/bindings/write.rs takes them: a code for each scheme, token68 and parameter, and their texts. */
function flat(challenges) {
  let codes = ''
  const texts = []
  for (const challenge of challenges) {
    if (!isObject(challenge)) expected('a challenge { scheme, token68, params }', 'expected-challenge', challenge)
    const { scheme, token68, params = {} } = challenge
    if (!isObject(params)) expected('an object of parameters', 'expected-params', params)
    codes += 's'
    texts.push(text(scheme))
    if (token68 !== undefined) {
      codes += 't'
      texts.push(text(token68))
    }
    for (const [name, value] of Object.entries(params)) {
      codes += 'p'
      texts.push(name, text(value))
    }
  }
  return [codes, ...texts]
}

function formatWwwAuthenticate(challenges) {
  if (!Array.isArray(challenges)) expected('an array of challenges', 'expected-challenges', challenges)
  const texts = flat(challenges)
  const line = call(native.format, texts)
  if (line !== undefined) return line
  throw new ChallengeFormatError(native.refusal(texts[0], texts.slice(1)))
}

/** A value as text: a list has spaces between its words. */
function valueText(value) {
  if (Array.isArray(value)) return value.map(text).join(' ')
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof URL) return String(value)
  return typeof value === 'string'
    ? value
    : expected('a string, a number, a boolean, a URL or an array of strings', 'expected-value', value)
}

const BEARER_OPTIONS = {
  onChange: callback,
  scheme: kind('Bearer or DPoP', 'expected-scheme', (value) => value === 'Bearer' || value === 'DPoP'),
}

function bearerChallenge(params = {}, options = {}) {
  if (!isObject(params) || Array.isArray(params)) expected('an object of parameters', 'expected-params', params)
  const { onChange, scheme = 'Bearer' } = readOptions(options, BEARER_OPTIONS)
  const texts = [scheme]
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null) texts.push(name, valueText(value))
  }
  if (!onChange) return call(native.bearer, texts)
  const { header, changes } = native.bearerWith(texts)
  changes.forEach((change) => onChange(change))
  return header
}

module.exports = { ChallengeFormatError, bearerChallenge, formatWwwAuthenticate }
