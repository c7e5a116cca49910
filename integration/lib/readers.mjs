// What clients read of a challenge: strict reading, and the readers of the MCP SDKs and of mcp-remote as published.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import * as sdk2 from '@modelcontextprotocol/client'
import * as sdk1 from '@modelcontextprotocol/sdk/client/auth.js'
import { parseWwwAuthenticate } from 'auth-challenge'
import ts from 'typescript'

import { HERE } from './places.mjs'
import { readInPython } from './python.mjs'

/** The parameters that mcp-proxy configures. */
export const PARAMETERS = ['realm', 'scope', 'error', 'error_description', 'error_uri', 'resource_metadata']

/** A reader takes headers and returns, or promises, what it gets from each: values by name. */
export const readers = [
  { title: 'strict', names: PARAMETERS, read: each(readStrictly) },
  { title: 'TS SDK 1', names: ['scope', 'error', 'resource_metadata'], read: each(readerOfSdk(sdk1)) },
  {
    title: 'TS SDK 2',
    names: ['scope', 'error', 'error_description', 'resource_metadata'],
    read: each(readerOfSdk(sdk2)),
  },
  { title: 'Python SDK', names: ['scope', 'error', 'resource_metadata'], read: readInPython },
  {
    title: 'mcp-remote',
    names: ['scope', 'error', 'error_description', 'resource_metadata'],
    read: each(readerOfMcpRemote()),
  },
]

function each(read) {
  return (headers) => headers.map(read)
}

/** Every parameter of the one Bearer challenge that a valid header is (RFC 9110 11.3). */
function readStrictly(header) {
  try {
    const [{ scheme, params }, ...others] = parseWwwAuthenticate(header, {
      maxLength: header.length,
      strict: true,
    })
    return scheme === 'Bearer' && others.length === 0 ? { ...params } : {}
  } catch {
    return {}
  }
}

function readerOfSdk({ extractWWWAuthenticateParams }) {
  return (header) => {
    const headers = new Headers({ 'WWW-Authenticate': header })
    return withWireNames(extractWWWAuthenticateParams(new Response(null, { headers, status: 401 })))
  }
}

/** mcp-remote is a program; its reader is loaded from its file. */
function readerOfMcpRemote() {
  const name = 'parseWWWAuthenticateHeader'
  const folder = join(HERE, 'node_modules/mcp-remote/dist')
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
  const [text, ...others] = texts.filter((text) => text.includes(`function ${name}(`))
  if (text === undefined || others.length > 0) throw new Error(`mcp-remote has no single ${name}`)
  const { statements } = ts.createSourceFile('mcp-remote.js', text, ts.ScriptTarget.Latest)
  const declaration = statements.find((node) => ts.isFunctionDeclaration(node) && node.name.text === name)
  const source = text.slice(declaration.pos, declaration.end)
  const read = new Function('debugLog', `${source}; return ${name}`)(() => {})
  return (header) => withWireNames(read(header))
}

/** The values by their names on the wire; without those that were not found. */
function withWireNames({ scope, error, errorDescription, resourceMetadataUrl }) {
  const named = {
    scope,
    error,
    error_description: errorDescription,
    resource_metadata: resourceMetadataUrl && String(resourceMetadataUrl),
  }
  return Object.fromEntries(Object.entries(named).filter(([_name, value]) => value !== undefined))
}
