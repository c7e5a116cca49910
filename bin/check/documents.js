'use strict'

// The metadata of the resource (RFC 9728) and of its authorization servers (RFC 8414): where it is, and what is there.

const { protectedResourceMetadataUrl } = require('../../entries/index.js')
const { isPrivateHost, publicLookup } = require('../address.js')

const isOauth = ({ scheme }) => /^(?:bearer|dpop)$/i.test(scheme)

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The URL that a text is, if it is one of http or https without userinfo. */
function httpUrlOf(text) {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : undefined
}

/** The `resource_metadata` of an answer, as text. */
const pointerOf = ({ challenges }) =>
  challenges.find((one) => isOauth(one) && one.params.resource_metadata)?.params.resource_metadata

/**
 * Why a URL must not be fetched: `origin` or `address`; `undefined` if it may be fetched. The user named the origin of the server;
 * every other one comes from the server, which may be anybody's.
 */
function refusal(target, { options, url }) {
  if (target.origin === url.origin) return undefined
  if (isPrivateHost(target) && !options.allowPrivate) return 'address'
  return options.allowedOrigins.includes(target.origin) ? undefined : 'origin'
}

/** A document at a place: the answer, and the JSON object in it, if that is what it holds. */
async function fetchDocument(target, seen, fetchJson, headers) {
  const isForeign = target.origin !== seen.url.origin && !seen.options.allowPrivate
  const answer = await fetchJson(target, headers, isForeign ? publicLookup : undefined)
  return { url: target, answer, value: objectOf(answer.text) }
}

function objectOf(text) {
  try {
    const value = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * `pointer` is what the challenge says, `refused` why it was not fetched. `pointed` is the document there; `wellKnown`
 * the first at the places where a client looks without a pointer. `used` is what a client takes; each has as `about` the
 * `resource` that it must have.
 */
async function documentsOf(seen, fetchJson, origin) {
  const pointer = pointerOf(seen.unauthorized) ?? pointerOf(seen.badToken)
  const target = httpUrlOf(pointer)
  const refused = target && refusal(target, seen)
  const get = (place) => fetchDocument(place, seen, fetchJson, { origin })
  const pointed = target && !refused ? { ...(await get(target)), about: seen.url } : undefined
  const wellKnown = seen.profile === 'http' ? undefined : await wellKnownOf(seen.url, pointed, get)
  return { pointer, target, refused, pointed, wellKnown, used: pointed ?? wellKnown }
}

/** RFC 9728 3.1, then the root, as MCP clients do. The document there is about the whole origin (RFC 9728 3.3). */
async function wellKnownOf(url, pointed, get) {
  const resources = url.pathname === '/' && url.search === '' ? [url] : [url, new URL('/', url)]
  const places = resources.map((resource) => new URL(protectedResourceMetadataUrl(resource)))
  const found = await firstFound(places, pointed, get)
  const at = places.findIndex(({ href }) => href === found?.url.href)
  return found && { ...found, about: resources[at] }
}

/** The document at the first place that answers 200. */
async function firstFound(places, known, get) {
  for (const place of places) {
    const found = place.href === known?.url.href ? known : await get(place)
    if (found.answer.status === 200) return found
  }
  return undefined
}

/** The places of the metadata of an issuer: RFC 8414 3.1, and OpenID Connect Discovery 4. */
function issuerPlaces(issuer) {
  const path = issuer.pathname.replace(/\/$/, '')
  const names = ['oauth-authorization-server', 'openid-configuration']
  const inserted = names.map((name) => `/.well-known/${name}${path}`)
  const places = [...inserted, `${path}/.well-known/openid-configuration`]
  return [...new Set(places)].map((place) => new URL(place, issuer))
}

/** Each authorization server that the document lists: its issuer, and its metadata or why that was not fetched. */
async function serversOf(seen, fetchJson) {
  const listed = seen.documents.used?.value?.authorization_servers
  const servers = []
  for (const issuer of Array.isArray(listed) ? listed.slice(0, 5) : []) {
    const target = httpUrlOf(issuer)
    if (target === undefined) continue
    const refused = refusal(target, seen)
    const get = (place) => fetchDocument(place, seen, fetchJson)
    const found = refused ? undefined : await firstFound(issuerPlaces(target), undefined, get)
    servers.push({ issuer, target, refused, found })
  }
  return servers
}

module.exports = { documentsOf, httpUrlOf, isOauth, pointerOf, serversOf }
