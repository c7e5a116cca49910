'use strict'

const { ChallengeSyntaxError } = require('./lib/errors.js')
const { forwardChallenge } = require('./lib/forward.js')
const { parseWwwAuthenticate } = require('./lib/parse.js')
const { protectedResourceMetadataUrl } = require('./lib/url.js')
const { ChallengeFormatError, bearerChallenge, formatWwwAuthenticate } = require('./lib/write.js')

module.exports = {
  ChallengeFormatError,
  ChallengeSyntaxError,
  bearerChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
}
