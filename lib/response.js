'use strict'

/** True for a fetch `Response` of any realm or polyfill. */
const isResponse = (value) => Object.prototype.toString.call(value) === '[object Response]'

const get = (response) => (name) => response.headers.get(name)

/**
 * The header fields that are true of `response.body`. `fetch` decodes the body of a response and leaves the fields that
 * describe its encoded form; only responses of `fetch` have a URL.
 */
function bodyHeaders(response) {
  const headers = new Headers(response.headers)
  if (response.url !== '' && headers.has('content-encoding')) {
    headers.delete('content-encoding')
    headers.delete('content-length')
  }
  return headers
}

/** The statuses that no `Response` can be made with. */
const isFinal = (status) => status >= 200 && status <= 599

const NULL_BODY = new Set([204, 205, 304])

/** What `statusText` of a new `Response` may hold (RFC 9112 4). */
const REASON_PHRASE = /^[\t\x20-\x7e\x80-\xff]*$/

/** The same response with another body and other headers. */
function withParts(response, body, headers) {
  const { status, statusText } = response
  if (!isFinal(status)) return response
  const copy = new Response(NULL_BODY.has(status) ? null : body, {
    headers,
    status,
    statusText: REASON_PHRASE.test(statusText) ? statusText : '',
  })
  // A constructor cannot say these, and clients read them.
  for (const name of ['redirected', 'type', 'url'])
    Object.defineProperty(copy, name, { value: response[name] })
  return copy
}

module.exports = { NULL_BODY, REASON_PHRASE, bodyHeaders, get, isResponse, withParts }
