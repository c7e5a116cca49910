'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { createForwarder, forwardChallenge } = require('auth-challenge')

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

table('the origin of every pointer is the gateway, and nothing else changes', [
  [`Bearer resource_metadata="${upstream}"`, toGateway, `Bearer resource_metadata="${moved}"`],
  [`Bearer resource_metadata=${upstream}`, toGateway, `Bearer resource_metadata="${moved}"`],
  [
    `Bearer resource_metadata=${upstream}, scope="a"`,
    toGateway,
    `Bearer resource_metadata="${moved}", scope="a"`,
  ],
  [`bearer Resource_Metadata = "${upstream}"`, toGateway, `bearer Resource_Metadata = "${moved}"`],
  [
    `Bearer a=b,resource_metadata="${upstream}" , DPoP algs="ES256",resource_metadata="${upstream}?x=1"`,
    toGateway,
    `Bearer a=b,resource_metadata="${moved}" , DPoP algs="ES256",resource_metadata="${moved}?x=1"`,
  ],
  [`Custom resource_metadata="${upstream}"`, toGateway, `Custom resource_metadata="${moved}"`],
  [`Bearer x_resource_metadata="${upstream}"`, toGateway, `Bearer x_resource_metadata="${upstream}"`],
  [
    `Bearer realm="resource_metadata=${upstream}", resource_metadata="${upstream}"`,
    toGateway,
    `Bearer realm="resource_metadata=${upstream}", resource_metadata="${moved}"`,
  ],
  [
    `Bearer realm="say \\"resource_metadata=\\"", resource_metadata="${upstream}?a=$&$1"`,
    toGateway,
    `Bearer realm="say \\"resource_metadata=\\"", resource_metadata="${moved}?a=$&$1"`,
  ],
  [
    `Negotiate, Bearer resource_metadata="${upstream}"`,
    toGateway,
    `Negotiate, Bearer resource_metadata="${moved}"`,
  ],
  [`Bearer, resource_metadata="${upstream}"`, toGateway, `Bearer resource_metadata="${moved}"`],
  [`Bearer resource_metadata="${upstream}`, toGateway, `Bearer resource_metadata="${moved}"`],
  [
    `Bearer realm="x, resource_metadata=${upstream}`,
    toGateway,
    `Bearer realm="x, resource_metadata=${upstream}"`,
  ],
  [
    ['Basic realm="a"', `Bearer resource_metadata="${upstream}"`, `DPoP resource_metadata="${upstream}"`],
    toGateway,
    ['Basic realm="a"', `Bearer resource_metadata="${moved}"`, `DPoP resource_metadata="${moved}"`],
  ],
  // What some clients read and others do not is not sent: the second of two, and what belongs to no challenge.
  [
    `Bearer resource_metadata="${upstream}", resource_metadata="${upstream}/2"`,
    toGateway,
    `Bearer resource_metadata="${moved}"`,
  ],
  [`resource_metadata="${upstream}"`, toGateway, []],
  [`Negotiate abc==, resource_metadata="${upstream}"`, toGateway, 'Negotiate abc=='],
  [`Bearer error"x" resource_metadata="${upstream}"`, toGateway, 'Bearer'],
  // URLs as clients read them, not as they ought to be.
  [`Bearer resource_metadata=" ${upstream} "`, toGateway, `Bearer resource_metadata="${moved}"`],
  [
    `Bearer resource_metadata="HTTP://10.0.0.7${wellKnown}"`,
    toGateway,
    `Bearer resource_metadata="${gateway}${wellKnown}"`,
  ],
  [
    `Bearer resource_metadata="http:/\\\\10.0.0.7${wellKnown}"`,
    toGateway,
    `Bearer resource_metadata="${gateway}${wellKnown}"`,
  ],
  [
    `Bearer resource_metadata="http://u:p@10.0.0.7${wellKnown}"`,
    toGateway,
    `Bearer resource_metadata="${gateway}${wellKnown}"`,
  ],
  [
    `Bearer resource_metadata="ht\ttp://10.0.0.7${wellKnown}"`,
    toGateway,
    `Bearer resource_metadata="${gateway}${wellKnown}"`,
  ],
])

const same = (source, options) => [source, options, source]
table('what is left alone', [
  same(`Bearer resource_metadata="urn:x"`, toGateway),
  same(`Bearer resource_metadata="/relative${wellKnown}"`, toGateway),
  same('Bearer resource_metadata="http://10.0.0.7/other"', toGateway),
  same(`Bearer resource_metadata="http://10.0.0.7/other?x=${wellKnown}"`, toGateway),
  same(`Bearer resource_metadata="http://10.0.0.7${wellKnown}-not"`, toGateway),
  same('Basic realm="a", charset="UTF-8"', { ...toGateway, insertResourceMetadata: `${gateway}/m` }),
  same(`Bearer resource_metadata="${upstream}"`, { ...toGateway, status: 200 }),
  same('Bearer error="insufficient_scope"', { status: 403, ensure: true, insertResourceMetadata: undefined }),
  [null, { status: 403, ensure: true }, []],
  [null, { ensure: true }, []],
  [undefined, undefined, []],
  [[], {}, []],
])

table('another URL, or what a function says', [
  [
    `Bearer resource_metadata="http://h/any"`,
    { resourceMetadata: `${gateway}/m` },
    `Bearer resource_metadata="${gateway}/m"`,
  ],
  [
    `Bearer resource_metadata="http://h/any"`,
    { resourceMetadata: new URL(gateway) },
    `Bearer resource_metadata="${gateway}/"`,
  ],
  [
    `Bearer resource_metadata="urn:x"`,
    { resourceMetadata: `${gateway}/m` },
    `Bearer resource_metadata="${gateway}/m"`,
  ],
  [
    `Basic realm="a", Bearer realm="b", resource_metadata="http://h/any"`,
    {
      resourceMetadata: (url, { scheme, params }) =>
        `${gateway}/${scheme}/${params.realm}?${encodeURIComponent(url)}`,
    },
    `Basic realm="a", Bearer realm="b", resource_metadata="${gateway}/Bearer/b?http%3A%2F%2Fh%2Fany"`,
  ],
  [
    `Bearer resource_metadata="http://h/any"`,
    { resourceMetadata: () => undefined },
    'Bearer resource_metadata="http://h/any"',
  ],
  ['resource_metadata="http://h/any"', { resourceMetadata: () => gateway }, []],
])

const pointer = { insertResourceMetadata: `${gateway}/m` }
const inserted = `resource_metadata="${gateway}/m"`
table('inserting what is missing', [
  ['Bearer', pointer, `Bearer ${inserted}`],
  ['bearer realm="x"', pointer, `bearer realm="x", ${inserted}`],
  ['DPoP algs=ES256, Basic realm="y"', pointer, `DPoP algs=ES256, ${inserted}, Basic realm="y"`],
  ['Bearer, Basic realm="y"', pointer, `Bearer ${inserted}, Basic realm="y"`],
  ['Bearer, error="x"', pointer, `Bearer error="x", ${inserted}`],
  ['Bearer realm="x', pointer, `Bearer realm="x", ${inserted}`],
  ['Bearer resource_metadata="urn:x", a=b', pointer, `Bearer ${inserted}, a=b`],
  ['Bearer token68==', pointer, 'Bearer token68=='],
  ['Negotiate, Bearer scope="a", Negotiate', pointer, `Negotiate, Bearer scope="a", ${inserted}, Negotiate`],
  [['Bearer realm="x"', 'scope="a"'], pointer, ['Bearer realm="x"', `scope="a", ${inserted}`]],
  ['Bearer', { insertResourceMetadata: true, resourceMetadata: `${gateway}/m` }, `Bearer ${inserted}`],
])

table('a 401 without a challenge gets one', [
  [null, { status: 401, ensure: true, ...pointer }, `Bearer ${inserted}`],
  [null, { status: 401, ensure: true }, 'Bearer'],
  [null, { status: 401, ensure: 'Basic realm="a"' }, 'Basic realm="a"'],
  [null, { status: 401, ensure: { scope: 'a', realm: 'b' } }, 'Bearer realm="b", scope="a"'],
  [null, { status: 401, ensure: { scheme: 'Basic', params: { realm: 'b' } } }, 'Basic realm="b"'],
  ['Basic realm="a"', { status: 401, ensure: true }, 'Basic realm="a"'],
  ['Basic realm="a"', { status: 401, ensure: true, schemes: ['Bearer'] }, 'Bearer'],
  ['???', { status: 401, ensure: true }, 'Bearer'],
  [new Response(null, { status: 401 }), { ensure: true }, 'Bearer'],
  [new Response(null, { status: 403 }), { ensure: true }, []],
])

table('scopes', [
  ['Bearer scope="a b", realm="x"', { scope: 'c' }, 'Bearer scope="c", realm="x"'],
  ['Bearer scope="a b", realm="x"', { scope: ['c', 'd'] }, 'Bearer scope="c d", realm="x"'],
  ['Bearer realm="x"', { scope: 'c' }, 'Bearer realm="x"'],
  ['Bearer scope=a, realm="x"', { scope: 'c' }, 'Bearer scope=c, realm="x"'],
  [
    'Bearer scope="a  offline_access b"',
    { scope: (scopes) => scopes.filter((scope) => scope !== 'offline_access') },
    'Bearer scope="a b"',
  ],
  [
    'Bearer scope="a b"',
    { scope: (scopes, { scheme }) => scopes.map((scope) => `${scheme}:${scope}`) },
    'Bearer scope="Bearer:a Bearer:b"',
  ],
  ['Bearer scope="a\\"b c"', { scope: (scopes) => scopes }, 'Bearer scope="c"'],
  ['Bearer realm="x", scope="a"', { scope: () => [] }, 'Bearer realm="x"'],
  ['Bearer scope="a", realm="x"', { scope: () => '' }, 'Bearer realm="x"'],
])

table('setting and removing parameters', [
  ['Bearer realm="a", Basic realm=b', { realm: 'c' }, 'Bearer realm="c", Basic realm=c'],
  [
    'Bearer realm="a", Basic realm=b',
    { realm: { value: 'c d', schemes: ['basic'] } },
    'Bearer realm="a", Basic realm="c d"',
  ],
  [
    'Bearer scope="a", Negotiate, Negotiate abc==',
    { realm: 'c' },
    'Bearer scope="a", realm="c", Negotiate, Negotiate abc==',
  ],
  ['Negotiate', { realm: { value: 'c', schemes: ['Negotiate'] } }, 'Negotiate realm="c"'],
  [
    'Bearer',
    { set: { 'x-a': 'say "b" \\', max_age: { value: '5', schemes: ['Bearer'] } } },
    'Bearer x-a="say \\"b\\" \\\\", max_age="5"',
  ],
  ['Bearer realm="a", scope="b", error="c"', { remove: 'scope' }, 'Bearer realm="a", error="c"'],
  ['Bearer realm="a", scope="b", error="c"', { remove: ['realm', 'scope'] }, 'Bearer error="c"'],
  ['Bearer realm="a", scope="b", error="c"', { remove: ['error', 'scope'] }, 'Bearer realm="a"'],
  ['Bearer realm="a"  ,scope="b", Basic x=y', { remove: ['realm', 'scope'] }, 'Bearer, Basic x=y'],
  ['Bearer realm="a", Realm="b", scope="c"', { remove: 'REALM' }, 'Bearer scope="c"'],
  [
    'Bearer realm="a", Basic realm="b"',
    { remove: { name: 'realm', schemes: ['Basic'] } },
    'Bearer realm="a", Basic',
  ],
  [['Bearer realm="a"', 'scope="b"'], { remove: 'realm' }, 'Bearer scope="b"'],
  [['Bearer realm="a"', 'scope="b"'], { remove: 'scope' }, ['Bearer realm="a"']],
  [['Bearer realm="a"', 'scope="b", Basic'], { remove: 'scope' }, 'Bearer realm="a", Basic'],
])

table('schemes and errors', [
  [
    'Basic realm="a" , Bearer  realm=b, Basic',
    { schemes: ['Bearer', 'Basic'] },
    ['Bearer  realm=b', 'Basic realm="a"', 'Basic'],
  ],
  [
    'Basic realm="a" , Bearer  realm=b',
    { schemes: ['basic', 'Bearer'] },
    'Basic realm="a" , Bearer  realm=b',
  ],
  ['Basic realm="a" , Bearer  realm=b', { schemes: ['BEARER'] }, 'Bearer  realm=b'],
  ['Basic realm="a"', { schemes: [] }, []],
  [
    'Bearer error="e", error_description="d", error_uri="u"',
    { errors: 'keep' },
    'Bearer error="e", error_description="d", error_uri="u"',
  ],
  [
    'Bearer error="e", error_description="d"',
    { errors: 'redact' },
    'Bearer error="e", error_description="The request was not authorized"',
  ],
  [
    'Bearer error="e", scope="s", error_description="d", error_uri="u"',
    { errors: 'drop' },
    'Bearer scope="s"',
  ],
])

table('normalizing', [
  [
    'Bearer, error="insufficient_scope", scope="a b"',
    { normalize: true },
    'Bearer scope="a b", error="insufficient_scope"',
  ],
  [
    'Negotiate, bearer Scope = read;realm=x',
    { normalize: true },
    ['Bearer realm="x", scope="read"', 'Negotiate'],
  ],
  ['Basic realm="a \\"b\\""', { normalize: true }, 'Basic realm="a \\"b\\""'],
  ['Bearer realm="a \\"b\\" \\\\", x="\\""', { normalize: true }, 'Bearer realm="a \'b\' /", x="\\""'],
  ['DPoP algs="ES256", Bearer', { normalize: true }, ['Bearer', 'DPoP algs="ES256"']],
  ['Bearer realm="scope=evil"', { normalize: true }, 'Bearer realm="scope =evil"'],
  [
    'Bearer realm="a", Custom scope="evil", x="error=y"',
    { normalize: true },
    ['Bearer realm="a"', 'Custom SCOPE="evil", x="error\\=y"'],
  ],
  [
    'Bearer resource_metadata="https://h/m?scope=a"',
    { normalize: true },
    'Bearer resource_metadata="https://h/m?scop%65=a"',
  ],
  ['realm="orphan", ???', { normalize: true }, []],
])

test('what cannot be sent becomes a space, and everything else stays', () => {
  assert.deepEqual(forwardChallenge('Bearer realm="a\r\nb\0\x7f\u0122\u{1f600}\u00e9"'), [
    'Bearer realm="a  b     \u00e9"',
  ])
  const changes = []
  forwardChallenge(['Bearer', 'Basic realm="\u0122\x07"'], { onChange: (change) => changes.push(change) })
  assert.deepEqual(
    changes.map(({ reason, line, before, after }) => ({ reason, line, before, after })),
    [
      { reason: 'unsendable', line: 1, before: '\u0122', after: ' ' },
      { reason: 'unsendable', line: 1, before: '\x07', after: ' ' },
    ],
  )
})

test('onChange is called for each edit', () => {
  const changes = []
  forwardChallenge(
    ['Basic realm="a"', `Bearer Realm="b", error="e", resource_metadata="${upstream}"`, 'Digest'],
    {
      ...toGateway,
      errors: 'drop',
      onChange: (change) => changes.push({ ...change }),
      realm: 'c',
      schemes: ['Bearer', 'Basic'],
      set: { 'x-hop': { value: '1', schemes: ['bearer'] } },
    },
  )
  const changeOf = (reason, line, scheme, parameter, before, after) => ({
    reason,
    line,
    scheme,
    parameter,
    before,
    after,
  })
  assert.deepEqual(
    changes.map((change) =>
      changeOf(change.reason, change.line, change.scheme, change.parameter, change.before, change.after),
    ),
    [
      changeOf('set', 0, 'Basic', 'realm', 'a', 'c'),
      changeOf('set', 1, 'Bearer', 'realm', 'b', 'c'),
      changeOf('errors', 1, 'Bearer', 'error', 'e', undefined),
      changeOf('resource-metadata', 1, 'Bearer', 'resource_metadata', upstream, moved),
      changeOf('set', 1, 'Bearer', 'x-hop', undefined, '1'),
      changeOf('schemes', 2, 'Digest', undefined, 'Digest', undefined),
      changeOf(
        'schemes',
        1,
        'Bearer',
        undefined,
        `Bearer Realm="b", error="e", resource_metadata="${upstream}"`,
        `Bearer Realm="c", resource_metadata="${moved}", x-hop="1"`,
      ),
      changeOf('schemes', 0, 'Basic', undefined, 'Basic realm="a"', 'Basic realm="c"'),
    ],
  )
})

test('the lines given stay as they were, and the result is a new array', () => {
  const lines = Object.freeze(['Bearer realm="a"'])
  const forwarded = forwardChallenge(lines)
  assert.deepEqual(forwarded, lines)
  assert.notEqual(forwarded, lines)
})

test('any number of lines', () => {
  for (const count of [2, 252, 253, 254, 255, 256, 257, 500]) {
    const lines = Array.from(
      { length: count },
      (_, at) => `Bearer realm="${at}", resource_metadata="${upstream}"`,
    )
    const expected = lines.map((line) => line.replace(upstream, moved))
    assert.deepEqual(forwardChallenge(lines), lines)
    assert.deepEqual(forwardChallenge(lines, toGateway), expected)
    assert.deepEqual(forwardChallenge([lines.join()], { ...toGateway, normalize: true }), expected)
  }
})

test('headers of another name', () => {
  const headers = new Headers({
    'x-amzn-remapped-www-authenticate': `Bearer resource_metadata="${upstream}"`,
  })
  assert.deepEqual(forwardChallenge(headers, { ...toGateway, header: 'x-amzn-remapped-www-authenticate' }), [
    `Bearer resource_metadata="${moved}"`,
  ])
})

test('a forwarder checks its options once, and forwards many responses', () => {
  const forward = createForwarder({ ...toGateway, realm: 'r' })
  for (const name of ['a', 'b', 'c']) {
    assert.deepEqual(forward(`Bearer ${name}="1", resource_metadata="${upstream}"`), [
      `Bearer ${name}="1", resource_metadata="${moved}", realm="r"`,
    ])
  }
  assert.deepEqual(createForwarder()('Bearer, x=y'), ['Bearer, x=y'])
})

test('what lies past the limit of reading is dropped by any edit', () => {
  const line = `Bearer resource_metadata="${upstream}", x="${'a'.repeat(70_000)}", scope="a"`
  assert.deepEqual(forwardChallenge(line), [line])
  const changes = []
  const options = { ...toGateway, onChange: ({ reason }) => changes.push(reason) }
  assert.deepEqual(forwardChallenge([line, 'Basic'], options), [`Bearer resource_metadata="${moved}"`])
  assert.deepEqual(changes, ['resource-metadata', 'length', 'length'])
})

test('forwarders that take turns have each its own edits, with long fields and options of one call between them', () => {
  const realms = ['a', 'b', 'c']
  const forwarders = realms.map((realm) => createForwarder({ realm }))
  const long = `Basic realm="${'x'.repeat(5 << 20)}"`
  for (let round = 0; round < 3; round += 1) {
    forwarders.forEach((forward, at) => {
      const sent = `Basic realm=${realms[at]}`
      assert.deepEqual(forward('Basic realm=x'), [sent])
      assert.deepEqual(forward(['Basic realm=x', 'Basic realm=y']), [sent, sent])
      assert.deepEqual(forward('Basic realm=x'), [sent])
      assert.deepEqual(forwardChallenge(long), [long])
      assert.deepEqual(forward('Basic realm=x'), [sent])
      assert.deepEqual(forwardChallenge('Basic realm=x', { remove: 'realm' }), ['Basic'])
      assert.deepEqual(forward(undefined), [])
      assert.deepEqual(forward('Basic realm=x'), [sent])
    })
  }
})
