'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { createForwarder, forwardChallenge } = require('auth-challenge')
const { moved, toGateway, upstream } = require('./forward-table.js')

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
