'use strict'

// `auth-challenge/mcp-proxy`. What a function needs is loaded with its first call: a program pays for what it uses.

let headers

function getProtectedResourceMetadataUrl(resource) {
  headers ??= require('../lib/mcp-proxy.js')
  return headers.getProtectedResourceMetadataUrl(resource)
}

function getScopeChallengeHeader(oauth, requiredScopes, errorDescription, options) {
  headers ??= require('../lib/mcp-proxy.js')
  return headers.getScopeChallengeHeader(oauth, requiredScopes, errorDescription, options)
}

function getWWWAuthenticateHeader(oauth, challenge, options) {
  headers ??= require('../lib/mcp-proxy.js')
  return headers.getWWWAuthenticateHeader(oauth, challenge, options)
}

module.exports = { getProtectedResourceMetadataUrl, getScopeChallengeHeader, getWWWAuthenticateHeader }
