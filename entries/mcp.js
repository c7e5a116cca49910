'use strict'

// `auth-challenge/mcp`. What a function needs is loaded with its first call: a program pays for what it uses.

let mcp

function extractWWWAuthenticateParams(response) {
  mcp ??= require('../lib/mcp.js')
  return mcp.extractWWWAuthenticateParams(response)
}

function insufficientScope(options) {
  mcp ??= require('../lib/mcp.js')
  return mcp.insufficientScope(options)
}

function unauthorized(options) {
  mcp ??= require('../lib/mcp.js')
  return mcp.unauthorized(options)
}

module.exports = { extractWWWAuthenticateParams, insufficientScope, unauthorized }
