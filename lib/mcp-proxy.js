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
  return challengeOf([
    ['realm', oauth?.realm],
    ['resource_metadata', metadataUrl(oauth)],
    ...['error', 'error_description', 'error_uri', 'scope'].map((name) => [name, options?.[name] || oauth?.[name]]),
  ])
}

function getScopeChallengeHeader(oauth, requiredScopes, errorDescription) {
  const resource_metadata = metadataUrl(oauth)
  if (!resource_metadata) return undefined
  return challengeOf(
    [
      ['error', 'insufficient_scope'],
      ['scope', requiredScopes.join(' ')],
      ['resource_metadata', resource_metadata],
      ['error_description', errorDescription],
    ],
    { keepEmpty: 'scope' },
  )
}

function metadataUrl(oauth) {
  const { resource, resource_metadata } = oauth?.protectedResource ?? {}
  return resource_metadata || (resource && getProtectedResourceMetadataUrl(resource))
}

/**
 * The challenge as mcp-proxy concatenates it, as long as that is a challenge and has these parameters and no other:
 * a swap changes no byte that clients could read. What is no challenge, or one with parameters that came in through a
 * value, is written so that every client reads it.
 */
function challengeOf(candidates, { keepEmpty } = {}) {
  const params = candidates.filter(([name, value]) => value || name === keepEmpty)
  const list = params.map(([name, value]) => {
    const text = `${value}`
    return `${name}="${name === 'error_description' ? text.replaceAll('"', '\\"') : text}"`
  })
  const text = list.length === 0 ? 'Bearer' : `Bearer ${list.join(', ')}`
  const names = params.map(([name]) => name)
  return hasParams(text, names)
    ? text
    : bearerChallenge(Object.fromEntries(params.map(([name, value]) => [name, `${value}`])))
}

/** True if `text` is one valid challenge (RFC 9110 11.3) whose parameters are `names`. */
function hasParams(text, names) {
  try {
    const [{ params }, ...others] = parseWwwAuthenticate(text, { maxLength: text.length, strict: true })
    return others.length === 0 && String(Object.keys(params)) === String(names)
  } catch (error) {
    if (error instanceof ChallengeSyntaxError) return false
    throw error
  }
}

module.exports = { getProtectedResourceMetadataUrl, getScopeChallengeHeader, getWWWAuthenticateHeader }
