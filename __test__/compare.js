'use strict'

// Equality of challenges, and what writing may change: a Bearer or DPoP challenge that is written anew has the
// characters of RFC 6750 3, scope-tokens alone, and no URL that a client cannot use.

const assert = require('node:assert/strict')

const { httpUrl, isOauth, isScopeToken } = require('./model.js')

/** A word that readers with regular expressions take for a parameter. */
const DECOY = /(?:resource_metadata|scope|error|error_description)=/

const URLS = ['error_uri', 'resource_metadata']
const MAY_BE_EMPTY = ['scope', 'error', 'error_description', 'error_uri', 'resource_metadata']

/** Two texts with the same fold are the same to a reader of the characters of RFC 6750 3. */
const fold = (text) =>
  text
    .replace(/"/g, "'")
    .replace(/\\/g, '/')
    .replace(/[^\x20-\x7e]|\?/g, ' ')
    .replace(/ +=/g, '=')
    .trim()

const decoded = (text) =>
  text.replace(/%([2-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))

/** A value in a form in which two of the same meaning are equal; `undefined` for one that writing leaves out. */
function canonical(name, value) {
  if (name === 'scope')
    return (
      value
        .split(/[ \t]/)
        .filter((word) => isScopeToken(word) && !DECOY.test(word))
        .join(' ') || undefined
    )
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
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      name === 'resource_metadata' ? (httpUrl(value)?.href ?? value) : value,
    ]),
  )

/** True for a URL that not every client reads, such as `http:h`: writing may leave it out or spell it as others do. */
function isLax(value) {
  const url = value === undefined ? undefined : httpUrl(value)
  if (url === undefined) return false
  const [, host] = /^https?:\/\/(\w[\w.-]*)(?::\d+)?(?:[/?#]|$)/i.exec(value) ?? []
  return host?.toLowerCase() !== url.hostname || Boolean(url.username || url.password)
}

/** The challenge in a form that is equal for two of the same meaning, without the parameters that `isLeftOut` names. */
function comparable({ params, scheme, token68 }, isWrittenAnew, isLeftOut) {
  const kept = Object.fromEntries(Object.entries(params).filter(([name]) => !isLeftOut(name)))
  const canonical = isWrittenAnew && isOauth({ scheme }) ? canonicalParams(kept) : exactParams(kept)
  return { params: canonical, scheme: scheme.toLowerCase(), token68 }
}

const rank = ({ scheme }) => ['bearer', 'dpop'].indexOf(scheme.toLowerCase()) + 1 || 3

/** Fails unless the challenges are the same. `isOrdered` is false where normalizing puts some first. */
function assertSame(actual, expected, { isWrittenAnew, isOrdered }) {
  const sorted = (challenges) => (isOrdered ? challenges : [...challenges].sort((a, b) => rank(a) - rank(b)))
  const [left, right] = [sorted(actual), sorted(expected)]
  const leftOut = right.map(({ params, scheme }, at) => (name) => {
    const both = [params[name], left[at]?.params[name]]
    return isOauth({ scheme }) && URLS.includes(name) && both.some(isLax)
  })
  const never = () => false
  const forms = (challenges) =>
    challenges.map((one, at) => comparable(one, isWrittenAnew, leftOut[at] ?? never))
  assert.deepEqual(forms(left), forms(right))
}

module.exports = { assertSame }
