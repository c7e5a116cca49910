'use strict'

const { Parts, answerOf, callParts } = require('./call.js')
const { formatErrorCodes } = require('./catalogue.js')
const { ChallengeFormatError, must } = require('./errors.js')
const { isObject, propertyOf } = require('./objects.js')
const { number, operation, tag } = require('./protocol.js')
const { hasWide } = require('./wide.js')

const { NONE, ROWS_AT } = number

const textOf = (what, value) => (typeof value === 'string' ? value : must(`${what} must be a string`, value))

const CHALLENGE = ['scheme', 'token68', 'params']

/** The strings of challenges, in order, and what each is. */
function stringsOf(challenges) {
  const strings = []
  for (const challenge of challenges) {
    if (!isObject(challenge)) must('a challenge must be an object { scheme, token68, params }', challenge)
    const [scheme, token68, params = {}] = CHALLENGE.map((name) => propertyOf(challenge, name))
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

module.exports = { formatWwwAuthenticate }
