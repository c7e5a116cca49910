'use strict'

const { ChallengeSyntaxError } = require('./errors.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { bearerChallenge } = require('./write.js')

const WELL_KNOWN = '/.well-known/oauth-protected-resource'

function getProtectedResourceMetadataUrl(resource) {
  if (!URL.canParse(resource)) return `${resource}${WELL_KNOWN}`
  const url = new URL(resource)
  url.pathname = WELL_KNOWN + (url.pathname === '/' ? '' : url.pathname)
  return url.href
}

function getWWWAuthenticateHeader(oauth, options) {
  const setting = (name) => [name, options?.[name] || oauth?.[name]]
  return challengeOf(
    [
      ['realm', oauth?.realm],
      ['resource_metadata', metadataUrl(oauth)],
      ...['error', 'error_description', 'error_uri', 'scope'].map(setting),
    ].filter(([_name, value]) => value),
  )
}

function getScopeChallengeHeader(oauth, requiredScopes, errorDescription) {
  const resource_metadata = metadataUrl(oauth)
  if (!resource_metadata) return undefined
  return challengeOf([
    ['error', 'insufficient_scope'],
    ['scope', requiredScopes.join(' ')],
    ['resource_metadata', resource_metadata],
    ...(errorDescription ? [['error_description', errorDescription]] : []),
  ])
}

function metadataUrl(oauth) {
  const { resource, resource_metadata } = oauth?.protectedResource ?? {}
  return resource_metadata || (resource && getProtectedResourceMetadataUrl(resource))
}

/**
 * The challenge as mcp-proxy concatenates it, as long as that is a challenge and has these parameters and no other:
 * a swap changes no byte that clients could read. What is no challenge, or has a parameter that came in through a
 * value, is written so that every client reads it.
 */
function challengeOf(given) {
  const params = given.map(([name, value]) => [name, String(value)])
  const list = params.map(([name, value]) => `${name}="${asPublished(name, value)}"`)
  const text = list.length === 0 ? 'Bearer' : `Bearer ${list.join(', ')}`
  return isChallenge(text, params) ? text : bearerChallenge(Object.fromEntries(params))
}

/** mcp-proxy escapes quotes, in the description alone. */
const asPublished = (name, value) => (name === 'error_description' ? value.replaceAll('"', '\\"') : value)

/** True if `text` is one valid challenge (RFC 9110 11.3) that has parameters of these names and no other. */
function isChallenge(text, params) {
  try {
    const [challenge, ...others] = parseWwwAuthenticate(text, { maxLength: text.length, strict: true })
    return (
      others.length === 0 && String(Object.keys(challenge.params)) === String(params.map(([name]) => name))
    )
  } catch (error) {
    if (error instanceof ChallengeSyntaxError) return false
    throw error
  }
}

module.exports = { getProtectedResourceMetadataUrl, getScopeChallengeHeader, getWWWAuthenticateHeader }
