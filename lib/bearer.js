'use strict'

const { Parts, answerOf, callParts } = require('./call.js')
const { invalidArgument, must } = require('./errors.js')
const { isPlainObject } = require('./objects.js')
const { callback, kind, readOptions } = require('./options.js')
const { number, operation, params: PARAMS, tag, urlParams } = require('./protocol.js')
const { changesOf, linesOf } = require('./rows.js')
const { isUrlObject, urlText } = require('./url.js')
const { narrow } = require('./wide.js')

const { HAS_WIDE, REPORT } = number

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

/** Nothing is written for `null` and `undefined`. `respelled` takes the URLs that are written with other letters. */
function addParam(parts, name, number, value, respelled) {
  if (value === undefined || value === null) return
  const text = valueText(name, value)
  if (number === undefined) {
    parts.add(tag.NAME, name).add(tag.VALUE, text)
    return
  }
  const sent = URLS.includes(number) ? urlText(text) : text
  if (sent !== text) respelled?.push({ parameter: name, before: text, after: sent })
  parts.add(tag.PARAM | (number << 8), sent)
}

const BEARER_OPTIONS = {
  onChange: callback,
  scheme: kind('Bearer or DPoP', (value) => value === 'Bearer' || value === 'DPoP'),
}

/** The parameters to write, as parts: those that specifications define, then those of `extensions`. */
function partsOf(params, scheme, respelled) {
  if (!isPlainObject(params)) must('the parameters must be a plain object', params)
  const parts = new Parts()
  if (scheme !== undefined) parts.add(tag.SCHEME, scheme)
  let extensions
  for (const name of Object.keys(params)) {
    if (name === 'extensions') extensions = params[name]
    else addParam(parts, name, NUMBERS.get(name) ?? unknownParameter(name), params[name], respelled)
  }
  if (extensions === undefined) return parts
  if (!isPlainObject(extensions)) must('the `extensions` must be a plain object', extensions)
  for (const name of Object.keys(extensions)) {
    addParam(parts, name, NUMBERS.get(name), extensions[name], respelled)
  }
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
  const respelled = []
  const parts = partsOf(params, scheme, respelled)
  const answer = written(parts, onChange ? REPORT : 0)
  const [line] = linesOf(answer)
  if (onChange) {
    const changes = changesOf(answer, sourceFinder(parts))
    for (const url of respelled) {
      addRespelled(changes, { reason: 'url', line: 0, offset: undefined, scheme: scheme ?? 'Bearer', ...url })
    }
    changes.forEach((change) => onChange(change))
  }
  return line
}

/** Finds what a change was made to: the value of its parameter; of a word that was left out of a scope, the word. */
function sourceFinder(parts) {
  const sources = sourcesOf(parts)
  const words = (sources.get('scope') ?? '').split(/[\t\n\f\r ]+/)
  let next = 0
  return ({ parameter, reason, before }) => {
    if (parameter !== 'scope' || reason === 'name') return [Array.from(sources.get(parameter) ?? ''), 0]
    // Words are reported in their order.
    while (next < words.length && narrow(words[next]) !== before) next += 1
    return [Array.from(words[next++] ?? ''), 0]
  }
}

/** Adds that a URL was respelled: to what its change says already, or as a change of its own. */
function addRespelled(changes, respelled) {
  const at = changes.findIndex(({ parameter }) => parameter === respelled.parameter)
  if (changes[at]?.reason === 'url') changes[at].before = respelled.before
  else changes.splice(at === -1 ? changes.length : at, 0, respelled)
}

/** The answer of the back end. */
function written(parts, flags) {
  const answer = answerOf(callParts(operation.BEARER, flags, 0, parts))
  if (!answer.rows[HAS_WIDE]) return answer
  // Again: each character above U+00FF is now an octet, which says whether the character is a letter.
  return answerOf(callParts(operation.BEARER, flags, 0, parts.map(narrow)))
}

module.exports = { bearerChallenge }
