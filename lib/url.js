'use strict'

const { ask } = require('./call.js')
const { invalidArgument, invalidOption, kindOf } = require('./errors.js')
const { operation } = require('./protocol.js')

const isUrlObject = (value) => Object.prototype.toString.call(value) === '[object URL]'

/** The URL that a text is, if it is one. `URL.canParse` of Node 20 refuses letters outside ASCII after some thousand calls. */
function urlOf(text) {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** As `compute`, which it asks once for the same text in a row: a gateway has one origin, and a server one resource. */
function remembering(compute) {
  let given
  let result
  return (value, option) => {
    if (value === given && typeof value === 'string') return result
    result = compute(value, option)
    given = value
    return result
  }
}

const isAscii = (text) => !/[^\0-\x7f]/.test(text)

/** Percent-encoded, as UTF-8: all but ASCII. Half of a surrogate pair is no character, and U+FFFD stands for it. */
const encoded = (text) =>
  text
    .replace(/\p{Surrogate}/gu, '%EF%BF%BD')
    .replace(/[^\0-\x7f]+/g, (letters) => encodeURIComponent(letters))

/** The scheme, and an authority of letters, digits, hyphens, dots and a port: `URL` knows the ASCII form of its host. */
const INTERNATIONAL = /^(https?:\/\/)([-.\w\u0080-\uffff]+(?::\d*)?)(?=[/?#]|$)/i

/** The same URL in ASCII; `undefined` if it has a host that has no such form. */
function asciiUrl(text) {
  const [, scheme, authority = ''] = INTERNATIONAL.exec(text) ?? []
  if (isAscii(authority)) return encoded(text)
  const url = urlOf(scheme + authority)
  return url && `${scheme}${url.host}${encoded(text.slice(scheme.length + authority.length))}`
}

/** The text of a URL. One with other letters than ASCII is that of the same URL without. */
const urlText = remembering((value) => {
  if (typeof value !== 'string') return isUrlObject(value) ? value.href : value
  return isAscii(value) ? value : (asciiUrl(value) ?? value)
})

/** What the operation makes of a URL; `undefined` if it refuses. */
const asked = (code, value) => {
  const text = urlText(value)
  return typeof text === 'string' ? ask(code, text) : undefined
}

/** The kind of an option that is an http or https URL. */
const url = (value, option) =>
  asked(operation.URL, value) ?? invalidOption(option, 'an http or https URL without userinfo', value)

/** The kind of an option that is the scheme and authority of a URL, and nothing more. */
const origin = remembering(
  (value, option) =>
    asked(operation.ORIGIN, value) ?? invalidOption(option, 'an http or https origin, without a path', value),
)

const protectedResourceMetadataUrl = remembering((resource) => {
  const text = isUrlObject(resource) ? resource.href : resource
  const parsed = typeof text === 'string' ? urlOf(text)?.href : undefined
  return (
    (parsed && ask(operation.METADATA_URL, parsed)) ??
    invalidArgument('invalid-argument', `the resource must be an http or https URL, got ${kindOf(resource)}`)
  )
})

module.exports = { isUrlObject, origin, protectedResourceMetadataUrl, url, urlOf, urlText }
