'use strict'

// What becomes of other parameters, of schemes and of whole challenges.

const { inserted, pointer, table } = require('./forward-table.js')

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
