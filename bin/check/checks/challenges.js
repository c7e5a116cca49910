'use strict'

// The challenges themselves: that they are there, and what the lint says of them.

const { lintWwwAuthenticate } = require('../../..')
const { misreadersOf } = require('../../clients/index.js')
const { listed } = require('../../style.js')
const { isOauth, pointerOf } = require('../documents.js')
const { fail, note, skip, warn } = require('../verdicts.js')

/** Codes of the lint that a check of its own judges, which knows what the request was. */
const JUDGED_ELSEWHERE = new Set([
  'challenge-missing',
  'error-without-credentials',
  'insufficient-scope-missing',
  'oauth-challenge-missing',
  'resource-metadata-missing',
  'scope-missing',
  'scopes-in-several-challenges',
])

const VERDICTS = { error: fail, note, warning: warn }

/** The answers that have challenges, each with what the request was, and the status that it should get. */
const answersOf = ({ badProof, badToken, forbidden, get, unauthorized }) =>
  [
    ['without a token', unauthorized, 401],
    ['GET without a token', get, 401],
    ['with an invalid token', badToken, 401],
    ['with too small a scope', forbidden, 403],
    ['with an invalid proof', badProof, 401],
  ].filter(([, answer]) => answer !== undefined && answer.lines.length > 0)

/** Which known clients misread a header of a form, to be put behind what is said of it. */
function misread(form) {
  const clients = misreadersOf(form)
  return clients.length > 0 ? ` Misread by ${listed(clients)}.` : ''
}

/** Each finding once, with the first answer that has it. Another check judges a status that should be another. */
function lint(seen) {
  const found = new Map()
  for (const [what, { lines, status }, expected] of answersOf(seen)) {
    const options = { profile: seen.profile, status: status === expected ? status : undefined }
    for (const { code, line, message, offset, rule, severity } of lintWwwAuthenticate(lines, options)) {
      if (JUDGED_ELSEWHERE.has(code)) continue
      const place = lines.length > 1 ? `line ${line + 1}, offset ${offset}` : `offset ${offset}`
      const key = `${code} ${place}`
      if (found.has(key)) continue
      found.set(key, VERDICTS[severity](`${code} at ${place} (${what}): ${message}${misread(code)}`, rule))
    }
  }
  return [...found.values()]
}

/** Judges the answers that are 401. */
const ofUnauthorized = (judge) => (seen) => {
  const answers = [seen.unauthorized, seen.badToken].filter(({ status }) => status === 401)
  return answers.length === 0 ? skip('there is no 401') : judge(answers, seen)
}

module.exports = [
  {
    id: 'challenge',
    title: 'Each 401 has a challenge',
    rule: 'RFC 9110 15.5.2',
    judge: ofUnauthorized(
      (answers) =>
        answers.some(({ challenges }) => challenges.length === 0) && fail('a 401 has no WWW-Authenticate'),
    ),
  },
  {
    id: 'oauth-challenge',
    title: 'Each 401 has a Bearer or DPoP challenge',
    rule: 'RFC 6750 3',
    judge: ofUnauthorized((answers, { profile }) => {
      if (profile === 'http') return skip('a rule of OAuth')
      const others = answers.filter(({ challenges }) => challenges.length > 0)
      if (others.length === 0) return skip('no challenge')
      return others.some(({ challenges }) => !challenges.some(isOauth)) && fail('a 401 has none of these')
    }),
  },
  {
    id: 'challenge-lint',
    title: 'The challenges follow their specifications',
    rule: 'RFC 9110 11.6.1',
    judge: (seen) => (answersOf(seen).length === 0 ? skip('no challenge') : lint(seen)),
  },
  {
    id: 'bearer-once',
    title: 'Bearer and DPoP stand once in an answer',
    rule: 'MCP 2025-11-25 authorization',
    judge(seen) {
      if (seen.profile === 'http') return skip('a rule of OAuth')
      const count = (challenges, name) =>
        challenges.filter(({ scheme }) => scheme.toLowerCase() === name).length
      const isMany = ([, { challenges }]) => ['bearer', 'dpop'].some((name) => count(challenges, name) > 1)
      const many = answersOf(seen).find(isMany)
      return many && warn(`The answer ${many[0]} has more.${misread('second-oauth-challenge')}`)
    },
  },
  {
    id: 'bearer-first',
    title: 'The OAuth challenge is the first one',
    rule: 'what clients read',
    judge(seen) {
      if (seen.profile === 'http') return skip('a rule of OAuth')
      const late = answersOf(seen).find(
        ([, { challenges }]) => challenges.some(isOauth) && !isOauth(challenges[0]),
      )
      return late && warn(`The answer ${late[0]} has another one first.${misread('scheme-before')}`)
    },
  },
  {
    id: 'pointer',
    title: 'The challenge points to the metadata',
    rule: 'RFC 9728 5.1',
    judge({ documents, profile, unauthorized, badToken }) {
      if (profile !== 'mcp') return skip('a rule of MCP')
      if (documents.pointer === undefined) {
        return documents.wellKnown && note('it has no resource_metadata: clients must guess the place')
      }
      const answers = [unauthorized, badToken].filter(({ challenges }) => challenges.some(isOauth))
      const pointers = answers.map(pointerOf)
      return pointers.includes(undefined) && warn('one 401 has resource_metadata, and one has not')
    },
  },
  {
    id: 'same-pointer',
    title: 'All challenges point to one document',
    rule: 'RFC 9728 5.1',
    judge(seen) {
      const pointers = new Set(
        answersOf(seen)
          .map(([, answer]) => pointerOf(answer))
          .filter(Boolean),
      )
      if (pointers.size === 0) return skip('no resource_metadata')
      return pointers.size > 1 && warn([...pointers].join(' and '))
    },
  },
]
