'use strict'

const { expected } = require('./errors.js')
const native = require('./native.js')

/** The text of a URL. One of other letters than ASCII goes through `URL`, which knows IDNA. */
function urlText(value) {
  if (value instanceof URL) return value.href
  // eslint-disable-next-line no-control-regex -- ASCII is what is meant
  return typeof value === 'string' && /[^\0-\x7f]/.test(value) && URL.canParse(value) ? new URL(value).href : value
}

/** An http or https URL that may be sent. */
function url(value) {
  const text = urlText(value)
  return typeof text === 'string' && native.isUrl(text) ? text : expected('an http or https URL', 'expected-url', value)
}

/** The last origin that was one: a gateway has one, and asks for every response. */
let known

/** Scheme and authority of a URL, and nothing more. */
function origin(value) {
  if (value === known && typeof value === 'string') return value
  const text = urlText(value)
  if (typeof text !== 'string' || !native.isOrigin(text)) {
    expected('an http or https origin, without a path', 'expected-origin', value)
  }
  known = text
  return text
}

function protectedResourceMetadataUrl(resource) {
  const text = resource instanceof URL ? resource.href : resource
  const parsed = typeof text === 'string' && URL.canParse(text) ? new URL(text).href : undefined
  const result = parsed && native.protectedResourceMetadataUrl(parsed)
  return result ?? expected('an http or https URL', 'expected-url', resource)
}

module.exports = { origin, protectedResourceMetadataUrl, url }
