'use strict'

const { createFieldForwarder, exposedNames, wordsOf } = require('./challenge-fields.js')
const { invalidArgument, kindOf } = require('./errors.js')
const { forwardChallenge } = require('./forward.js')
const { parseWwwAuthenticate } = require('./parse.js')
const { NULL_BODY, bodyHeaders, isResponse } = require('./response.js')

function createProxyHook(options) {
  const fieldsOf = createFieldForwarder(options)
  return (response) => {
    const { headers, statusCode } = response
    for (const [name, values] of fieldsOf(statusCode, response, (field) => textOf(headers[field]))) {
      const key = name.toLowerCase()
      if (values.length === 0) delete headers[key]
      else headers[key] = stringOrList(values)
    }
    return headers
  }
}

function createFastifyHook(options) {
  const fieldsOf = createFieldForwarder(options)
  return (_request, reply, response) => {
    const { headers, statusCode, stream } = response
    for (const [name, values] of fieldsOf(statusCode, { headers, statusCode }, (field) =>
      textOf(headers[field]),
    )) {
      reply.removeHeader(name)
      if (values.length > 0) reply.header(name, stringOrList(values))
    }
    return reply.send(stream)
  }
}

/** One value is a string: what copies headers may know no lists. */
const stringOrList = (values) => (values.length === 1 ? values[0] : values)

const textOf = (value) => (Array.isArray(value) ? value.join(', ') : value)

/** What is said of one connection, which is for Node.js to say of the next (RFC 9110 7.6.1). */
const OF_CONNECTION = [
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** Those that `node:http` refuses in the value of a field. */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/g

async function send(response, nodeResponse) {
  if (!isResponse(response)) {
    invalidArgument('invalid-argument', `the response must be a Response, got ${kindOf(response)}`)
  }
  nodeResponse.statusCode = response.status
  // HTTP/2 has none.
  if (nodeResponse.req.httpVersionMajor < 2) {
    nodeResponse.statusMessage = response.statusText.replace(UNSENDABLE, ' ') || undefined
  }
  setHeaders(nodeResponse, bodyHeaders(response))
  const hasBody = nodeResponse.req.method !== 'HEAD' && !NULL_BODY.has(response.status)
  if (response.body === null || !hasBody) {
    await response.body?.cancel()
    nodeResponse.end()
    return
  }
  try {
    // Loaded when there is a body: nothing else of this file needs them.
    const { Readable } = require('node:stream')
    const { pipeline } = require('node:stream/promises')
    await pipeline(Readable.fromWeb(response.body), nodeResponse)
  } catch (error) {
    // Nobody is left to answer.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

/** Sets the fields of a response beside those that are there. */
function setHeaders(nodeResponse, headers) {
  const there = (name) => textOf(nodeResponse.getHeader(name))
  for (const name of OF_CONNECTION) headers.delete(name)
  for (const [name, value] of headers) {
    const text = value.replace(UNSENDABLE, ' ')
    if (name === 'www-authenticate' || name === 'proxy-authenticate')
      nodeResponse.setHeader(name, linesOf(value))
    else if (name === 'access-control-expose-headers')
      nodeResponse.setHeader(name, exposedNames(there(name), wordsOf(text)))
    else if (name === 'vary' && there(name)) nodeResponse.setHeader(name, `${there(name)}, ${text}`)
    else if (name !== 'set-cookie') nodeResponse.setHeader(name, text)
  }
  const cookies = headers.getSetCookie().map((cookie) => cookie.replace(UNSENDABLE, ' '))
  if (cookies.length > 0) {
    nodeResponse.setHeader('set-cookie', [
      ...[].concat(nodeResponse.getHeader('set-cookie') ?? []),
      ...cookies,
    ])
  }
}

/** For each, the whole value is read. */
const MAX_SCHEMES = 8

/**
 * The lines of a field, which `Headers` joins: no line has challenges of two schemes, for clients that read one challenge
 * a line. No octet of a challenge changes.
 */
function linesOf(value) {
  let schemes
  try {
    schemes = parseWwwAuthenticate(value, { strict: true }).map(({ scheme }) => scheme.toLowerCase())
  } catch {
    return forwardChallenge(value)
  }
  // The order of the challenges is the server's preference.
  const distinct = schemes.filter((scheme, index) => scheme !== schemes[index - 1])
  if (distinct.length > MAX_SCHEMES || new Set(distinct).size < distinct.length)
    return forwardChallenge(value)
  return distinct.flatMap((scheme) => forwardChallenge(value, { schemes: [scheme] }))
}

function sendThrownResponse(error, _request, response, next) {
  if (isResponse(error) && !response.headersSent) send(error, response).catch(next)
  else next(error)
}

module.exports = { createFastifyHook, createProxyHook, send, sendThrownResponse }
