'use strict'

// What a server answers without credentials: to GET, and to the first request of an MCP client.

const http = require('node:http')
const https = require('node:https')

const { nameOf } = require('./input.js')
const { version } = require('../package.json')

/** No answer. The message is for the user. */
class NetworkError extends Error {}

const MAX_REDIRECTS = 5

/** `initialize`, as the Model Context Protocol begins. */
const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'auth-challenge', version },
  },
})

const REQUESTS = [
  { method: 'GET', headers: { accept: '*/*' } },
  {
    method: 'POST',
    headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
    body: INITIALIZE,
  },
]

/** One request and its answer, of which only the head is read. */
function exchange(url, { body, headers, method }, { insecure, timeout }) {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    // The lenient parser: a header that is broken is what this command is for.
    const sent = request(url, {
      agent: false,
      headers,
      insecureHTTPParser: true,
      method,
      rejectUnauthorized: !insecure,
    })
    const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${timeout} s`)), timeout * 1000)
    sent.on('response', (response) => {
      clearTimeout(timer)
      resolve(response)
      response.destroy()
    })
    sent.on('error', (error) => {
      clearTimeout(timer)
      reject(new NetworkError(`${method} ${url.origin}: ${error.message || error.code}`))
    })
    sent.end(body)
  })
}

/** Where a response leads; `undefined` if nowhere. */
function locationOf({ headers, statusCode }, url) {
  const isRedirect = [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined
  if (!isRedirect || !URL.canParse(headers.location, url)) return undefined
  const location = new URL(headers.location, url)
  return /^https?:$/.test(location.protocol) ? location : undefined
}

/** A request and those that redirects lead to. Another origin does not get the caller's headers: they may be secret. */
async function follow(start, request, options, progress) {
  const steps = []
  const own = Object.fromEntries(options.headers)
  let [url, next] = [start, { ...request, headers: { ...request.headers, ...own } }]
  for (;;) {
    progress(`${next.method} ${url.origin}`)
    const response = await exchange(url, next, options)
    const { headersDistinct, statusCode } = response
    const location = locationOf(response, url)
    steps.push({ method: next.method, url: url.href, status: statusCode, location: location?.href })
    if (location === undefined) return { exchange: steps, field: fieldOf(headersDistinct, statusCode) }
    if (steps.length > MAX_REDIRECTS) throw new NetworkError(`more than ${MAX_REDIRECTS} redirects`)
    // As fetch does: the method stays for 307 and 308 alone.
    const keeps = statusCode === 307 || statusCode === 308 || next.method === 'GET'
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
  const progress = (what) => stderr.isTTY && stderr.write(`\r\x1b[2K${what ? `waiting for ${what} ...` : ''}`)
  try {
    const answers = []
    for (const request of REQUESTS) answers.push(await follow(url, request, options, progress))
    return answers
  } finally {
    progress('')
  }
}

module.exports = { NetworkError, ask }
