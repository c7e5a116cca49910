'use strict'

const { bearerChallenge } = require('./bearer.js')
const { ChallengeSyntaxError } = require('./errors.js')
const { callback, readOptions } = require('./options.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { actedOnParams, text } = require('./protocol.js')
const { urlOf } = require('./url.js')

const { WELL_KNOWN } = text

function getProtectedResourceMetadataUrl(resource) {
  const url = urlOf(resource)
  if (url === undefined) return `${resource}${WELL_KNOWN}`
  url.pathname = WELL_KNOWN + (url.pathname === '/' ? '' : url.pathname)
  return url.href
}

function getWWWAuthenticateHeader(oauth, challenge, options) {
  const setting = (name) => [name, challenge?.[name] || oauth?.[name]]
  return challengeOf(
    [
      ['realm', oauth?.realm],
      ['resource_metadata', metadataUrl(oauth)],
      ...['error', 'error_description', 'error_uri', 'scope'].map(setting),
    ],
    options,
  )
}

function getScopeChallengeHeader(oauth, requiredScopes, errorDescription, options) {
  return challengeOf(
    [
      ['realm', oauth?.realm],
      ['error', 'insufficient_scope'],
      ['scope', requiredScopes.filter(Boolean).join(' ')],
      ['resource_metadata', metadataUrl(oauth)],
      ['error_description', errorDescription],
      ['error_uri', oauth?.error_uri],
    ],
    options,
  )
}

function metadataUrl(oauth) {
  const { resource, resource_metadata } = oauth?.protectedResource ?? {}
  return resource_metadata || (resource && getProtectedResourceMetadataUrl(resource))
}

const OPTIONS = { onChange: callback }

/**
 * The challenge as mcp-proxy concatenates it, if every client reads from it what is configured: then a swap changes no
 * byte. Otherwise the same parameters as `bearerChallenge` writes them, which every client reads.
 */
function challengeOf(settings, options = {}) {
  const { onChange } = readOptions(options, OPTIONS)
  const params = settings.filter(isConfigured).map(([name, value]) => [name, String(value)])
  const list = params.map(([name, value]) => `${name}="${asPublished(name, value)}"`)
  const published = list.length === 0 ? 'Bearer' : `Bearer ${list.join(', ')}`

  const configured = Object.fromEntries(params)
  const changes = []
  const written = bearerChallenge(configured, { onChange: (change) => changes.push(change) })
  if (
    !changes.some(isRepair) &&
    isReadByName(published, configured) &&
    isReadStrictly(published, configured)
  ) {
    return published
  }
  if (onChange) changes.forEach((change) => onChange(change))
  return written
}

/** True for a value that is not empty; of scopes, for one that has more than blanks. */
const isConfigured = ([name, value]) => Boolean(value) && (name !== 'scope' || /\S/.test(value))

/** mcp-proxy escapes quotes, in the description alone. */
const asPublished = (name, value) => (name === 'error_description' ? value.replaceAll('"', '\\"') : value)

/** Names whose values have an alphabet or a form of their own (RFC 6750 3, RFC 9728 5.1); the others are any text. */
const FORMAL = ['scope', 'error', 'error_uri', 'resource_metadata']

/** True if a value was not what its parameter takes. A long value is good: only `bearerChallenge` has limits. */
const isRepair = ({ parameter, reason }) => FORMAL.includes(parameter) && reason !== 'length'

/** What the MCP SDKs and mcp-remote look for. */
const SOUGHT = actedOnParams

/**
 * True if clients that search for `name=` find the parameter. They search the whole text: quoted values are not skipped,
 * and `x_scope=` is taken for `scope=`. Some take the first match and some the last, so there must be one only, and
 * none of what is not configured.
 */
function isReadByName(text, configured) {
  return SOUGHT.every((name) => {
    const matches = text.split(`${name}=`).length - 1
    return matches === (name in configured ? 1 : 0)
  })
}

/**
 * True if `text` is a valid challenge (RFC 9110 11.3) with these parameters. It has no others then, and nothing follows
 * it: these come in through a value only, which is another one then.
 */
function isReadStrictly(text, configured) {
  try {
    const [{ params }] = parseWwwAuthenticate(text, { maxLength: text.length, strict: true })
    return Object.entries(configured).every(([name, value]) => params[name] === value)
  } catch (error) {
    if (error instanceof ChallengeSyntaxError) return false
    throw error
  }
}

module.exports = { getProtectedResourceMetadataUrl, getScopeChallengeHeader, getWWWAuthenticateHeader }
