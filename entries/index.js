'use strict'

// `auth-challenge`. What a function needs is loaded with its first call: a program pays for what it uses.

let bearer

function bearerChallenge(params, options) {
  bearer ??= require('../lib/bearer.js')
  return bearer.bearerChallenge(params, options)
}

let forward

function createForwarder(options) {
  forward ??= require('../lib/forward.js')
  return forward.createForwarder(options)
}

function forwardChallenge(source, options) {
  forward ??= require('../lib/forward.js')
  return forward.forwardChallenge(source, options)
}

let find

function findChallenge(source, scheme) {
  find ??= require('../lib/find.js')
  return find.findChallenge(source, scheme)
}

let write

function formatWwwAuthenticate(challenges) {
  write ??= require('../lib/write.js')
  return write.formatWwwAuthenticate(challenges)
}

let lint

function lintWwwAuthenticate(source, options) {
  lint ??= require('../lib/lint.js')
  return lint.lintWwwAuthenticate(source, options)
}

let parse

function parseWwwAuthenticate(source, options) {
  parse ??= require('../lib/parse.js')
  return parse.parseWwwAuthenticate(source, options)
}

let url

function protectedResourceMetadataUrl(resource) {
  url ??= require('../lib/url.js')
  return url.protectedResourceMetadataUrl(resource)
}

let errors

function loadedErrors() {
  errors ??= require('../lib/errors.js')
  return errors
}

/** Loaded when they are first asked for. */
let ChallengeFormatError, ChallengeSyntaxError, backend

module.exports = {
  ChallengeFormatError,
  ChallengeSyntaxError,
  backend,
  bearerChallenge,
  createForwarder,
  findChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  lintWwwAuthenticate,
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
}

// All in one: of getters that are defined one by one, Node.js does not tell ES modules.
Object.defineProperties(module.exports, {
  ChallengeFormatError: { get: () => loadedErrors().ChallengeFormatError },
  ChallengeSyntaxError: { get: () => loadedErrors().ChallengeSyntaxError },
  backend: { get: () => require('../lib/backend.js').name },
})
