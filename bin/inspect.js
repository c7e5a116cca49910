'use strict'

// What is known of one field: its challenges, findings, and what a gateway would send on.

const { ChallengeSyntaxError, forwardChallenge, parseWwwAuthenticate } = require('..')
const { fixedLines, lintWwwAuthenticate } = require('../lib/lint.js')
const { registeredSchemes, registeredSpecifications } = require('../lib/protocol.js')

/** The specification of a scheme, such as `RFC 6750`. */
function specificationOf(scheme) {
  const at = registeredSchemes.findIndex((name) => name.toLowerCase() === scheme.toLowerCase())
  return registeredSpecifications[at]
}

/** The challenges; in strict reading none if the field is invalid. */
function challengesOf(lines, strict) {
  try {
    return parseWwwAuthenticate(lines, { strict })
  } catch (error) {
    if (error instanceof ChallengeSyntaxError) return []
    throw error
  }
}

function forwarded(lines, { forwardOrigin }, status) {
  if (forwardOrigin === undefined) return undefined
  const changes = []
  const onChange = (change) => changes.push(change)
  return { lines: forwardChallenge(lines, { onChange, resourceMetadata: { origin: forwardOrigin }, status }), changes }
}

/** `field` is `{ name, lines, status }`. */
function inspect(field, options) {
  const { lines, name } = field
  const status = options.status ?? field.status
  const challenges = challengesOf(lines, options.strict)
  const findings = lintWwwAuthenticate(lines, { profile: options.profile, status })
  const pointer = challenges.find(({ params, scheme }) => /^(bearer|dpop)$/i.test(scheme) && params.resource_metadata)
  return {
    name,
    status,
    lines,
    challenges: challenges.map((challenge) => ({ ...challenge, specification: specificationOf(challenge.scheme) })),
    findings,
    metadataUrl: pointer?.params.resource_metadata,
    forwarded: forwarded(lines, options, status),
    fixed: fixedLines(lines, findings),
  }
}

module.exports = { inspect }
