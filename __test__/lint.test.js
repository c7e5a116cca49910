'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { forwardChallenge, lintWwwAuthenticate, parseWwwAuthenticate } = require('auth-challenge')
const { fixedLines } = require('../lib/lint.js')
const { defectCodes } = require('../lib/catalogue.js')
const { vectors } = require('./vectors.js')

const PROFILES = ['http', 'oauth', 'mcp']

const published = vectors('published.jsonl')
const all = [...published, ...vectors('recoveries.jsonl')]

const FORBIDDEN = 'Bearer, error="insufficient_scope", scope="files:read"'

test('a 403 of mcp-proxy in each profile', () => {
  const comma = {
    code: 'comma-after-scheme',
    severity: 'error',
    line: 0,
    offset: 6,
    length: 1,
    rule: 'RFC 9110 11.3',
    message: 'Expected a space between the scheme and its parameters, not a comma.',
    fix: { offset: 6, length: 2, text: ' ' },
  }
  const pointer = {
    code: 'resource-metadata-missing',
    severity: 'warning',
    line: 0,
    offset: 0,
    length: 6,
    rule: 'MCP 2025-11-25 authorization',
    message: 'Without resource_metadata a client has to guess where the metadata document is.',
    fix: undefined,
  }
  const of = (profile) => lintWwwAuthenticate(FORBIDDEN, { profile, status: 403 })
  assert.deepEqual(of('http'), [comma])
  assert.deepEqual(of('oauth'), [comma])
  assert.deepEqual(of('mcp'), [pointer, comma])
  assert.deepEqual(lintWwwAuthenticate(FORBIDDEN), [comma], 'http is the default')
})

test('the field and its status come from any source', () => {
  const codes = (source, options) => lintWwwAuthenticate(source, options).map(({ code }) => code)
  assert.deepEqual(codes(new Response(null, { status: 401 })), ['challenge-missing'])
  assert.deepEqual(codes({ headers: {}, statusCode: 401 }), ['challenge-missing'])
  assert.deepEqual(codes(new Response(null, { status: 401 }), { status: 403 }), [])
  assert.deepEqual(codes(null, { status: 401 }), ['challenge-missing'])
  assert.deepEqual(codes(null), [])
  assert.deepEqual(codes({ 'proxy-authenticate': 'Basic' }, { header: 'proxy-authenticate' }), [
    'basic-realm-missing',
  ])
  const headers = { 'www-authenticate': ['Basic realm="a"', 'Basic realm=b'] }
  assert.equal(lintWwwAuthenticate(headers)[0].line, 1)
})

test('an invalid option is refused', () => {
  for (const [options, code, ...option] of [
    [{ profile: 'MCP' }, 'invalid-option', 'profile'],
    [{ status: 99 }, 'invalid-option', 'status'],
    [{ strict: true }, 'unknown-option', 'strict'],
    [null, 'invalid-options'],
  ]) {
    assert.throws(() => lintWwwAuthenticate('Basic', options), {
      name: 'TypeError',
      code,
      ...(option.length > 0 && { option: option[0] }),
    })
  }
})

test('a character that is no octet is that', () => {
  const [first] = lintWwwAuthenticate('Basic realm="\u4e2d"')
  assert.deepEqual([first.code, first.offset, first.length, first.fix], ['not-an-octet', 13, 1, undefined])
  assert.equal(lintWwwAuthenticate('Basic realm="\x1a"')[0].code, 'control-character')
  const line = 'Basic realm="\u4e2d'
  assert.deepEqual(fixedLines([line], lintWwwAuthenticate(line)), [`${line}"`])
})

// What a valid field may still do wrong: each rule again, by regular expressions over what RFC 9110 makes of the field.

const value = ({ params }, name) => params.find(([key]) => key.toLowerCase() === name)?.[1]
const is =
  (...schemes) =>
  ({ scheme }) =>
    schemes.some((name) => name.toLowerCase() === scheme.toLowerCase())
const isOauth = is('Bearer', 'DPoP')
const lacks = (scheme, name) => (challenges) =>
  challenges.some((one) => is(scheme)(one) && !one.token68 && value(one, name) === undefined)
const oauthValue = (names, test) => (challenges) =>
  challenges.some(
    (one) => isOauth(one) && names.some((name) => value(one, name) !== undefined && test(value(one, name))),
  )
const isUrl = (text) => /^https?:\/\/[^ "\\]+$/.test(text) && URL.canParse(text)
const none = (challenges, name) =>
  challenges.some((one) => isOauth(one)) &&
  challenges.every((one) => !isOauth(one) || value(one, name) === undefined)

const BREAKS = {
  http: {
    'realm-not-quoted': (_, bare) => /\brealm\s*=\s*[^"\s,]/i.test(bare),
    'unexpected-token68': (challenges) =>
      challenges.some((one) => one.token68 && is('Basic', 'Bearer', 'Digest', 'DPoP')(one)),
    'basic-realm-missing': (challenges) =>
      challenges.some((one) => is('Basic')(one) && value(one, 'realm') === undefined),
    'invalid-charset': (challenges) =>
      challenges.some((one) => is('Basic')(one) && !/^utf-8$/i.test(value(one, 'charset') ?? 'utf-8')),
    'digest-realm-missing': lacks('Digest', 'realm'),
    'digest-nonce-missing': lacks('Digest', 'nonce'),
    'digest-qop-missing': lacks('Digest', 'qop'),
    'digest-not-quoted': (challenges, bare) =>
      challenges.some(is('Digest')) && /\b(domain|nonce|opaque|qop)\s*=\s*[^"\s,]/i.test(bare),
    'digest-quoted': (challenges, bare) =>
      challenges.some(is('Digest')) && /\b(stale|algorithm)\s*=\s*"/i.test(bare),
  },
  oauth: {
    'bearer-parameters-missing': (challenges) =>
      challenges.some((one) => is('Bearer')(one) && !one.token68 && one.params.length === 0),
    'invalid-character': oauthValue(
      ['error', 'error_description', 'error_uri', 'scope', 'acr_values'],
      (text) => /["\\]|[^ -~]/.test(text),
    ),
    'invalid-scope': oauthValue(['scope'], (text) => !/^[^ ]+( [^ ]+)*$/.test(text)),
    'invalid-resource-metadata': oauthValue(['resource_metadata'], (text) => !isUrl(text)),
    'invalid-dpop-algs': oauthValue(['algs'], (text) => !/^[\w-]+( [\w-]+)*$/.test(text)),
    'invalid-max-age': oauthValue(['max_age'], (text) => !/^\d+$/.test(text)),
  },
  mcp: {
    'oauth-challenge-missing': (challenges) => challenges.length > 0 && !challenges.some(isOauth),
    'resource-metadata-missing': (challenges) => none(challenges, 'resource_metadata'),
    'scope-missing': (challenges) => none(challenges, 'scope'),
    'offline-access': oauthValue(['scope'], (text) => text.split(' ').includes('offline_access')),
    'insecure-resource-metadata': oauthValue(
      ['resource_metadata'],
      (text) =>
        isUrl(text) &&
        /^http:/.test(text) &&
        !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(text).hostname),
    ),
  },
}

/** The codes of errors and warnings that the rules of a profile have for a valid field. */
function expectedCodes({ fields, rfc }, profile) {
  const bare = fields.join('\n').replace(/"(?:\\.|[^"\\])*"/g, '""')
  const profiles = PROFILES.slice(0, PROFILES.indexOf(profile) + 1)
  const rules = profiles.flatMap((name) => Object.entries(BREAKS[name]))
  return rules.filter(([, breaks]) => breaks(rfc, bare)).map(([code]) => code)
}

const hasRepeats = ({ rfc }) =>
  rfc.some(({ params }) => new Set(params.map(([name]) => name.toLowerCase())).size < params.length)

test('a valid field has the errors and warnings of the rules that it breaks, and no others', (t) => {
  const valid = published.filter((vector) => vector.rfc !== 'invalid' && !hasRepeats(vector))
  assert.ok(valid.length > 250)
  for (const profile of PROFILES) {
    let wellBehaved = 0
    for (const vector of valid) {
      const findings = lintWwwAuthenticate(vector.fields, { profile }).filter(
        ({ severity }) => severity !== 'note',
      )
      const codes = [...new Set(findings.map(({ code }) => code))]
      const expected = expectedCodes(vector, profile)
      assert.deepEqual(codes.sort(), expected.sort(), `${vector.id}: ${vector.fields}`)
      if (expected.length === 0) wellBehaved += 1
    }
    assert.ok(wellBehaved > (profile === 'mcp' ? 10 : 200), `${profile}: ${wellBehaved}`)
    t.diagnostic(
      `${profile}: ${wellBehaved} of ${valid.length} valid vectors are well-behaved, and have no error and no warning`,
    )
  }
})

test('an invalid field, and a repeated name, is an error in each profile', () => {
  for (const vector of published) {
    if (vector.rfc !== 'invalid' && !hasRepeats(vector)) continue
    for (const profile of PROFILES) {
      const findings = lintWwwAuthenticate(vector.fields, { profile })
      assert.ok(
        findings.some(({ severity }) => severity === 'error'),
        vector.id,
      )
    }
  }
})

test('each recovered defect is a finding', () => {
  for (const { id, fields } of all) {
    const defects = []
    parseWwwAuthenticate(fields, { onDefect: ({ code }) => defects.push(code) })
    const codes = lintWwwAuthenticate(fields).map(({ code }) => code)
    const isDefect = (code) => defectCodes.includes(code)
    assert.deepEqual(codes.filter(isDefect).sort(), defects.sort(), id)
  }
})

test('`normalize` repairs all that has a fix, and what both leave is read alike', () => {
  let repaired = 0
  for (const { id, fields } of all) {
    const findings = lintWwwAuthenticate(fields, { profile: 'oauth' })
    const normalized = forwardChallenge(fields, { normalize: true })
    const rest = lintWwwAuthenticate(normalized, { profile: 'oauth' }).filter(({ fix }) => fix)
    assert.deepEqual(rest, [], id)
    const fixed = fixedLines(fields, findings)
    if (fixed.join('\n') === fields.join('\n')) continue
    // Fixes change what is certain; `normalize` puts its form on everything else too.
    assert.deepEqual(forwardChallenge(fixed, { normalize: true }), normalized, id)
    repaired += 1
  }
  assert.ok(repaired > 50, `${repaired}`)
})

test('counts of findings by code, over all vectors', (t) => {
  const counts = new Map()
  for (const { fields } of all) {
    for (const { code } of lintWwwAuthenticate(fields, { profile: 'mcp' }))
      counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const listed = [...counts].sort(([, a], [, b]) => b - a).map(([code, count]) => `${count} ${code}`)
  assert.ok(counts.size > 25, 'the vectors show most rules')
  t.diagnostic(listed.join(', '))
})
