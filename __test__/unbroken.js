'use strict'

// What holds of every forwarding, whatever an attacker wrote.

const assert = require('node:assert/strict')

const { forwardChallenge, parseWwwAuthenticate } = require('auth-challenge')

const ALL = 1 << 22
const GATEWAY = 'https://gateway.example'
const WELL_KNOWN = '/.well-known/oauth-protected-resource'

/** Forwarding with each option, and with several. */
const EDITS = [
  { resourceMetadata: `${GATEWAY}/m` },
  { resourceMetadata: { origin: GATEWAY } },
  { resourceMetadata: { from: 'http://10.0.0.7:8080', origin: GATEWAY } },
  { resourceMetadata: (url) => url },
  { insertResourceMetadata: `${GATEWAY}/m` },
  { ensure: true, status: 401 },
  { scope: 'read' },
  { scope: (scopes) => scopes },
  { realm: 'gateway' },
  { set: { hop: 'a' } },
  { remove: ['realm', 'a'] },
  { schemes: ['Bearer', 'Basic'] },
  { errors: 'redact' },
  { errors: 'drop' },
  { normalize: true },
  { errors: 'drop', normalize: true, onChange: () => {}, realm: 'gateway', scope: (scopes) => scopes },
]

/** What RFC 9110 5.5 lets a field value hold, one character an octet. */
const isSendable = (line) => /^[\t\x20-\x7e\x80-\xff]*$/.test(line)
const strict = (lines) => parseWwwAuthenticate(lines, { maxLength: ALL, strict: true })
const read = (lines, options) => parseWwwAuthenticate(lines, { maxLength: ALL, ...options })
const entries = ({ params }) => Object.entries(params)

/** Nothing that leaves can be misread, whatever the text: it is sendable, and strictly valid. */
function leavesNothingBroken(lines) {
  for (const edits of EDITS) {
    const sent = forwardChallenge(lines, edits)
    assert.ok(sent.every(isSendable), JSON.stringify(Object.keys(edits)))
    strict(sent)
  }
  assert.ok(forwardChallenge(lines).every(isSendable))
}

const numbered = (count, of) => Array.from({ length: count }, (_, number) => of(number))

module.exports = {
  ALL,
  EDITS,
  GATEWAY,
  WELL_KNOWN,
  entries,
  isSendable,
  leavesNothingBroken,
  numbered,
  read,
  strict,
}
