'use strict'

// Input for property tests: texts made of the parts that matter, and challenges made by the grammar.

const fc = require('fast-check')

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/)

/** A character that a quoted-string can hold (RFC 9110 5.6.4), plain or escaped. */
const quotable = fc
  .integer({ min: 0x20, max: 0xff })
  .filter((code) => code !== 0x7f)
  .map((code) => String.fromCharCode(code))

const value = fc.oneof(
  token,
  fc.array(quotable, { maxLength: 20 }).map((characters) => characters.join('')),
  fc.constantFrom(
    '',
    'read write',
    'scope=admin',
    'https://upstream.example/.well-known/oauth-protected-resource/mcp?scope=a&error=b',
    'http://10.0.0.7:8080/.well-known/oauth-protected-resource',
    'https://upstream.example/metadata',
    'urn:x',
    'say "resource_metadata=http://h"',
    '\\',
    '"',
    '$&',
  ),
)

const scheme = fc.oneof(fc.constantFrom('Bearer', 'bearer', 'DPoP', 'Basic', 'Digest', 'Negotiate'), token)

const name = fc.oneof(
  fc.constantFrom(
    'realm',
    'scope',
    'error',
    'error_description',
    'error_uri',
    'resource_metadata',
    'x_scope',
    'my-error',
    'x_resource_metadata',
  ),
  token.map((text) => text.toLowerCase()),
)

const token68 = fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,12}={0,2}$/)

const params = fc.uniqueArray(fc.tuple(name, value), { maxLength: 7, selector: ([name]) => name })

/** `{ scheme, token68, params }`, as `formatWwwAuthenticate` takes it. */
const challenge = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      { scheme, token68: fc.constant(undefined), params: params.map(Object.fromEntries) },
      { noNullPrototype: true },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ scheme, token68, params: fc.constant({}) }, { noNullPrototype: true }),
  },
)

const challenges = fc.array(challenge, { maxLength: 4 })

const blanks = fc.constantFrom('', ' ', '\t', '  ')
const separator = fc
  .tuple(blanks, fc.constantFrom(',', ', ', ' ,', ',,', ', , '), blanks)
  .map((parts) => parts.join(''))

const quoted = (text) => `"${text.replace(/["\\]/g, '\\$&')}"`
const isToken = (text) => /^[!#$%&'*+.^_`|~\w-]+$/.test(text)

/** Names in any case, spaces around the equals sign, tokens and quoted-strings. */
const writtenParam = ([name, value]) =>
  fc.tuple(fc.boolean(), fc.boolean(), blanks, blanks).map(([upper, asToken, before, after]) => {
    const text = asToken && isToken(value) ? value : quoted(value)
    return `${upper ? name.toUpperCase() : name}${before}=${after}${text}`
  })

const writtenChallenge = ({ scheme, token68, params }) => {
  if (token68 !== undefined) return fc.constant(`${scheme} ${token68}`)
  const list = Object.entries(params)
  if (list.length === 0) return fc.constant(scheme)
  return fc
    .tuple(
      fc.constantFrom(' ', '  ', ' , '),
      fc.tuple(...list.map(writtenParam)),
      fc.array(separator, { minLength: list.length, maxLength: list.length }),
    )
    .map(
      ([gap, params, separators]) =>
        scheme + gap + params.map((param, at) => (at === 0 ? param : separators[at] + param)).join(''),
    )
}

/** Valid field lines: a challenge may go on in the next one. */
const validLines = challenges
  .chain((challenges) => fc.tuple(fc.constant(0), ...challenges.map(writtenChallenge)))
  .chain(([, ...texts]) =>
    fc
      .array(separator, { minLength: texts.length, maxLength: texts.length })
      .chain((separators) =>
        fc
          .boolean()
          .map((several) =>
            several ? texts : [texts.map((text, at) => (at === 0 ? text : separators[at] + text)).join('')],
          ),
      ),
  )

/** Any text, mostly of what could mean something. */
const anyLine = fc
  .array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.constantFrom(
          'Bearer',
          'DPoP',
          'Basic',
          'Negotiate',
          'realm',
          'scope',
          'error',
          'resource_metadata',
          'Resource_Metadata',
          'http://10.0.0.7/.well-known/oauth-protected-resource/mcp',
          'a',
          'abc==',
        ),
      },
      {
        weight: 14,
        arbitrary: fc.constantFrom(
          ' ',
          ' ',
          ',',
          ', ',
          '=',
          '="',
          '"',
          '\\',
          ';',
          '\t',
          '\r\n',
          '\0',
          '\x7f',
        ),
      },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
      { weight: 2, arbitrary: writtenChallengeText() },
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''))

function writtenChallengeText() {
  return challenge.chain(writtenChallenge)
}

const anyLines = fc.oneof(fc.array(anyLine, { maxLength: 3 }), validLines)

/** Any string at all: lone surrogates, long ones, control characters. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  anyLine,
  value,
  fc
    .tuple(
      fc.constantFrom('a', 'read ', '"', '\n', 'é', '\u{1f600}', '\ud800'),
      fc.integer({ min: 400, max: 3000 }),
    )
    .map(([text, count]) => text.repeat(count)),
)

module.exports = {
  anyLines,
  anyText,
  blanks,
  challenges,
  name,
  quoted,
  separator,
  validLines,
  value,
  writtenChallenge,
}
