'use strict'

// Equality of challenges, and what writing may change: a Bearer or DPoP challenge that is written anew has the
// characters of RFC 6750 3, scope-tokens alone, and no URL that a client cannot use.

const assert = require('node:assert/strict')

const { httpUrl, isOauth, isScopeToken } = require('./model.js')

const URLS = ['error_uri', 'resource_metadata']
const MAY_BE_EMPTY = ['scope', 'error', 'error_description', 'error_uri', 'resource_metadata']

/** Two texts with the same fold are the same to a reader of the characters of RFC 6750 3. */
const fold = (text) =>
  text.replace(/"/g, "'").replace(/\\/g, '/').replace(/[^\x20-\x7e]|\?/g, ' ').replace(/ +=/g, '=').trim()

const decoded = (text) => text.replace(/%([2-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))

/** A value in a form in which two of the same meaning are equal; `undefined` for one that writing leaves out. */
function canonical(name, value) {
  if (name === 'scope') return value.split(' ').filter(isScopeToken).join(' ') || undefined
  if (URLS.includes(name)) {
    const url = httpUrl(value)
    if (!url || url.username || url.password) return undefined
    return /^https?:\/\/[^/\\]/i.test(value) ? fold(decoded(url.href)) : value
  }
  return value === '' && MAY_BE_EMPTY.includes(name) ? undefined : fold(value)
}

function canonicalParams(params) {
  const entries = Object.entries(params).map(([name, value]) => [name, canonical(name, value)])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** Where every parser of URLs reads the same: their text may differ by what percent-encoding and defaults change. */
const exactParams = (params) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, name === 'resource_metadata' ? (httpUrl(value)?.href ?? value) : value]))

function comparable(challenge, isWrittenAnew) {
  const params = isWrittenAnew && isOauth(challenge) ? canonicalParams(challenge.params) : exactParams(challenge.params)
  return { params, scheme: challenge.scheme.toLowerCase(), token68: challenge.token68 }
}

/** A URL that not every client reads, such as `http:h`, may be left out or written as the one it stands for. */
function leaveOut(left, right) {
  right.forEach(({ params, scheme }, at) => {
    for (const name of URLS) {
      const isLax = isOauth({ scheme }) && params[name] !== undefined && !/^https?:\/\/[\w.-]+(:\d+)?([/?#]|$)/i.test(params[name])
      if (isLax && left[at]?.scheme === scheme) [params, left[at].params].forEach((some) => delete some[name])
    }
  })
}

const rank = ({ scheme }) => ['bearer', 'dpop'].indexOf(scheme) + 1 || 3

/** Fails unless the challenges are the same. `isOrdered` is false where normalizing puts some first. */
function assertSame(actual, expected, { isWrittenAnew, isOrdered }) {
  const [left, right] = [actual, expected].map((challenges) => challenges.map((one) => comparable(one, isWrittenAnew)))
  if (!isOrdered) [left, right].forEach((challenges) => challenges.sort((a, b) => rank(a) - rank(b)))
  if (isWrittenAnew) leaveOut(left, right)
  assert.deepEqual(left, right)
}

module.exports = { assertSame }
