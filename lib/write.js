'use strict'

const { Parts, answerOf, callParts } = require('./call.js')
const { invalidArgument, kindOf } = require('./errors.js')
const { callback, isObject, isPlainObject, kind, readOptions } = require('./options.js')
const {
  formatErrorCodes,
  formatErrorExpectations,
  number,
  operation,
  params: PARAMS,
  tag,
  urlParams,
} = require('./protocol.js')
const { changesOf, linesOf } = require('./table.js')
const { isUrlObject, urlText } = require('./url.js')
const { hasWide, narrow } = require('./wide.js')

const { HAS_WIDE, NONE, REPORT, ROWS_AT } = number

/** What no header can carry. */
class ChallengeFormatError extends TypeError {
  constructor({ code, challenge, parameter }) {
    const expectation = formatErrorExpectations[formatErrorCodes.indexOf(code)]
    const named = parameter === undefined ? '' : `, parameter ${JSON.stringify(parameter)}`
    super(`${expectation} (challenge ${challenge}${named})`)
    this.code = code
    this.challenge = challenge
    this.parameter = parameter
  }

  get name() {
    return 'ChallengeFormatError'
  }
}

/** Throws for an argument that is not what it must be. */
const must = (be, value) => invalidArgument('invalid-argument', `${be}, got ${kindOf(value)}`)

const textOf = (what, value) => (typeof value === 'string' ? value : must(`${what} must be a string`, value))

/** The strings of challenges, in order, and what each is. */
function stringsOf(challenges) {
  const strings = []
  for (const challenge of challenges) {
    if (!isObject(challenge)) must('a challenge must be an object { scheme, token68, params }', challenge)
    const { scheme, token68, params = {} } = challenge
    if (!isObject(params) || Array.isArray(params))
      must('the parameters of a challenge must be an object', params)
    strings.push([tag.SCHEME, textOf('a scheme', scheme)])
    if (token68 !== undefined) strings.push([tag.TOKEN68, textOf('a token68', token68)])
    for (const [name, value] of Object.entries(params)) {
      if (value === undefined) continue
      strings.push([tag.NAME, name], [tag.VALUE, textOf('the value of a parameter', value)])
    }
  }
  return strings
}

/** Why the strings cannot be written. A control character that stands for another one is that. */
function refusalOf(strings, rows) {
  const [word, challenge, part] = rows.slice(ROWS_AT)
  const code = formatErrorCodes[word >>> 8]
  if (part === NONE) return { code, challenge }
  const [parameter, value] = [strings[part][1], strings[part + 1][1]]
  return {
    code: code === 'control-in-value' && hasWide(value) ? 'wide-in-value' : code,
    challenge,
    parameter,
  }
}

function formatWwwAuthenticate(challenges) {
  if (!Array.isArray(challenges)) must('the challenges must be an array', challenges)
  const strings = stringsOf(challenges)
  const parts = new Parts()
  for (const [code, text] of strings) parts.add(code, text)
  const { text, rows } = answerOf(callParts(operation.FORMAT, 0, 0, parts))
  if (text !== undefined) return text
  throw new ChallengeFormatError(refusalOf(strings, rows))
}

/** A value as text: a list has spaces between its words. */
function valueText(name, value) {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (isUrlObject(value)) return value.href
  const words = Array.isArray(value) ? Array.from(value) : undefined
  return words?.every((word) => typeof word === 'string')
    ? words.join(' ')
    : must(
        `the parameter \`${name}\` must be a string, a number, a boolean, a URL or an array of strings`,
        value,
      )
}

/** The number of each parameter that specifications define, and of those of them that are URLs. */
const NUMBERS = new Map(PARAMS.map((name, number) => [name, number]))
const URLS = urlParams.map((name) => NUMBERS.get(name))

/** Throws for a parameter that no specification defines. */
function unknownParameter(name) {
  const { suggestion } = require('./suggestion.js')
  const hint = suggestion(name, PARAMS) || '; names that no specification defines go into `extensions`'
  invalidArgument('unknown-parameter', `unknown parameter \`${name}\`${hint}`)
}

/** Nothing is written for `null` and `undefined`. */
function addParam(parts, name, number, value) {
  if (value === undefined || value === null) return
  const text = valueText(name, value)
  if (number === undefined) parts.add(tag.NAME, name).add(tag.VALUE, text)
  // A URL with international letters is written as one of ASCII.
  else parts.add(tag.PARAM | (number << 8), URLS.includes(number) ? urlText(text) : text)
}

const BEARER_OPTIONS = {
  onChange: callback,
  scheme: kind('Bearer or DPoP', (value) => value === 'Bearer' || value === 'DPoP'),
}

/** The parameters to write, as parts: those that specifications define, then those of `extensions`. */
function partsOf(params, scheme) {
  if (!isPlainObject(params)) must('the parameters must be a plain object', params)
  const parts = new Parts()
  if (scheme !== undefined) parts.add(tag.SCHEME, scheme)
  let extensions
  for (const name of Object.keys(params)) {
    if (name === 'extensions') extensions = params[name]
    else addParam(parts, name, NUMBERS.get(name) ?? unknownParameter(name), params[name])
  }
  if (extensions === undefined) return parts
  if (!isPlainObject(extensions)) must('the `extensions` must be a plain object', extensions)
  for (const name of Object.keys(extensions)) addParam(parts, name, NUMBERS.get(name), extensions[name])
  return parts
}

/** The value of each parameter of which there are parts, by its name in lower case. */
function sourcesOf({ strings, tags }) {
  const sources = new Map()
  strings.forEach((string, at) => {
    const [code, number] = [tags[at] & 0xff, tags[at] >>> 8]
    if (code !== tag.PARAM && code !== tag.VALUE) return
    const name = code === tag.PARAM ? PARAMS[number] : strings[at - 1].toLowerCase()
    if (!sources.has(name)) sources.set(name, string)
  })
  return sources
}

function bearerChallenge(params = {}, options) {
  if (options === undefined) return written(partsOf(params), 0).text
  const { onChange, scheme } = readOptions(options, BEARER_OPTIONS)
  const parts = partsOf(params, scheme)
  const answer = written(parts, onChange ? REPORT : 0)
  const [line] = linesOf(answer)
  if (onChange) {
    const sources = sourcesOf(parts)
    const sourceOf = ({ parameter }) => [Array.from(sources.get(parameter) ?? ''), 0]
    changesOf(answer, sourceOf).forEach((change) => onChange(change))
  }
  return line
}

/** The answer of the back end. */
function written(parts, flags) {
  const answer = answerOf(callParts(operation.BEARER, flags, 0, parts))
  if (!answer.rows[HAS_WIDE]) return answer
  // Again: each character above U+00FF is now an octet, which says whether the character is a letter.
  return answerOf(callParts(operation.BEARER, flags, 0, parts.map(narrow)))
}

module.exports = { ChallengeFormatError, bearerChallenge, formatWwwAuthenticate }
