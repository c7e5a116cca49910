'use strict'

// What a server answers without credentials: to GET, and to the first request of an MCP client.

const { NetworkError, exchange, initialize, progressOn } = require('./exchange.js')
const { nameOf } = require('./input.js')
const { version } = require('../package.json')

const MAX_REDIRECTS = 5

const REQUESTS = [{ method: 'GET', headers: { accept: '*/*' } }, initialize(version)]

/** Where a response leads; `undefined` if nowhere. */
function locationOf({ headers, status }, url) {
  const [text] = headers.location ?? []
  const isRedirect = [301, 302, 303, 307, 308].includes(status) && text !== undefined
  if (!isRedirect || !URL.canParse(text, url)) return undefined
  const location = new URL(text, url)
  return /^https?:$/.test(location.protocol) ? location : undefined
}

/** A request and those that redirects lead to. Another origin does not get the caller's headers: they may be secret. */
async function follow(start, request, options, progress) {
  const steps = []
  const own = Object.fromEntries(options.headers)
  let [url, next] = [start, { ...request, headers: { ...request.headers, ...own } }]
  for (;;) {
    progress(`${next.method} ${url.origin}`)
    const answer = await exchange(url, next, options)
    const { headers, status } = answer
    const location = locationOf(answer, url)
    steps.push({ method: next.method, url: url.href, status, location: location?.href })
    if (location === undefined) return { exchange: steps, field: fieldOf(headers, status) }
    if (steps.length > MAX_REDIRECTS) throw new NetworkError(`more than ${MAX_REDIRECTS} redirects`)
    // As fetch does: the method stays for 307 and 308 alone.
    const keeps = status === 307 || status === 308 || next.method === 'GET'
    const isSame = location.origin === url.origin
    const base = keeps ? { ...next } : { ...REQUESTS[0], headers: { ...REQUESTS[0].headers, ...own } }
    next = isSame ? base : { ...base, headers: keeps ? request.headers : REQUESTS[0].headers }
    if (!isSame) for (const name of Object.keys(own)) delete own[name]
    url = location
  }
}

function fieldOf(headers, status) {
  const isProxy = status === 407
  return {
    name: nameOf(isProxy),
    lines: headers[isProxy ? 'proxy-authenticate' : 'www-authenticate'] ?? [],
    status,
  }
}

/** The answers to each request of {@link REQUESTS}. On a terminal, a row says what it waits for. */
async function ask(text, options, stderr) {
  if (!URL.canParse(text)) throw new NetworkError('the URL is invalid')
  const url = new URL(text)
  url.hash = ''
  const progress = progressOn(stderr)
  try {
    const answers = []
    for (const request of REQUESTS) answers.push(await follow(url, request, options, progress))
    return answers
  } finally {
    progress('')
  }
}

module.exports = { ask }
