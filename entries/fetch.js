'use strict'

// `auth-challenge/fetch`. What a function needs is loaded with its first call: a program pays for what it uses.

let gateway

function challengeHeaders(response, options) {
  gateway ??= require('../lib/fetch.js')
  return gateway.challengeHeaders(response, options)
}

function forwardResponse(response, options) {
  gateway ??= require('../lib/fetch.js')
  return gateway.forwardResponse(response, options)
}

function wrapFetch(fetch, options) {
  gateway ??= require('../lib/fetch.js')
  return gateway.wrapFetch(fetch, options)
}

function wrapHandler(handler, options) {
  gateway ??= require('../lib/fetch.js')
  return gateway.wrapHandler(handler, options)
}

let metadata

function createMetadataHandler(options) {
  metadata ??= require('../lib/metadata.js')
  return metadata.createMetadataHandler(options)
}

module.exports = { challengeHeaders, createMetadataHandler, forwardResponse, wrapFetch, wrapHandler }
