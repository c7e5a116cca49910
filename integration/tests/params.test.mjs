// `extractWWWAuthenticateParams` of auth-challenge and of the TypeScript SDK, on challenges seen in the wild.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { extractWWWAuthenticateParams as theirs } from '@modelcontextprotocol/client'
import { extractWWWAuthenticateParams as ours } from 'auth-challenge/mcp'

const URL_ = 'https://h.example/.well-known/oauth-protected-resource'
const resourceMetadataUrl = new URL(URL_)
const SAME = Symbol('as theirs')

/** What the header is, its lines, what the SDK 2.4.0 reads and what is right. */
const cases = [
  [
    'what everyone reads',
    [
      `Bearer error="invalid_token", error_description="it expired", scope="a b", resource_metadata="${URL_}"`,
    ],
    { resourceMetadataUrl, scope: 'a b', error: 'invalid_token', errorDescription: 'it expired' },
    SAME,
  ],
  [
    'DPoP',
    [`DPoP algs="ES256", scope="a", resource_metadata="${URL_}"`],
    { resourceMetadataUrl, scope: 'a' },
    SAME,
  ],
  ['unquoted', [`Bearer scope=a, resource_metadata=${URL_}`], { resourceMetadataUrl, scope: 'a' }, SAME],
  [
    'a comma after the scheme',
    ['Bearer, error="insufficient_scope", scope="a"'],
    {},
    { error: 'insufficient_scope', scope: 'a' },
  ],
  ['Bearer, then DPoP', ['Bearer scope="a", DPoP algs="ES256", scope="b"'], { scope: 'a' }, SAME],
  ['Bearer, then DPoP, on two lines', ['Bearer scope="a"', 'DPoP scope="b"'], { scope: 'a' }, SAME],
  [
    'twice the same parameter',
    [`Bearer resource_metadata="${URL_}", resource_metadata="https://other.example/"`],
    { resourceMetadataUrl },
    SAME,
  ],
  [
    'a decoy in a quoted realm',
    ['Bearer realm="see scope=all of it", scope="a"'],
    { scope: 'all' },
    { scope: 'a' },
  ],
  ['a decoy in another name', ['Bearer x_scope="all", scope="a"'], { scope: 'all' }, { scope: 'a' }],
  ['a decoy in another scheme', ['Bearer realm="r", Custom scope="all"'], { scope: 'all' }, {}],
  ['space around =', ['Bearer scope = "a"'], {}, { scope: 'a' }],
  ['an upper-case name', ['Bearer SCOPE="a"'], {}, { scope: 'a' }],
  ['behind another scheme', ['Negotiate, Bearer scope="a"'], {}, { scope: 'a' }],
  ['behind another scheme, on two lines', ['Negotiate', 'Bearer scope="a"'], {}, { scope: 'a' }],
  ['two spaces after the scheme', ['Bearer  scope="a"'], {}, { scope: 'a' }],
  [
    'a quote in a value',
    ['Bearer error_description="say \\"please\\""'],
    { errorDescription: 'say \\' },
    { errorDescription: 'say "please"' },
  ],
  [
    'a backslash in a value',
    ['Bearer error_description="C:\\\\temp"'],
    { errorDescription: 'C:\\\\temp' },
    { errorDescription: 'C:\\temp' },
  ],
  ['an empty value', ['Bearer scope=""'], { scope: '""' }, {}],
  [
    'a URL that is none of http',
    ['Bearer resource_metadata="file:///etc/passwd"'],
    { resourceMetadataUrl: new URL('file:///etc/passwd') },
    {},
  ],
  ['a URL that is none', ['Bearer resource_metadata="nowhere", scope="a"'], { scope: 'a' }, SAME],
  ['no parameter', ['Bearer'], {}, SAME],
  ['another scheme', ['Basic realm="scope=a"'], {}, SAME],
  ['no header', [], {}, SAME],
]

const given = (params) =>
  Object.fromEntries(Object.entries(params).filter(([_name, value]) => value !== undefined))

for (const [title, lines, read, right] of cases) {
  test(title, () => {
    const response = new Response(null, {
      headers: lines.map((line) => ['WWW-Authenticate', line]),
      status: 401,
    })
    assert.deepEqual(given(theirs(response)), read, 'the SDK')
    assert.deepEqual(given(ours(response)), right === SAME ? read : right, 'auth-challenge')
  })
}
