'use strict'

const { ChallengeSyntaxError } = require('./lib/errors.js')
const { parseWwwAuthenticate } = require('./lib/parse.js')

module.exports = {
  ChallengeSyntaxError,
  parseWwwAuthenticate,
}
