'use strict'

const atWork = require('./lib/backend.js')
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

// A getter, so that `require` loads nothing, in the form by which Node.js knows that ES modules can import the name.
Object.defineProperty(module.exports, 'backend', {
  enumerable: true,
  // biome-ignore lint/complexity/useArrowFunction: the module lexer of Node.js knows the name by this form alone
  get: function () {
    return atWork.name
  },
})
