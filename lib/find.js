'use strict'

const { invalidArgument, kindOf } = require('./errors.js')
const { isObject } = require('./objects.js')
const { isName } = require('./options.js')
const { parseWwwAuthenticate } = require('./parse.js')

function findChallenge(source, scheme) {
  if (!isName(scheme))
    invalidArgument('invalid-argument', `the scheme must be a token, got ${kindOf(scheme)}`)
  const isChallenges = Array.isArray(source) && source.length > 0 && source.every(isObject)
  const challenges = isChallenges ? source : parseWwwAuthenticate(source)
  const wanted = scheme.toLowerCase()
  return challenges.find((challenge) => challenge.scheme.toLowerCase() === wanted)
}

module.exports = { findChallenge }
