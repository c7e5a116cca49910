// What every known client reads of the forms of bin/clients/forms.js, and of the vectors: the data of `--clients`.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { parse as parseAuthHeader } from 'auth-header'
import { parseWwwAuthenticate, lintWwwAuthenticate } from 'auth-challenge'
import { WWWAuthenticateChallengeError, customFetch, protectedResourceRequest } from 'oauth4webapi'

import forms from '../../bin/clients/forms.js'
import { fetchPackage } from '../../scripts/project.mjs'
import { HERE, ROOT } from './places.mjs'
import { readers } from './readers.mjs'

const { FORMS, MEANING, formsOf } = forms

const INSPECTOR = '2.12.0'

const versionOf = (name) =>
  JSON.parse(readFileSync(join(HERE, 'node_modules', name, 'package.json'), 'utf8')).version

const pythonVersion = () => /^mcp==(.*)$/m.exec(readFileSync(join(HERE, 'requirements.txt'), 'utf8'))[1]

const reader = (title) => {
  const { names, read } = readers.find((one) => one.title === title)
  return { names, read: async (fields) => read(fields.map((lines) => lines.join(', '))) }
}

const isOauth = (scheme) => /^(?:bearer|dpop)$/i.test(scheme)

/** A reader of one field after the other; what it throws is that it reads nothing. */
const each = (read) => async (fields) => {
  const values = []
  for (const lines of fields) values.push(await read(lines).catch(() => ({})))
  return values
}

/** A function of a program, which exports none: its text, from its name to the end of its body. */
function functionOf(text, name) {
  const start = text.indexOf(`function ${name}(`)
  const end = text.indexOf('\n}\n', start)
  if (start === -1 || end === -1) throw new Error(`there is no ${name}`)
  return new Function(`${text.slice(start, end + 2)}; return ${name}`)()
}

function readerOfInspector() {
  const folder = fetchPackage('@modelcontextprotocol/inspector', INSPECTOR)
  const text = readFileSync(join(folder, 'clients/cli/build/index.js'), 'utf8')
  const read = functionOf(text, 'parseWwwAuthenticateBearer')
  return async (lines) => {
    const { resourceMetadata, errorDescription, ...others } = read(lines.join(', '))
    return { ...others, error_description: errorDescription, resource_metadata: resourceMetadata }
  }
}

/** It returns all challenges; this is the first of OAuth. */
async function readWithOauth4webapi(lines) {
  const headers = new Headers(lines.map((line) => ['www-authenticate', line]))
  const answer = async () => new Response(null, { headers, status: 401 })
  try {
    const url = new URL('https://files.example/mcp')
    await protectedResourceRequest('token', 'GET', url, undefined, undefined, { [customFetch]: answer })
    return {}
  } catch (error) {
    if (!(error instanceof WWWAuthenticateChallengeError)) throw error
    return error.cause.find(({ scheme }) => isOauth(scheme))?.parameters ?? {}
  }
}

/** It reads one challenge a line. */
async function readWithAuthHeader(lines) {
  return lines.map(parseAuthHeader).find(({ scheme }) => isOauth(scheme))?.params ?? {}
}

const ALL = Object.keys(MEANING)

export const clients = () => [
  { client: 'TypeScript SDK 1', version: versionOf('@modelcontextprotocol/sdk'), ...reader('TS SDK 1') },
  { client: 'TypeScript SDK 2', version: versionOf('@modelcontextprotocol/client'), ...reader('TS SDK 2') },
  { client: 'Python SDK', version: pythonVersion(), isPython: true, ...reader('Python SDK') },
  { client: 'mcp-remote', version: versionOf('mcp-remote'), ...reader('mcp-remote') },
  { client: 'MCP Inspector', version: INSPECTOR, names: ALL, read: each(readerOfInspector()) },
  {
    client: 'oauth4webapi',
    version: versionOf('oauth4webapi'),
    names: ALL,
    read: each(readWithOauth4webapi),
  },
  { client: 'auth-header', version: versionOf('auth-header'), names: ALL, read: each(readWithAuthHeader) },
]

/** The values that matter, as text; an absent one is left out. */
function valuesOf(read, names) {
  const values = names.filter((name) => read?.[name] !== undefined).map((name) => [name, String(read[name])])
  return Object.fromEntries(values)
}

/** The vectors whose first OAuth challenge has a parameter that clients look for: their lines and what they mean. */
export function vectors() {
  const found = []
  for (const file of ['published', 'recoveries']) {
    for (const text of readFileSync(join(ROOT, `tests/vectors/${file}.jsonl`), 'utf8')
      .trim()
      .split('\n')) {
      const { fields, id, rfc, tolerant } = JSON.parse(text)
      const challenges = tolerant ?? rfc
      // No fetch carries other characters.
      const isCarried = fields.every((line) => /^[\t\x20-\x7e\x80-\xff]*$/.test(line))
      if (!Array.isArray(challenges) || !isCarried) continue
      const oauth = challenges.find(({ scheme }) => isOauth(scheme))
      const meaning = {}
      for (const [name, value] of oauth?.params ?? []) meaning[name.toLowerCase()] ??= value
      // No client can use a pointer that is no URL, and some leave it out.
      const isUsable = meaning.resource_metadata === undefined || URL.canParse(meaning.resource_metadata)
      if (isUsable && ALL.some((name) => meaning[name] !== undefined)) {
        found.push({ id, lines: fields, meaning })
      }
    }
  }
  return found
}

/** As `--clients` sees a field. */
const fieldOf = (lines) => ({
  lines,
  challenges: parseWwwAuthenticate(lines),
  codes: lintWwwAuthenticate(lines).map(({ code }) => code),
})

const isRead = (values, meaning, names) =>
  names.every((name) => (values[name] ?? '') === (meaning[name] ?? ''))

/** What one client reads: of each form its values, and of the vectors of each form how many it reads rightly. */
async function readingsOf({ client, names, read, version }) {
  const ofForms = await read(FORMS.map(({ lines }) => lines))
  const all = vectors()
  const ofVectors = await read(all.map(({ lines }) => lines))
  const counts = {}
  all.forEach(({ lines, meaning }, at) => {
    const sought = names.filter((name) => meaning[name] !== undefined)
    if (sought.length === 0) return
    const right = isRead(valuesOf(ofVectors[at], names), normal(meaning), names)
    const forms = formsOf(fieldOf(lines))
    for (const form of forms.length > 0 ? forms : ['plain']) {
      counts[form] ??= [0, 0]
      counts[form][0] += right ? 1 : 0
      counts[form][1] += 1
    }
  })
  const formsRead = FORMS.map(({ form }, at) => {
    const values = valuesOf(ofForms[at], names)
    const [right, total] = counts[form] ?? [0, 0]
    return [form, { ...differences(values, names), vectors: `${right} of ${total}` }]
  })
  return { client, version, names, forms: Object.fromEntries(formsRead) }
}

/** Clients take `resource_metadata` for a URL and write it as `URL` does. */
function normal(meaning) {
  const url = meaning.resource_metadata
  return url !== undefined && URL.canParse(url)
    ? { ...meaning, resource_metadata: new URL(url).href }
    : meaning
}

/** What is not as the form means it: the names that are missing, and the other values. */
function differences(values, names) {
  const missing = names.filter((name) => values[name] === undefined)
  const other = names.filter((name) => values[name] !== undefined && values[name] !== MEANING[name])
  return {
    ...(missing.length > 0 && { missing }),
    ...(other.length > 0 && { other: Object.fromEntries(other.map((name) => [name, values[name]])) }),
  }
}

/** The data, of the clients in JavaScript or of all. */
export async function readings({ withPython = true } = {}) {
  const found = []
  for (const one of clients()) if (withPython || !one.isPython) found.push(await readingsOf(one))
  return found
}

export const dataFile = join(ROOT, 'bin/clients/readings.json')

export const readData = () => createRequire(import.meta.url)(dataFile)
