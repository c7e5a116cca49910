'use strict'

// Forms of a header that clients read differently, each with a header that has it, and how to see it in any other.

const POINTER = 'https://files.example/.well-known/oauth-protected-resource'

/** What the header of each form means, by RFC 9110 or, where it is broken, by the recoveries of the README. */
const MEANING = {
  error: 'insufficient_scope',
  error_description: 'Ask for more',
  scope: 'files:read files:write',
  resource_metadata: POINTER,
}

const PLAIN =
  'Bearer error="insufficient_scope", error_description="Ask for more", ' +
  `scope="files:read files:write", resource_metadata="${POINTER}"`

/** The plain header, altered. */
const plain = (from, to) => [PLAIN.replaceAll(from, to)]

const SOUGHT = Object.keys(MEANING).join('|')
const named = (before, after) => new RegExp(`${before}(?:${SOUGHT})${after}`)

/** The line with nothing in its quotes: what is left is syntax. */
const bare = (line) => line.replace(/"(?:\\.|[^"\\])*"/g, '""')

const inBare =
  (pattern) =>
  ({ lines }) =>
    lines.some((line) => pattern.test(bare(line)))
const isOauth = ({ scheme }) => /^(?:bearer|dpop)$/i.test(scheme)
const hasCode =
  (name) =>
  ({ codes }) =>
    codes.includes(name)

/** A form that has a code of its own in the lint. */
const defect = (form, what, lines) => ({ form, what, lines, has: hasCode(form) })

/** `what` it is, `lines` that have it and mean the above, and whether a field `has` it: `{ lines, challenges, codes }`. */
const FORMS = [
  { form: 'plain', what: 'an ordinary header', lines: [PLAIN], has: () => false },
  {
    form: 'scheme-before',
    what: 'another scheme before the OAuth challenge',
    lines: [`Negotiate, ${PLAIN}`],
    has: ({ challenges }) => challenges.some(isOauth) && !isOauth(challenges[0]),
  },
  {
    form: 'second-oauth-challenge',
    what: 'a second OAuth challenge',
    lines: [
      PLAIN,
      'DPoP algs="ES256", error="other", error_description="Other", scope="other", resource_metadata="https://other.example/"',
    ],
    has: ({ challenges }) => challenges.filter(isOauth).length > 1,
  },
  {
    form: 'dpop-alone',
    what: 'DPoP, and no Bearer',
    lines: plain('Bearer ', 'DPoP algs="ES256", '),
    has: ({ challenges }) => {
      const names = challenges.filter(isOauth).map(({ scheme }) => scheme.toLowerCase())
      return names.includes('dpop') && !names.includes('bearer')
    },
  },
  {
    form: 'scheme-in-other-case',
    what: 'the scheme in other letters than `Bearer`',
    lines: plain('Bearer', 'bearer'),
    has: ({ challenges }) =>
      challenges.some((one) => isOauth(one) && !['Bearer', 'DPoP'].includes(one.scheme)),
  },
  {
    form: 'name-in-capitals',
    what: 'capitals in the name of a parameter',
    lines: plain('scope=', 'SCOPE=')
      .map((line) => line.replace('error=', 'Error='))
      .map((line) => line.replace('resource_metadata=', 'Resource_Metadata=')),
    has: ({ lines }) =>
      lines.some((line) =>
        [...bare(line).matchAll(new RegExp(`\\b(?:${SOUGHT})(?=\\s*=)`, 'gi'))].some(([name]) =>
          /[A-Z]/.test(name),
        ),
      ),
  },
  {
    form: 'blank-around-equals',
    what: 'a blank beside the `=`',
    lines: plain('=', ' = '),
    has: inBare(/[\w-]\s+=\s*[^\s=,]|[\w-]=\s+[^\s,]/),
  },
  {
    form: 'blanks-after-scheme',
    what: 'two blanks after the scheme',
    lines: plain('Bearer ', 'Bearer  '),
    has: inBare(/\b(?:bearer|dpop)[ ]{2,}/i),
  },
  {
    form: 'no-blank-after-comma',
    what: 'no blank after a comma',
    lines: plain(', ', ','),
    has: inBare(/"",(?=[^\s,])/),
  },
  {
    form: 'empty-element',
    what: 'a comma more than there must be',
    lines: plain(', ', ', , '),
    has: inBare(/,\s*,/),
  },
  {
    form: 'token-value',
    what: 'a value without quotes, where it may have none',
    lines: plain('"insufficient_scope"', 'insufficient_scope'),
    has: inBare(named('\\b', '=[^\\s",]')),
  },
  {
    form: 'quoted-pair',
    what: 'a backslash in a value',
    lines: plain('files:read', 'files\\:read'),
    has: ({ lines }) => lines.some((line) => /"(?:[^"\\]|\\.)*\\/.test(line)),
  },
  {
    form: 'decoy',
    what: 'text in a value that looks like a parameter',
    lines: plain(
      'Bearer ',
      'Bearer realm="not error=other, scope=other or resource_metadata=https://other.example/", ',
    ),
    has: ({ lines }) =>
      lines.some((line) =>
        (line.match(/"(?:\\.|[^"\\])*"/g) ?? []).some((text) => named('', '=').test(text)),
      ),
  },
  {
    form: 'longer-name',
    what: 'a parameter whose name ends like another one',
    lines: plain(
      'Bearer ',
      'Bearer x_error="other", x_scope="other", x_resource_metadata="https://other.example/", ',
    ),
    has: inBare(named('[\\w-]', '\\s*=')),
  },
  defect('comma-after-scheme', 'a comma after the scheme', plain('Bearer', 'Bearer,')),
  defect('missing-comma', 'no comma between parameters', plain(', ', ' ')),
  defect('semicolon-separator', 'a semicolon between parameters', plain(', ', '; ')),
  defect('unquoted-value', 'a value without quotes that must have them', plain(`"${POINTER}"`, POINTER)),
  defect('missing-value', 'a parameter without a value', plain('Bearer ', 'Bearer realm=, ')),
  defect('unterminated-quote', 'no quote at the end', [PLAIN.slice(0, -1)]),
  defect('tab-after-scheme', 'a tab after the scheme', plain('Bearer ', 'Bearer\t')),
  defect('duplicate-parameter', 'a parameter twice', [
    `${PLAIN}, error="other", scope="other", resource_metadata="https://other.example/"`,
  ]),
  defect('orphan-parameter', 'a parameter before any scheme', [`realm="files", ${PLAIN}`]),
  defect('stray-text', 'text that is no parameter', plain('Bearer ', 'Bearer ???, ')),
  defect('quoted-field', 'single quotes around the header', [`'${PLAIN}'`]),
]

/** The names of the forms that a field has, of which some client may read something else. */
function formsOf(field) {
  const forms = FORMS.filter(({ has }) => has(field)).map(({ form }) => form)
  // Quotes of a broken header do not say what is a value.
  const isBroken = field.codes.some((code) => FORMS.some(({ form }) => form === code))
  return isBroken ? forms.filter((form) => field.codes.includes(form)) : forms
}

module.exports = { FORMS, MEANING, formsOf }
