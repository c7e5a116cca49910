'use strict'

/** The first deviation that strict reading meets. It holds no header text: challenges carry secrets. */
class ChallengeSyntaxError extends SyntaxError {
  constructor({ code, line, offset }) {
    const { defectCodes, defectExpectations } = require('./catalogue.js')
    super(`${defectExpectations[defectCodes.indexOf(code)]} (line ${line}, offset ${offset})`)
    this.code = code
    this.line = line
    this.offset = offset
  }

  get name() {
    return 'ChallengeSyntaxError'
  }
}

/** What no header can carry. */
class ChallengeFormatError extends TypeError {
  constructor({ code, challenge, parameter }) {
    const { formatErrorCodes, formatErrorExpectations } = require('./catalogue.js')
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

/** What kind of value came, without the value: it may be a secret. */
function kindOf(value) {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** Throws the `TypeError` for an argument that is not what it must be. */
function invalidArgument(code, message) {
  throw Object.assign(new TypeError(message), { code })
}

/** Throws the `TypeError` for an argument of which `takes` says what it must be. */
const must = (takes, value) => invalidArgument('invalid-argument', `${takes}, got ${kindOf(value)}`)

/** Throws the `TypeError` for an option with a value that it does not take. */
function invalidOption(option, takes, value) {
  const message = `option \`${option}\` must be ${takes}, got ${kindOf(value)}`
  throw Object.assign(new TypeError(message), { code: 'invalid-option', option })
}

module.exports = { ChallengeFormatError, ChallengeSyntaxError, invalidArgument, invalidOption, kindOf, must }
