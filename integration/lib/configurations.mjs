// Configurations of mcp-proxy as operators and error messages make them: plain ones, and ones with characters that a
// header cannot hold, or holds only if they are escaped. The same ones each time.

const WORDS = ['files', 'read', 'write', 'MCP server', 'token expired', 'jwt', 'Zugang', 'a'.repeat(40)]
const MARKS = [
  '"',
  'x", error="y',
  '\\',
  ',',
  ', error="x"',
  '="',
  "'",
  ';',
  '{"code":401}',
  'C:\\temp',
  'say "please"',
  'needs scope=admin',
  'x_error=1',
]
const OCTETS = [
  'é',
  'ÿ',
  '\t',
  '日本',
  '\u{1F511}',
  '\ud800',
  '\r\n',
  '\n',
  '\r\nSet-Cookie: a=b',
  '\0',
  '\x7f',
  '\x1b',
]
const URLS = [
  'https://example.com',
  'https://example.com/',
  'https://example.com/mcp',
  'https://example.com/mcp/?tenant=one',
  'http://127.0.0.1:8080/a b',
  'https://example.com/dé?q="x"',
  'https://example.com/mcp?scope=all',
  'https://user:secret@example.com/mcp',
]

/** What an operator writes who looks twice. */
const PLAIN_URLS = URLS.slice(0, 4)

/** `count` configurations, as what a builder for a 401 and one for a 403 take. */
export function configurations(count) {
  const random = generator(6750)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const some = (make) => (random() < 0.5 ? make() : undefined)
  return Array.from({ length: count }, (_, index) => {
    // Half of all have nothing unusual in them.
    const isPlain = index % 2 === 0
    const word = () => (isPlain || random() < 0.6 ? pick(WORDS) : pick(random() < 0.5 ? MARKS : OCTETS))
    const text = () => Array.from({ length: 1 + Math.floor(random() * 3) }, word).join(pick([' ', ' ', '']))
    const odd = () => (random() < 0.7 ? pick(URLS) : `${pick(['', 'https://', 'urn:'])}${text()}`)
    const url = () => (isPlain ? pick(PLAIN_URLS) : odd())
    return {
      oauth: {
        error: some(() => pick(['invalid_token', 'invalid_request', text()])),
        error_description: some(text),
        error_uri: some(url),
        protectedResource: some(() => ({ resource: some(url) })),
        realm: some(text),
        scope: some(() => [text(), text()].join(' ')),
      },
      challenge: { error: some(() => 'invalid_token'), error_description: some(text), scope: some(text) },
      requiredScopes: Array.from({ length: Math.floor(random() * 3) }, text),
      errorDescription: some(text),
    }
  })
}

/** mulberry32: small, and the same numbers each time. */
function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
