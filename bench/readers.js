// The readers of the comparison: each as its own documentation calls it, and its answer in one shape.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { isDeepStrictEqual } from 'node:util'

import { extractWWWAuthenticateParams } from '@modelcontextprotocol/sdk/client/auth.js'
import authHeader from 'auth-header'
import { parseWWWAuthenticateHeader } from 'http-auth-utils'
import { scan } from './scanner.js'

const require = createRequire(import.meta.url)
const { parseWwwAuthenticate } = require('..')
const { parseWwwAuthenticate: parseByWasm } = require('../dist/index.cjs')
const { parsers } = require('www-authenticate')

/** oauth4webapi has its reader for itself, behind errors: its own text, with one more export. */
async function oauth4webapiReader() {
  const source = await readFile(new URL(import.meta.resolve('oauth4webapi')), 'utf8')
  const text = `${source}\nexport { parseWwwAuthenticateChallenges }`
  const module = await import(`data:text/javascript,${encodeURIComponent(text)}`)
  return module.parseWwwAuthenticateChallenges
}

/** The least of a fetch `Response` that a reader asks for, so that it is the reader that is timed. */
class Response {
  constructor(text) {
    this.headers = { get: () => text }
  }

  get [Symbol.toStringTag]() {
    return 'Response'
  }
}
const response = (text) => new Response(text)
const itself = (text) => text

/** What the MCP SDK's function promises: one Bearer challenge's members. */
function bearerMembers(challenges) {
  const { params } = challenges.find(({ scheme }) => scheme === 'Bearer') ?? { params: {} }
  const { resource_metadata, scope, error } = params
  return { resourceMetadataUrl: resource_metadata, scope, error }
}

/** Scheme names are case-insensitive (RFC 9110 11.1), and readers may put them in lower case. */
const challenges = (list) =>
  list?.map(({ scheme, token68, params }) => ({
    scheme: scheme.toLowerCase(),
    token68,
    params: { ...params },
  }))

/**
 * `read(input(text))` is timed. `answer` makes its result comparable to `expects(expected)`; a reader is complete if
 * it gives all challenges and parameters.
 */
export const readers = [
  { name: 'auth-challenge', read: (text) => parseWwwAuthenticate(text), answer: challenges },
  { name: 'auth-challenge, wasm', read: (text) => parseByWasm(text), answer: challenges },
  { name: 'plain JS scanner', read: scan, answer: challenges },
  {
    name: 'oauth4webapi',
    input: response,
    read: await oauth4webapiReader(),
    answer: (list) =>
      challenges(list?.map(({ scheme, token68, parameters }) => ({ scheme, token68, params: parameters }))),
  },
  {
    name: 'auth-header',
    read: (text) => authHeader.parse(text),
    answer: ({ scheme, token, params }) => challenges([{ scheme, token68: token ?? undefined, params }]),
  },
  {
    name: 'www-authenticate',
    read: (text) => new parsers.WWW_Authenticate(text),
    answer: ({ scheme, parms }) => challenges([{ scheme, token68: undefined, params: parms }]),
  },
  {
    name: 'http-auth-utils',
    read: (text) => parseWWWAuthenticateHeader(text),
    answer: ({ type, data }) => challenges([{ scheme: type, token68: undefined, params: data }]),
  },
  {
    name: 'MCP SDK',
    isPartial: true,
    isAsked: ({ expected }) => expected.some(({ scheme }) => scheme === 'Bearer'),
    input: response,
    read: extractWWWAuthenticateParams,
    answer: ({ resourceMetadataUrl, scope, error }) => ({
      resourceMetadataUrl: resourceMetadataUrl?.href,
      scope,
      error,
    }),
    expects: bearerMembers,
  },
].map((reader) => ({ input: itself, expects: challenges, isPartial: false, ...reader }))

/** True if `reader` answers as the RFC does. */
export function isRight(reader, { line, expected }) {
  try {
    return isDeepStrictEqual(reader.answer(reader.read(reader.input(line))), reader.expects(expected))
  } catch {
    return false
  }
}
