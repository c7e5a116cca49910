'use strict'

// What becomes of pointers to metadata documents.

const {
  gateway,
  inserted,
  moved,
  pointer,
  same,
  table,
  toGateway,
  upstream,
  wellKnown,
} = require('./forward-table.js')

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
