'use strict'

// Tables of lines, options and what is to be sent, and the gateway of their URLs.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { forwardChallenge } = require('auth-challenge')

const gateway = 'https://gateway.example'
const wellKnown = '/.well-known/oauth-protected-resource'
const upstream = `http://10.0.0.7:8080${wellKnown}/mcp`
const moved = `${gateway}${wellKnown}/mcp`
const toGateway = { resourceMetadata: { origin: gateway } }

/** Rows of line, options, expected lines. */
function table(title, rows) {
  test(title, () => {
    assert.ok(rows.length > 0)
    for (const [source, options, expected] of rows) {
      assert.deepEqual(
        forwardChallenge(source, options),
        [expected].flat(),
        JSON.stringify([source, options]),
      )
    }
  })
}

const same = (source, options) => [source, options, source]

const pointer = { insertResourceMetadata: `${gateway}/m` }
const inserted = `resource_metadata="${gateway}/m"`

module.exports = { gateway, inserted, moved, pointer, same, table, toGateway, upstream, wellKnown }
