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

/** As `compute`, which it asks once for the same text in a row: a gateway has one origin, and a server one resource. */
function remembering(compute) {
  let given
  let result
  return (value) => {
    if (value === given && typeof value === 'string') return result
    result = compute(value)
    given = value
    return result
  }
}

/** Scheme and authority of a URL, and nothing more. */
const origin = remembering((value) => {
  const text = urlText(value)
  const origin = typeof text === 'string' ? native.origin(text) : null
  return origin ?? expected('an http or https origin, without a path', 'expected-origin', value)
})

const protectedResourceMetadataUrl = remembering((resource) => {
  const text = resource instanceof URL ? resource.href : resource
  const parsed = typeof text === 'string' && URL.canParse(text) ? new URL(text).href : undefined
  const result = parsed && native.protectedResourceMetadataUrl(parsed)
  return result ?? expected('an http or https URL', 'expected-url', resource)
})

module.exports = { origin, protectedResourceMetadataUrl, url }
