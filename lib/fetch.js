'use strict'

const {
  createFieldForwarder,
  createNormalizer,
  fieldOf,
  isEdited,
  siblingFields,
} = require('./challenge-fields.js')
const { invalidArgument, kindOf } = require('./errors.js')
const { createMessageForwarder, isMessages } = require('./json-rpc.js')
const { boolean, separateOptions } = require('./options.js')
const { bodyHeaders, get, isResponse, withParts } = require('./response.js')

const GATEWAY_OPTIONS = { toolResults: boolean }

/** What describes the octets of a body, which change with a challenge in it. */
const BODY_FIELDS = ['content-digest', 'content-length', 'content-md5', 'digest', 'etag', 'repr-digest']

function createResponseForwarder(options = {}) {
  const [{ toolResults = false }, forwardOptions] = separateOptions(options, GATEWAY_OPTIONS)
  const fieldsOf = createFieldForwarder(forwardOptions)
  const messagesOf = toolResults ? createMessageForwarder(forwardOptions) : undefined
  return (response) => {
    const headers = bodyHeaders(response)
    const isChanged = setFields(headers, fieldsOf(response.status, response, get(response)))
    const type = headers.get('content-type')
    // An encoded body cannot be read here.
    if (messagesOf && response.body && isMessages(type) && !headers.has('content-encoding')) {
      for (const name of BODY_FIELDS) headers.delete(name)
      return withParts(response, response.body.pipeThrough(messagesOf(type)), headers)
    }
    return isChanged ? withParts(response, response.body, headers) : response
  }
}

/** Sets the fields whose values differ. Returns whether there were any. */
function setFields(headers, fields) {
  const differing = fields.filter(([name, values]) => (headers.get(name) ?? '') !== values.join(', '))
  for (const [name, values] of differing) {
    headers.delete(name)
    for (const value of values) headers.append(name, value)
  }
  return differing.length > 0
}

function forwardResponse(response, options) {
  return createResponseForwarder(options)(response)
}

function wrapHandler(handler, options) {
  callable('handler', handler)
  const forward = createResponseForwarder(options)
  return async function handle(...args) {
    const response = await handler.apply(this, args)
    return isResponse(response) ? forward(response) : response
  }
}

function wrapFetch(fetch = globalThis.fetch, options = {}) {
  callable('fetch', fetch)
  const forward = createNormalizer(options)
  const name = fieldOf(options)
  return async function readableFetch(...args) {
    const response = await fetch(...args)
    if (!isEdited(response.status)) return response
    const headers = new Headers(response.headers)
    return setFields(headers, [[name, forward(response)]])
      ? withParts(response, response.body, headers)
      : response
  }
}

function challengeHeaders(response, options) {
  const headers = new Headers(siblingFields(response.status, get(response)))
  setFields(headers, createFieldForwarder(options)(response.status, response, get(response)))
  return headers
}

function callable(name, value) {
  if (typeof value === 'function') return
  invalidArgument('invalid-argument', `the ${name} must be a function, got ${kindOf(value)}`)
}

module.exports = { challengeHeaders, forwardResponse, wrapFetch, wrapHandler }
