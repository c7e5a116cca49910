'use strict'

// What is known of one field: its challenges, findings, and what a gateway would send on.

const { clientsOf, isOauth } = require('./clients/index.js')
const { ChallengeSyntaxError, forwardChallenge, parseWwwAuthenticate } = require('../entries/index.js')
const { fixedLines, lintWwwAuthenticate } = require('../lib/lint.js')
const { registeredSchemes, registeredSpecifications } = require('../lib/catalogue.js')

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
  return {
    lines: forwardChallenge(lines, { onChange, resourceMetadata: { origin: forwardOrigin }, status }),
    changes,
  }
}

/** The lines with every fix made. A repaired value may have words that are to be fixed in turn. */
function repaired(lines, options) {
  const findings = lintWwwAuthenticate(lines, options)
  return findings.some(({ fix }) => fix) ? repaired(fixedLines(lines, findings), options) : lines
}

/** `field` is `{ name, lines, status }`. Clients are as tolerant as they are, whatever `strict` says. */
function inspect(field, options) {
  const { lines, name } = field
  const status = options.status ?? field.status
  const challenges = challengesOf(lines, options.strict)
  const readable = challengesOf(lines, false)
  const lintOptions = { profile: options.profile, status }
  const findings = lintWwwAuthenticate(lines, lintOptions)
  const pointer = challenges.find(
    ({ params, scheme }) => /^(bearer|dpop)$/i.test(scheme) && params.resource_metadata,
  )
  return {
    name,
    status,
    lines,
    challenges: challenges.map((challenge) => ({
      ...challenge,
      specification: specificationOf(challenge.scheme),
    })),
    findings,
    isForClients: readable.some(isOauth),
    clients: options.clients ? clientsOf({ challenges: readable, findings, lines }) : undefined,
    metadataUrl: pointer?.params.resource_metadata,
    forwarded: forwarded(lines, options, status),
    fixed: repaired(lines, lintOptions),
  }
}

module.exports = { inspect }
