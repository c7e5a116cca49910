// What a client is to read of a configured value: the value, or, where no header can hold it or no client can use it,
// what docs/mcp-proxy.md says. Written from the RFCs, with nothing of auth-challenge in it.

/** RFC 6749 3.3 */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/** RFC 6750 3: the characters of `error` and `error_description`. */
const RFC_6750_TEXT = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

/** Names that clients search for in the whole text of a header. */
export const SOUGHT = ['resource_metadata', 'scope', 'error', 'error_description']

/** True if the value of a parameter has the look of another one in it. */
export const hasDecoy = (value, own) => SOUGHT.some((name) => name !== own && value.includes(`${name}=`))

/**
 * @param params all that is configured, `configured` as `name` among it
 * @returns `why`, a few words, if the parameter is left out on purpose; otherwise `isRead`, which takes what a client
 *   reads, and `isClean`, which is true if the value is as its specification has it
 */
export function expectation(name, configured, params) {
  if (name === 'scope') return ofScope(configured)
  if (name === 'error_uri' || name === 'resource_metadata') return ofUrl(configured, params)
  return ofText(name, configured)
}

function ofScope(configured) {
  const scopes = configured.split(/\s+/).filter(Boolean)
  const usable = scopes.filter((scope) => SCOPE_TOKEN.test(scope) && !hasDecoy(scope, 'scope'))
  if (usable.length === 0) return { why: 'not a scope (RFC 6749 3.3)' }
  const isClean = usable.length === scopes.length
  const isRead = (read) => read === usable.join(' ') || (isClean && read === configured)
  return { isClean, isRead }
}

function ofUrl(configured, params) {
  const url = urlOf(configured)
  if (url === undefined || !hasHost(SOME_WIDE.test(configured) ? url.href : configured))
    return { why: 'not a URL' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { why: 'not an http or https URL' }
  if (url.username || url.password) return { why: 'a URL with a user name or a password' }
  // Elsewhere in a URL, percent-encoding hides it.
  const isDecoy = SOUGHT.some((name) => params[name] === undefined && url.host.includes(`${name}=`))
  if (isDecoy) return { why: 'a host that looks like a parameter which is missing' }
  const isRead = (read) => urlOf(read) !== undefined && decoded(urlOf(read)) === decoded(url)
  return { isClean: SCOPE_TOKEN.test(configured), isRead }
}

/** A letter outside ASCII: such a URL is what the URL standard makes of it, of which hosts in ASCII are a part. */
const SOME_WIDE = /[^\0-\x7f]/

/** `URL` takes hosts with characters that RFC 3986 3.2.2 does not have. */
const hasHost = (url) => !/^[^/?#]*\/\/[^/?#]*[\0-\x20\x7f"\\<>^`{|}]/.test(url)

/** `URL.canParse` of Node 20 comes to refuse letters outside ASCII after some thousand calls. */
export function urlOf(text) {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

const decoded = ({ href }) => decodeURIComponent(href)

function ofText(name, configured) {
  const isPlain = !hasDecoy(configured) && RFC_6750_TEXT.test(configured)
  const isReplaced = (read) => !isPlain && legible(read) === legible(replaced(configured))
  return {
    // `realm` and `error_description` are any text (RFC 9110 11.5).
    isClean: name !== 'error' || RFC_6750_TEXT.test(configured),
    isRead: (read) => read === configured || isReplaced(read),
  }
}

const replaced = (text) =>
  text
    .replaceAll('"', "'")
    .replaceAll('\\', '/')
    .replaceAll(/[^\x20-\x7e]/gu, (character) => (/\p{Alphabetic}/u.test(character) ? '?' : ' '))

/** There may be a blank before a `=`. */
const legible = (text) => text?.replaceAll(' ', '')
