'use strict'

// What the options of `forwardChallenge` mean, on challenges as objects: no text, no positions. The tests hold the
// library to it: reading what leaves gives what these functions give for what was read.

const REDACTED = 'The request was not authorized'
const WELL_KNOWN = /\/\.well-known\/oauth-protected-resource(?:\/|$)/
const WITHOUT_PARAMS = ['negotiate', 'ntlm']
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/g

const lower = (text) => text.toLowerCase()
const isOneOf = (schemes, { scheme }) => schemes.map(lower).includes(lower(scheme))
const isOauth = (challenge) => isOneOf(['Bearer', 'DPoP'], challenge)
const isScopeToken = (word) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(word)

/** An http or https URL, or `undefined`. */
function httpUrl(text) {
  try {
    const url = new URL(text)
    return /^https?:$/.test(url.protocol) ? url : undefined
  } catch {
    return undefined
  }
}

/** An http or https URL as RFC 9110 4.2 has it: no userinfo, and a host of the characters of RFC 3986 3.2.2. */
const isSendable = (text) =>
  httpUrl(text) !== undefined &&
  /^https?:\/\/(\[[\da-f:.]+\]|[\w.~!$&'()*+,;=-]+)(:\d*)?([/?#]|$)/i.test(text)

/** True for a URL that a client can look up: no host has an equals sign. */
const isUsable = (text) => httpUrl(text)?.host.includes('=') === false

/** The options that change anything; the others observe, select the field, or are the default. */
function hasEdits({ errors, header, normalize, onChange, status, ...edits }) {
  const isEdited = [undefined, 401, 403, 407].includes(status)
  return isEdited && ((errors ?? 'keep') !== 'keep' || normalize === true || Object.keys(edits).length > 0)
}

/** Another value of `resource_metadata`; `undefined` for none. */
function pointer(value, option, challenge) {
  if (typeof option === 'string' || option instanceof URL) return String(option)
  const url = httpUrl(value)
  if (url === undefined) return value
  if (typeof option === 'function') {
    const answer = option(value, challenge) ?? value
    if (answer === value) return value
    return isSendable(String(answer)) ? String(answer) : undefined
  }
  const isMoved =
    option.from === undefined ? WELL_KNOWN.test(url.pathname) : url.origin === new URL(option.from).origin
  return isMoved ? new URL(option.origin).origin + url.pathname + url.search : value
}

function scopes(value, option, challenge) {
  const given = typeof option === 'function' ? option(value.split(' ').filter(Boolean), challenge) : option
  return [given].flat().join(' ').split(' ').filter(isScopeToken).join(' ') || undefined
}

/** Parameters with a change of one of them; `undefined` takes it out. */
function withParam(params, name, value) {
  const { [name]: _, ...others } = params
  return { __proto__: null, ...others, ...(value !== undefined && { [name]: value }) }
}

function settings({ realm, set = {} }) {
  const all = Object.entries(set)
  if (realm !== undefined) all.unshift(['realm', realm])
  return all.map(([name, given]) => ({
    name: lower(name),
    ...(typeof given === 'string' ? { value: given } : given),
  }))
}

const removals = ({ remove = [] }) =>
  [remove].flat().map((given) => (typeof given === 'string' ? { name: given } : given))

/** What the options make of one challenge. A token68 stands where parameters would, so that there is nothing to edit. */
function edited(challenge, options) {
  if (challenge.token68 !== undefined) return challenge
  let params = { __proto__: null, ...challenge.params }
  const change = (name, value) => (params = withParam(params, name, value))
  if (options.resourceMetadata !== undefined && 'resource_metadata' in params) {
    change('resource_metadata', pointer(params.resource_metadata, options.resourceMetadata, challenge))
  }
  if (options.scope !== undefined && 'scope' in params)
    change('scope', scopes(params.scope, options.scope, challenge))
  for (const { name, value, schemes } of settings(options)) {
    const takesAny = name in params || !isOneOf(WITHOUT_PARAMS, challenge)
    if (schemes ? isOneOf(schemes, challenge) : takesAny) change(name, value)
  }
  for (const { name, schemes } of removals(options)) {
    if (!schemes || isOneOf(schemes, challenge)) change(lower(name), undefined)
  }
  if (options.errors === 'drop')
    ['error', 'error_description', 'error_uri'].forEach((name) => change(name, undefined))
  if (options.errors === 'redact' && 'error_description' in params) change('error_description', REDACTED)
  const inserted = options.insertResourceMetadata
  if (inserted !== undefined && isOauth(challenge) && !isUsable(params.resource_metadata)) {
    change('resource_metadata', String(inserted === true ? options.resourceMetadata : inserted))
  }
  return { ...challenge, params: { ...params } }
}

/** The challenges of these schemes, in their order. */
function selected(challenges, schemes) {
  const places = schemes.map(lower)
  const place = ({ scheme }) => places.indexOf(lower(scheme))
  return challenges.filter((challenge) => place(challenge) >= 0).sort((a, b) => place(a) - place(b))
}

/** The challenge of `ensure`, as the tests give it: `true`, parameters, or a challenge. */
function ensured({ ensure, insertResourceMetadata, resourceMetadata }) {
  if (ensure.scheme !== undefined) return { params: {}, token68: undefined, ...ensure }
  const urls = [insertResourceMetadata, resourceMetadata].filter((url) => typeof url === 'string')
  const params =
    ensure === true ? urls.slice(0, 1).map((url) => ['resource_metadata', url]) : Object.entries(ensure)
  return { scheme: 'Bearer', token68: undefined, params: Object.fromEntries(params) }
}

/** No field can hold these characters, so that a space stands for each; what is edited is what can be sent. */
const sendable = ({ scheme, token68, params }) => ({
  scheme,
  token68,
  params: Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, value.replace(UNSENDABLE, ' ')]),
  ),
})

/** What reading gives of what leaves, from what reading gives of what came. What `normalize` spells anew is in compare.js. */
function model(challenges, options) {
  if (!hasEdits(options)) return challenges.map(sendable)
  const { ensure, schemes, status } = options
  const kept = schemes === undefined ? challenges : selected(challenges, schemes)
  const isEnsured = kept.length === 0 && ensure !== undefined && [401, 407].includes(status)
  return (isEnsured ? [ensured(options)] : kept).map((challenge) => edited(sendable(challenge), options))
}

module.exports = { hasEdits, httpUrl, isOauth, isScopeToken, model }
