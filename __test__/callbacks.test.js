'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { forwardChallenge, parseWwwAuthenticate } = require('auth-challenge')

const gateway = 'https://gateway.example'
const wellKnown = '/.well-known/oauth-protected-resource'
const upstream = `http://10.0.0.7:8080${wellKnown}/mcp`
const moved = `${gateway}${wellKnown}/mcp`
const toGateway = { resourceMetadata: { origin: gateway } }

test('what a callback throws reaches the caller as it was thrown', () => {
  const line = `Bearer resource_metadata="${upstream}", scope="a"`
  const cyclic = new Error('no')
  cyclic.cause = cyclic
  let chain
  for (let at = 0; at < 5000; at += 1) chain = new Error('no', { cause: chain })
  const unprintable = {
    toString() {
      throw new Error('no')
    },
  }
  for (const thrown of [new Error('no'), cyclic, chain, unprintable, new Response(), undefined, null, 7]) {
    const fail = () => {
      throw thrown
    }
    for (const options of [{ resourceMetadata: fail }, { scope: fail }]) {
      let caught = 'nothing'
      try {
        forwardChallenge(line, options)
      } catch (error) {
        caught = error
      }
      assert.equal(caught, thrown)
    }
    let caught = 'nothing'
    try {
      parseWwwAuthenticate('Bearer realm="a"; b=c', { onDefect: fail })
    } catch (error) {
      caught = error
    }
    assert.equal(caught, thrown)
  }
})

test('a callback may call the library as deep as the stack goes', () => {
  const line = `Bearer resource_metadata="${upstream}"`
  let depth = 0
  const options = {
    resourceMetadata: () => {
      depth += 1
      if (depth < 150)
        assert.deepEqual(forwardChallenge(line, options), [`Bearer resource_metadata="${gateway}/m"`])
      return `${gateway}/m`
    },
  }
  assert.deepEqual(forwardChallenge(line, options), [`Bearer resource_metadata="${gateway}/m"`])
  assert.equal(depth, 150)
})

test('a getter in an array of lines may call the library', () => {
  const lines = ['Basic realm="a"; x=1', '']
  Object.defineProperty(lines, 1, {
    enumerable: true,
    get: () => {
      forwardChallenge('Bearer scope="a"', { realm: 'x', onChange() {} })
      assert.throws(() => parseWwwAuthenticate('Basic realm="', { strict: true }))
      return 'Digest realm="b"'
    },
  })
  assert.equal(parseWwwAuthenticate(lines, { maxLength: 1000 }).length, 2)
  assert.deepEqual(
    parseWwwAuthenticate(forwardChallenge(lines, { remove: 'realm' })).map(({ params }) => ({ ...params })),
    [{ x: '1' }, {}],
  )
})

test('a callback may read and forward too', () => {
  const line = `Bearer resource_metadata="${upstream}", DPoP resource_metadata="${upstream}"`
  const [forwarded] = forwardChallenge(line, {
    resourceMetadata: (url) =>
      parseWwwAuthenticate(forwardChallenge(`Bearer resource_metadata="${url}"`, toGateway))[0].params
        .resource_metadata,
  })
  assert.equal(forwarded, `Bearer resource_metadata="${moved}", DPoP resource_metadata="${moved}"`)
})
