'use strict'

const { defectCodes, expectations } = require('./native.js').names()

/** The first deviation that strict reading meets. It holds no header text: challenges carry secrets. */
class ChallengeSyntaxError extends SyntaxError {
  constructor({ code, line, offset }) {
    super(`${expectations[defectCodes.indexOf(code)]} (line ${line}, offset ${offset})`)
    this.code = code
    this.line = line
    this.offset = offset
  }

  get name() {
    return 'ChallengeSyntaxError'
  }
}

/** Throws a `TypeError` whose code names what was expected. */
function expected(what, code, got) {
  const type = got === null ? 'null' : typeof got
  throw Object.assign(new TypeError(`expected ${what}, got ${type}`), { code })
}

module.exports = { ChallengeSyntaxError, expected }
