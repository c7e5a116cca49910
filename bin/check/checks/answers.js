'use strict'

// The statuses of the answers, and what their challenges say of the error.

const { isLoopback } = require('../../address.js')
const { isOauth, pointerOf } = require('../documents.js')
const { fail, note, outcome, skip, warn } = require('../verdicts.js')

const is = (answer, status) => answer.status === status

const oauthOf = ({ challenges }) => challenges.filter(isOauth)

/** The values of a parameter in the OAuth challenges of an answer. */
const valuesOf = (answer, name) =>
  oauthOf(answer)
    .map(({ params }) => params[name])
    .filter((value) => value !== undefined)

const NO_TOKEN = 'no --insufficient-token was given'

/** Judges the 403 where there is one. */
const ofForbidden = (judge) => (seen) => {
  if (!seen.forbidden) return skip(NO_TOKEN)
  return is(seen.forbidden, 403) ? judge(seen.forbidden, seen) : skip('there is no 403')
}

module.exports = [
  {
    id: 'https',
    title: 'The server is reached by https',
    rule: 'RFC 6750 5.3',
    judge: ({ url }) =>
      url.protocol === 'http:' &&
      !isLoopback(url) &&
      fail('a token that is sent there can be read on its way'),
  },
  {
    id: 'status-without-token',
    title: 'Without a token the answer is 401',
    rule: 'RFC 9110 15.5.2',
    judge: ({ unauthorized }) => !is(unauthorized, 401) && fail(`it ${outcome(unauthorized)}`),
  },
  {
    id: 'status-get',
    title: 'A GET without a token is refused',
    rule: 'RFC 9110 15.5.2',
    judge({ get }) {
      if (get === undefined) return skip('the request without a token is a GET')
      const isRefused = get.status >= 400 && get.status < 500
      return !isRefused && fail(`it ${outcome(get)}`)
    },
  },
  {
    id: 'status-invalid-token',
    title: 'With an invalid token the answer is 401',
    rule: 'RFC 6750 3.1',
    judge: ({ badToken }) => !is(badToken, 401) && fail(`it ${outcome(badToken)}`),
  },
  {
    id: 'error-without-token',
    title: 'Without a token there is no error code',
    rule: 'RFC 6750 3.1',
    judge({ unauthorized }) {
      const [error] = valuesOf(unauthorized, 'error')
      return error !== undefined && note(`it has ${error}`)
    },
  },
  {
    id: 'error-invalid-token',
    title: 'The error of an invalid token is its own',
    rule: 'RFC 6750 3',
    judge({ badToken }) {
      if (!is(badToken, 401) || oauthOf(badToken).length === 0) return skip('no OAuth challenge')
      const errors = valuesOf(badToken, 'error')
      if (errors.includes('invalid_token')) return undefined
      return warn(errors.length > 0 ? `it has ${errors.join(', ')}` : 'it has no error code')
    },
  },
  {
    id: 'scope',
    title: 'The challenge names the needed scopes',
    rule: 'MCP 2025-11-25 authorization',
    judge({ profile, unauthorized }) {
      if (profile !== 'mcp') return skip('a rule of MCP')
      if (oauthOf(unauthorized).length === 0) return skip('no OAuth challenge')
      return valuesOf(unauthorized, 'scope').length === 0 && warn('it has no scope')
    },
  },
  {
    id: 'status-insufficient-token',
    title: 'With too small a scope the answer is 403',
    rule: 'RFC 6750 3.1',
    judge({ forbidden }) {
      if (!forbidden) return skip(NO_TOKEN)
      return !is(forbidden, 403) && fail(`it ${outcome(forbidden)}`)
    },
  },
  {
    id: 'error-insufficient-scope',
    title: 'The 403 has the error insufficient_scope',
    rule: 'RFC 6750 3.1',
    judge: ofForbidden((forbidden) => {
      if (forbidden.lines.length === 0) return warn('it has no challenge')
      return !valuesOf(forbidden, 'error').includes('insufficient_scope') && warn('it has another, or none')
    }),
  },
  {
    id: 'scope-insufficient-scope',
    title: 'The 403 names the needed scopes',
    rule: 'MCP 2025-11-25 authorization',
    judge: ofForbidden((forbidden, { profile }) => {
      if (profile !== 'mcp') return skip('a rule of MCP')
      if (oauthOf(forbidden).length === 0) return skip('no OAuth challenge')
      return valuesOf(forbidden, 'scope').length === 0 && warn('it has no scope')
    }),
  },
  {
    id: 'pointer-insufficient-scope',
    title: 'The 403 points to the metadata',
    rule: 'MCP 2025-11-25 authorization',
    judge: ofForbidden((forbidden, { profile }) => {
      if (profile !== 'mcp') return skip('a rule of MCP')
      if (oauthOf(forbidden).length === 0) return skip('no OAuth challenge')
      return pointerOf(forbidden) === undefined && warn('it has no resource_metadata')
    }),
  },
]
