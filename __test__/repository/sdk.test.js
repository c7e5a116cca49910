'use strict'

// Against the real client of MCP's TypeScript SDK.

const assert = require('node:assert/strict')

const { extractWWWAuthenticateParams } = require('@modelcontextprotocol/client')

const { bearerChallenge, forwardChallenge, parseWwwAuthenticate } = require('auth-challenge')
const { anyLines, anyText, name } = require('../generators.js')
const { property } = require('../property.js')
const fc = require('fast-check')

const asSdk = ({ resource_metadata, scope, error, error_description }) => ({
  resourceMetadataUrl: resource_metadata,
  scope,
  error,
  errorDescription: error_description,
})

/** What the client reads of the lines. */
function read(lines) {
  const headers = new Headers(lines.map((line) => ['www-authenticate', line]))
  const { resourceMetadataUrl, ...others } = extractWWWAuthenticateParams(
    new Response(null, { status: 401, headers }),
  )
  return {
    resourceMetadataUrl: resourceMetadataUrl?.href,
    scope: undefined,
    error: undefined,
    errorDescription: undefined,
    ...others,
  }
}

/** What strict reading finds in the first challenge. */
function expected(lines) {
  const [first] = parseWwwAuthenticate(lines, { strict: true, maxLength: 1e9 })
  const isOauth = first !== undefined && /^(bearer|dpop)$/i.test(first.scheme)
  const { resourceMetadataUrl, ...others } = asSdk(isOauth ? first.params : {})
  return { resourceMetadataUrl: resourceMetadataUrl && new URL(resourceMetadataUrl).href, ...others }
}

property('the SDK client reads normalized lines as strict reading does', anyLines, (lines) => {
  const normalized = forwardChallenge(lines, { normalize: true })
  assert.deepEqual(read(normalized), expected(normalized))
})

property(
  'the SDK client reads a Bearer challenge as strict reading does',
  fc.dictionary(fc.oneof(name, anyText), anyText, { maxKeys: 9 }),
  (params) => {
    const header = bearerChallenge({ extensions: params })
    assert.deepEqual(read([header]), expected([header]))
  },
)
