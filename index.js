'use strict'

// Each name is loaded when it is first asked for: a program pays for what it uses. Node.js finds the names that an ES
// module can import in the assignments.

exports.ChallengeFormatError = () => require('./lib/write.js').ChallengeFormatError
exports.ChallengeSyntaxError = () => require('./lib/errors.js').ChallengeSyntaxError
exports.backend = () => require('./lib/backend.js').name
exports.bearerChallenge = () => require('./lib/bearer.js').bearerChallenge
exports.createForwarder = () => require('./lib/forward.js').createForwarder
exports.findChallenge = () => require('./lib/parse.js').findChallenge
exports.formatWwwAuthenticate = () => require('./lib/write.js').formatWwwAuthenticate
exports.forwardChallenge = () => require('./lib/forward.js').forwardChallenge
exports.lintWwwAuthenticate = () => require('./lib/lint.js').lintWwwAuthenticate
exports.parseWwwAuthenticate = () => require('./lib/parse.js').parseWwwAuthenticate
exports.protectedResourceMetadataUrl = () => require('./lib/url.js').protectedResourceMetadataUrl

for (const [name, load] of Object.entries(exports)) {
  const define = (property) =>
    Object.defineProperty(exports, name, { configurable: true, enumerable: true, ...property })
  const keep = (value) => define({ value, writable: true })[name]
  define({ get: () => keep(load()), set: keep })
}
