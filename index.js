'use strict'

const { ChallengeSyntaxError } = require('./lib/errors.js')
const { createForwarder, forwardChallenge } = require('./lib/forward.js')
const { lintWwwAuthenticate } = require('./lib/lint.js')
const { findChallenge, parseWwwAuthenticate } = require('./lib/parse.js')
const { protectedResourceMetadataUrl } = require('./lib/url.js')
const { ChallengeFormatError, bearerChallenge, formatWwwAuthenticate } = require('./lib/write.js')

module.exports = {
  ChallengeFormatError,
  ChallengeSyntaxError,
  bearerChallenge,
  createForwarder,
  findChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  lintWwwAuthenticate,
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
}
