'use strict'

const { invalidOption } = require('./errors.js')
const { isPlainObject } = require('./objects.js')
const { callback, kind, length, readOptions } = require('./options.js')
const { protectedResourceMetadataUrl, url, urlOf } = require('./url.js')

/** Longer documents are refused, so that an upstream cannot fill the memory of its gateway. */
const MAX_DOCUMENT = 1_048_576

const DEFAULT_TIMEOUT = 10_000

const OPTIONS = {
  document: kind('a plain object', isPlainObject),
  fetch: callback,
  metadata: url,
  resource: url,
  timeout: length,
  upstream: url,
}

/** Anybody may read the document, scripts of other origins among them. */
const PUBLIC = { 'Access-Control-Allow-Origin': '*' }

const METHODS = 'GET, HEAD, OPTIONS'

function createMetadataHandler(options = {}) {
  const {
    document,
    fetch = globalThis.fetch,
    metadata,
    resource,
    timeout = DEFAULT_TIMEOUT,
    upstream,
  } = readOptions(options, OPTIONS)
  if (resource === undefined) invalidOption('resource', 'an http or https URL without userinfo', resource)
  if (document === undefined && metadata === undefined && upstream === undefined) {
    invalidOption('upstream', 'a URL, unless `metadata` or `document` is given', upstream)
  }
  const here = new URL(protectedResourceMetadataUrl(resource))
  const places = metadata === undefined && upstream !== undefined ? usualPlaces(upstream) : [metadata]

  async function handle(request) {
    if (!isFor(here, request.url)) return undefined
    if (request.method === 'OPTIONS') return preflight()
    if (request.method !== 'GET' && request.method !== 'HEAD') return failure(405, { Allow: METHODS })
    if (document !== undefined) return json({ ...document, resource })
    const { status, found, cacheControl } = await fetchDocument(places, fetch, timeout)
    if (found === undefined) return failure(status)
    // A signed copy has the upstream's `resource`, and would take precedence (RFC 9728 2.2).
    const { signed_metadata: _, ...unsigned } = found
    return json({ ...unsigned, resource }, cacheControl && { 'Cache-Control': cacheControl })
  }
  return Object.assign(handle, { url: here.href })
}

/** Where an upstream may have its document: RFC 9728 3.1, and then the root of its host, as MCP clients look for it. */
function usualPlaces(upstream) {
  const place = protectedResourceMetadataUrl(upstream)
  return [...new Set([place, protectedResourceMetadataUrl(new URL('/', upstream))])]
}

/** True if the URL of a request, whole or without its origin, is that of the document. */
function isFor(document, requested) {
  // A path of two slashes is a path here, and not a host.
  const path = requested.startsWith('/') ? document.origin + requested : requested
  const url = urlOf(path)
  if (url === undefined) return false
  return url.pathname === document.pathname && (document.search === '' || url.search === document.search)
}

/**
 * The first document at one of the places, none of which comes from a header. Redirects are not followed. Without one,
 * `status` is what the gateway answers.
 */
async function fetchDocument(places, fetch, timeout) {
  for (const place of places) {
    try {
      const answer = await fetch(place, {
        headers: { Accept: 'application/json' },
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
      })
      if (answer.status === 200) {
        return {
          found: await documentOf(answer),
          status: 502,
          cacheControl: answer.headers.get('cache-control'),
        }
      }
      await answer.body?.cancel()
      if (answer.status < 400 || answer.status >= 500) return { status: 502 }
    } catch {
      return { status: 502 }
    }
  }
  return { status: 404 }
}

/** The JSON object that a response holds, if it holds one. */
async function documentOf(response) {
  const value = JSON.parse(response.body ? await textOf(response.body) : '')
  return isPlainObject(value) ? value : undefined
}

async function textOf(stream) {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.length
    if (size > MAX_DOCUMENT) {
      await reader.cancel()
      throw new RangeError('the document is too long')
    }
    text += decoder.decode(value, { stream: true })
  }
}

const json = (value, headers) =>
  new Response(JSON.stringify(value), {
    headers: { ...PUBLIC, 'Content-Type': 'application/json', ...headers },
  })

const failure = (status, headers) => new Response(null, { status, headers: { ...PUBLIC, ...headers } })

/** MCP clients send header fields that a browser asks about first. */
const preflight = () =>
  failure(204, {
    'Access-Control-Allow-Headers': '*',
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Max-Age': '86400',
  })

module.exports = { createMetadataHandler }
