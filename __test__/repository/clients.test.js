'use strict'

// What known clients read: that the forms are what they say, and that the data are what a real client reads.

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { extractWWWAuthenticateParams } = require('@modelcontextprotocol/client')
const { devDependencies } = require('../../package.json')

const { lintWwwAuthenticate, parseWwwAuthenticate } = require('auth-challenge')
const { FORMS, MEANING, formsOf } = require('../../bin/clients/forms.js')
const { clientsOf, misreadersOf } = require('../../bin/clients/index.js')
const readings = require('../../bin/clients/readings.json')
const { defectCodes } = require('../../lib/catalogue.js')

const program = path.join(__dirname, '../../bin/auth-challenge.js')

/** That of the SDK. */
const VERSION = devDependencies['@modelcontextprotocol/client']

const fieldOf = (lines) => {
  const findings = lintWwwAuthenticate(lines)
  const codes = findings.map(({ code }) => code)
  return { lines, challenges: parseWwwAuthenticate(lines), codes, findings }
}

test('the header of each form has that form alone, and means the same', () => {
  for (const { form, lines } of FORMS) {
    const field = fieldOf(lines)
    assert.deepEqual(formsOf(field), form === 'plain' ? [] : [form])
    const { params } = field.challenges.find(({ scheme }) => /^(bearer|dpop)$/i.test(scheme))
    for (const [name, value] of Object.entries(MEANING)) assert.equal(params[name], value, `${form}: ${name}`)
    const codes = new Set(field.codes.filter((code) => defectCodes.includes(code)))
    assert.deepEqual([...codes], defectCodes.includes(form) ? [form] : [], form)
  }
})

test('each defect that a header on the wire can have is a form', () => {
  const forms = new Set(FORMS.map(({ form }) => form))
  const others = defectCodes.filter((code) => !forms.has(code))
  assert.deepEqual(others.sort(), ['control-character', 'not-an-octet', 'too-long'])
})

test('text in quotes has no form but that of a decoy or a backslash', () => {
  for (const [line, forms] of [
    ['Bearer scope="a = b, c,,d"', []],
    ['Bearer realm="bearer  a; DPoP", scope="SCOPE"', []],
    ['Bearer realm="SCOPE=a"', []],
    ['Bearer realm="scope=a"', ['decoy']],
    ['Bearer scope="a", realm="\\"x_scope=\\""', ['quoted-pair', 'decoy']],
    ['Bearer scope= "a"', ['blank-around-equals']],
    ['Bearer scope="a" , error="b"', []],
    ['Basic realm="a"', []],
    ['Negotiate abc==, Bearer scope="a"', ['scheme-before']],
  ]) {
    assert.deepEqual(formsOf(fieldOf([line])), forms, line)
  }
})

test('every client reads an ordinary header, and something of every form is known', () => {
  assert.equal(readings.length, 7)
  for (const { client, forms, names, version } of readings) {
    assert.match(version, /^\d+\.\d+\.\d+$/)
    assert.deepEqual(
      Object.keys(forms),
      FORMS.map(({ form }) => form),
      client,
    )
    assert.deepEqual([forms.plain.missing, forms.plain.other], [undefined, undefined], client)
    for (const { missing = [], other = {} } of Object.values(forms)) {
      assert.ok([...missing, ...Object.keys(other)].every((name) => names.includes(name)))
    }
  }
})

test('the data are what the TypeScript SDK reads', () => {
  const data = readings.find(({ client }) => client === 'TypeScript SDK 2')
  assert.equal(data.version, VERSION)
  for (const { form, lines } of FORMS) {
    const headers = new Headers(lines.map((line) => ['www-authenticate', line]))
    const read = extractWWWAuthenticateParams(new Response(null, { status: 401, headers }))
    const { missing = [], other = {} } = data.forms[form]
    const expected = { ...MEANING, ...other }
    for (const name of missing) delete expected[name]
    const found = {
      error: read.error,
      error_description: read.errorDescription,
      scope: read.scope,
      resource_metadata: read.resourceMetadataUrl?.href,
    }
    assert.deepEqual(JSON.parse(JSON.stringify(found)), expected, form)
  }
})

test('the page has the data', async () => {
  const { pageOf } = await import('../../integration/lib/clients-page.mjs')
  const page = fs.readFileSync(path.join(__dirname, '../../docs/clients.md'), 'utf8')
  assert.equal(page, pageOf(readings), 'npm run clients')
  const cells = (form) =>
    page
      .match(new RegExp(`^\\| \`${form}\`.*$`, 'm'))[0]
      .split(/ *\| */)
      .filter(Boolean)
  const [sdk1, sdk2, python] = cells('comma-after-scheme').slice(1)
  assert.match([sdk1, sdk2, python].join('; '), /^nothing, 0 of \d+; nothing, 0 of \d+; all, \d+ of \d+$/)
})

test('a finding names the clients that misread what it is about', () => {
  const forbidden = 'Bearer, error="insufficient_scope", scope="files:read"'
  const run = (...args) => {
    const env = { ...process.env, COLUMNS: '200', NO_COLOR: '1' }
    return execFileSync(process.execPath, [program, '--fail-on', 'never', ...args], { encoding: 'utf8', env })
  }
  const text = run(forbidden)
  assert.match(
    text,
    /^ {2}misread by TypeScript SDK 1\.\S+, TypeScript SDK 2\.\S+, .* and auth-header 1\.0\.0$/m,
  )
  assert.doesNotMatch(text, /Python|mcp-remote/)
  assert.match(run('--strict', forbidden), /misread by TypeScript SDK/)
  assert.doesNotMatch(run('Basic, realm="a"'), /misread/, 'no client looks for Basic')
  assert.doesNotMatch(run('Bearer scope="a", colour="b"'), /misread/)

  const shown = run('--clients', forbidden)
  assert.match(shown, /^ {4}nothing\n {6}TypeScript SDK/m)
  assert.match(shown, /^ {4}everything\n {6}Python SDK \S+ and mcp-remote \S+$/m)
  assert.match(run('--clients', 'Basic realm="a"'), /There is no OAuth challenge/)
  const [{ clients }] = JSON.parse(run('--json', '--clients', 'Bearer scope="a"')).results
  assert.deepEqual(
    clients.map(({ form, readings }) => [form, new Set(readings.map(({ reads }) => reads))]),
    [['plain', new Set(['everything'])]],
  )
  assert.equal(JSON.parse(run('--json', forbidden)).results[0].clients, undefined)
})

test('what a client reads otherwise is said', () => {
  const [{ form, readings }] = clientsOf(fieldOf(['Bearer scope="a", realm="error=b"']))
  assert.equal(form, 'decoy')
  const of = (name) => readings.find(({ client }) => client.startsWith(name))
  const { client, missing, other, reads } = of('TypeScript SDK 2')
  assert.equal(client, `TypeScript SDK ${VERSION}`)
  assert.deepEqual([reads, missing], ['another scope, error, resource_metadata', []])
  assert.deepEqual([other.scope, other.error], ['other', 'other'])
  assert.equal(of('mcp-remote').reads, 'everything')
  assert.deepEqual(misreadersOf('unknown-scheme'), [])
})
