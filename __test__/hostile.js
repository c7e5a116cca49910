'use strict'

// Field lines that break the grammar in every way from which reading recovers, and in combinations of them; and options.
// A hundred thousand of them take seconds, so these are plain functions of a random source.

const GATEWAY = 'https://gateway.example'
const POINTER = `${GATEWAY}/m`
const WELL_KNOWN = '/.well-known/oauth-protected-resource'

/** Numbers from a seed (mulberry32): `below(n)`, `pick(list)` and `chance(share)`. */
function randomSource(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count) => Math.floor(next() * count)
  return { below, chance: (share) => next() < share, pick: (list) => list[below(list.length)] }
}

const SCHEMES = [
  'Bearer',
  'Bearer',
  'bearer',
  'DPoP',
  'Basic',
  'Digest',
  'Negotiate',
  'NTLM',
  'X-Other',
  'GNAP',
]
const NAMES = [
  ...['realm', 'scope', 'error', 'error_description', 'error_uri', 'resource_metadata', 'resource_metadata'],
  ...['Resource_Metadata', 'REALM', 'nonce', 'a', 'x_scope', 'as_uri', 'access', '__proto__', 'constructor'],
]
const WORDS = ['a', 'read', 'offline_access', 'invalid_token', 'p:read', 'abc==', 'Basic', 'Bearer', 'foo']
const URLS = [
  ...[
    `http://10.0.0.7:8080${WELL_KNOWN}/mcp`,
    `http://10.0.0.7:8080${WELL_KNOWN}`,
    'http://10.0.0.7:8080/meta?a=b&scope=c',
  ],
  ...[
    'https://h/x',
    'http://u:p@h/x',
    'http:h',
    'http://h:99999/',
    '/rel',
    'urn:x',
    `http://h\\@evil.example${WELL_KNOWN}`,
  ],
  ...[POINTER, `${GATEWAY}${WELL_KNOWN}/mcp`, `https://h/m;v=1`, `https://h${WELL_KNOWN}?a="b"`],
]
/** Text that is a challenge or a parameter once the quotes around it move. */
const HIDDEN = [
  ...[
    'Bearer resource_metadata="https://evil.example/m"',
    ', Bearer scope="evil"',
    '",Bearer realm="evil"',
    'Basic realm="x',
  ],
  ...[
    'scope=evil',
    'error="x", scope="evil',
    'Token for bob@corp at 10.0.0.7 expired',
    'IP Camera',
    'My API',
    'x, y',
    ',',
    '=',
  ],
]
const ODD = [
  '\t',
  '\r\n',
  '\0',
  '\x01',
  '\x7f',
  '\xe9',
  '\xa0',
  '\u0122',
  '\u{1f600}',
  '\ud800',
  '"',
  '\\',
  "'",
  ';',
  ' ',
]
const SEPARATORS = [', ', ', ', ', ', ',', ' , ', ',,', ' ', '  ', '; ', ';', '', '\t', ',\t']
const STRAY = ['???', '"a, b"', '=', '@', '"', 'abc==', 'x"y', '\\', '(comment)', ':', 'foo bar', '"," ",']

const escaped = (text) => text.replace(/["\\]/g, '\\$&')

function text({ below, chance, pick }) {
  const parts = []
  for (let count = below(3); count >= 0; count -= 1) parts.push(pick(pick([WORDS, URLS, HIDDEN, HIDDEN])))
  if (chance(0.2)) parts.splice(below(parts.length), 0, pick(ODD))
  return parts.join(chance(0.8) ? ' ' : '')
}

function hostileValue(random, name) {
  const { below, chance, pick } = random
  if (/resource_metadata|_uri/i.test(name) && chance(0.8)) return pick(URLS)
  if (name === 'scope' && chance(0.7))
    return [pick(WORDS), pick(WORDS), pick(WORDS)].slice(below(3)).join(' ')
  return text(random)
}

function param(random) {
  const { chance, pick } = random
  const name = pick(NAMES)
  const value = hostileValue(random, name)
  const form = pick([
    'quoted',
    'quoted',
    'quoted',
    'quoted',
    'token',
    'bare',
    'open',
    'raw',
    'missing',
    'after',
    'single',
  ])
  const written = {
    after: `"${escaped(value)}"${pick(['x', 'Bearer', '"', ' junk', '@'])}`,
    bare: value,
    missing: '',
    open: `"${escaped(value)}`,
    quoted: `"${escaped(value)}"`,
    raw: `"${value}"`,
    single: `'${value}'`,
    token: pick(WORDS),
  }[form]
  const equals = chance(0.9) ? '=' : pick([' = ', '= ', ' =', '\t=', ''])
  return name + equals + written
}

function challenge(random) {
  const { below, chance, pick } = random
  const scheme = pick(SCHEMES)
  if (chance(0.1)) return `${scheme} ${pick(['abc==', 'abc', 'YIIB+/='])}`
  const gap = chance(0.8) ? ' ' : pick([', ', ' , ', '\t', '  ', ';', ',', '\r\n '])
  let written = scheme
  for (let at = 0, count = below(4); at < count; at += 1)
    written += (at === 0 ? gap : separator(random)) + param(random)
  return written
}

const separator = ({ chance, pick }) => (chance(0.6) ? ', ' : pick(SEPARATORS))

function line(random) {
  const { below, chance, pick } = random
  let written = ''
  for (let at = 0, count = below(4); at < count; at += 1) {
    const part = chance(0.7)
      ? challenge(random)
      : chance(0.5)
        ? param(random)
        : pick(chance(0.7) ? STRAY : HIDDEN)
    written += (at === 0 ? '' : separator(random)) + part
  }
  if (chance(0.15)) {
    const at = below(written.length + 1)
    written = written.slice(0, at) + pick(ODD) + written.slice(at + below(3))
  }
  return chance(0.03) ? `'${written}'` : written
}

/** One to four field lines. */
function hostileLines(random) {
  const lines = []
  for (let count = random.below(8); count >= 0; count -= 3) lines.push(line(random))
  return lines
}

/** A challenge that is valid by the grammar, in any case, with blanks where they may stand. */
function validLine(random) {
  const { below, chance, pick } = random
  const scheme = pick(SCHEMES)
  if (chance(0.1)) return `${scheme} ${pick(['abc==', 'abc'])}`
  const names = [
    ...new Map(
      Array.from({ length: below(5) }, () => pick(NAMES)).map((name) => [name.toLowerCase(), name]),
    ).values(),
  ]
  const written = names.map((name) => {
    const value = hostileValue(random, name).replace(/[^\t\x20-\x7e\x80-\xff]/g, '')
    const blanks = chance(0.9) ? ['', ''] : [pick(['', ' ', '\t']), pick(['', ' '])]
    return `${name}${blanks[0]}=${blanks[1]}${chance(0.2) ? pick(WORDS).replace(/[:=]/g, '') : `"${escaped(value)}"`}`
  })
  return [scheme, written.join(pick([', ', ',', ' , ', ',,']))].filter(Boolean).join(pick([' ', '  ', ' , ']))
}

const asIs = (url) => url
const nothing = () => undefined
const toPointer = () => POINTER
const unusable = () => 'no URL'
const throughUrl = (url) => new URL(url).href
const every = (scopes) => scopes
const withoutOffline = (scopes) => scopes.filter((scope) => scope !== 'offline_access')
const prefixed = (scopes) => scopes.map((scope) => (scope.startsWith('p:') ? scope : `p:${scope}`))
const noScopes = () => []

/** Values of each option. `hostileOptions` takes no two that name the same parameter. */
const OPTIONS = {
  ensure: [
    true,
    { realm: 'e', scope: 'a' },
    { params: { realm: 'e' }, scheme: 'Basic' },
    { scheme: 'Negotiate', token68: 'abc=' },
  ],
  errors: ['redact', 'drop'],
  insertResourceMetadata: [POINTER],
  normalize: [true],
  realm: ['gateway', 'g "w"', { schemes: ['Bearer'], value: 'g' }, { schemes: ['negotiate'], value: 'g' }],
  remove: [
    'realm',
    'scope',
    ['error', 'a'],
    { name: 'resource_metadata', schemes: ['dpop'] },
    ['Error_Description', 'nonce'],
    'access',
  ],
  resourceMetadata: [
    ...[POINTER, { origin: GATEWAY }, { from: 'http://10.0.0.7:8080', origin: `${GATEWAY}:8443` }],
    ...[asIs, nothing, toPointer, unusable, throughUrl],
  ],
  schemes: [['Bearer'], ['Basic', 'Bearer'], ['DPoP', 'bearer', 'Negotiate'], ['X-Other']],
  scope: ['a b', ['read'], every, withoutOffline, prefixed, noScopes],
  set: [{ 'x-hop': { schemes: ['Basic', 'Bearer'], value: 'a "b" \\' } }, { nonce: 'n' }, { realm: 'set' }],
}

/** The parameters that an option names. */
function namesOf(option, given) {
  if (option === 'errors')
    return given === 'drop' ? ['error', 'error_description', 'error_uri'] : ['error_description']
  if (option === 'remove') return [given].flat().map((one) => (one.name ?? one).toLowerCase())
  if (option === 'set') return Object.keys(given)
  return { realm: ['realm'], resourceMetadata: ['resource_metadata'], scope: ['scope'] }[option] ?? []
}

/** One to three options, and a status for `ensure`. */
function hostileOptions(random) {
  const { below, pick } = random
  const options = {}
  const taken = new Set()
  for (let count = below(3); count >= 0; count -= 1) {
    const option = pick(Object.keys(OPTIONS))
    const given = pick(OPTIONS[option])
    const names = namesOf(option, given)
    if (option in options || names.some((name) => taken.has(name))) continue
    if (option === 'insertResourceMetadata' && options.remove !== undefined) continue
    if (option === 'remove' && options.insertResourceMetadata !== undefined) continue
    names.forEach((name) => taken.add(name))
    options[option] = given
  }
  if (options.insertResourceMetadata && options.resourceMetadata === POINTER)
    options.insertResourceMetadata = pick([POINTER, true])
  if (options.ensure !== undefined) options.status = pick([401, 401, 401, 407, 403])
  else if (random.chance(0.05)) options.status = pick([200, 401, 403, 407])
  return options
}

module.exports = { hostileLines, hostileOptions, randomSource, validLine }
