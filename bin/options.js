'use strict'

// The arguments of the command, and the text of `--help`.

const { parseArgs } = require('node:util')

const { profiles } = require('../lib/catalogue.js')

/** The arguments are not what the command takes. The message is for the user. */
class UsageError extends Error {}

const SEVERITIES = ['note', 'warning', 'error']

const OPTIONS = {
  clients: { type: 'boolean' },
  'fail-on': { type: 'string' },
  fix: { type: 'boolean' },
  'forward-origin': { type: 'string' },
  header: { type: 'string', short: 'H', multiple: true },
  help: { type: 'boolean', short: 'h' },
  insecure: { type: 'boolean' },
  json: { type: 'boolean' },
  profile: { type: 'string' },
  status: { type: 'string' },
  strict: { type: 'boolean' },
  timeout: { type: 'string' },
  version: { type: 'boolean', short: 'v' },
}

const HELP = `Shows what a WWW-Authenticate or Proxy-Authenticate header says, and what is wrong with it.

Usage: auth-challenge [options] <header>...
       auth-challenge [options] -
       auth-challenge [options] <url>
       auth-challenge check [options] <url>

  <header>   the value of the header; several are its field lines
  -          standard input: a header value, a block of headers, or the output of \`curl -i\`
  <url>      an http or https URL: asked by GET, and by POST as an MCP client does
  check      judges a whole server: \`auth-challenge check --help\` says how

Options:
  --profile <name>        which rules apply: ${profiles.join(', ')} (default: ${profiles[0]}); each has those before it
  --status <code>         the status of the response, which some rules need
  --strict                read as the grammar says, and recover from nothing
  --fix                   print the repaired header and nothing else; what is left goes to standard error
  --forward-origin <url>  show what a gateway at that origin would send on
  --clients               show what known clients read of such a header
  --fail-on <severity>    exit with 1 from this severity on: error, warning, note, or never (default: error)
  --json                  print JSON (docs/command-line.md has the schema)
  -h, --help              print this
  -v, --version           print the version

For a URL:
  -H, --header <header>   send a header, such as 'Authorization: Bearer abc'; may be repeated
  --timeout <seconds>     how long to wait for each response (default: 10)
  --insecure              accept any certificate

Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 wrong usage or no answer from the network.

Examples:
  auth-challenge 'Bearer, error="insufficient_scope", scope="files:read"'
  auth-challenge --fix 'Bearer realm="My files"; scope=read/write'
  auth-challenge --profile mcp --status 403 'Bearer error="insufficient_scope", scope="files:read"'
  auth-challenge --forward-origin https://gateway.example 'Bearer resource_metadata="http://10.0.0.7/.well-known/oauth-protected-resource"'
  curl -si https://server.example/mcp | auth-challenge --profile mcp -
  auth-challenge --profile mcp https://server.example/mcp
`

function oneOf(name, value, allowed) {
  if (value === undefined || allowed.includes(value)) return value
  throw new UsageError(`--${name} takes one of ${allowed.join(', ')}`)
}

function number(name, value, from, to) {
  if (value === undefined) return undefined
  const parsed = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
  if (parsed >= from && parsed <= to) return parsed
  throw new UsageError(`--${name} takes a number from ${from} to ${to}`)
}

function status(value) {
  const code = number('status', value, 100, 599)
  if (code === undefined || Number.isInteger(code)) return code
  throw new UsageError('--status takes a status code')
}

function origin(name, value) {
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (/^https?:$/.test(url?.protocol) && url.href === `${url.origin}/`) return url.origin
  throw new UsageError(`--${name} takes an http or https URL without a path`)
}

/** A header to send: its name and its value. */
function requestHeader(text) {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t -~\x80-\xff]*)$/.exec(text) ?? []
  if (name === undefined) throw new UsageError("-H takes a header, such as 'Authorization: Bearer abc'")
  return [name, value]
}

const isUrl = (text) => /^https?:\/\/\S+$/i.test(text)

/** As `parseArgs` of node:util; what it refuses is wrong usage. */
function parsed(args, options) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error.message)
  }
}

/** The options of every request, and when to fail. */
const sharedOptions = (values) => ({
  failOn: oneOf('fail-on', values['fail-on'], [...SEVERITIES, 'never']) ?? 'error',
  headers: (values.header ?? []).map(requestHeader),
  insecure: values.insecure ?? false,
  timeout: number('timeout', values.timeout, 0.001, 3600) ?? 10,
})

function readArguments(args) {
  const { values, positionals } = parsed(args, OPTIONS)
  const options = {
    ...sharedOptions(values),
    clients: values.clients ?? false,
    fix: values.fix ?? false,
    forwardOrigin: origin('forward-origin', values['forward-origin']),
    json: values.json ?? false,
    profile: oneOf('profile', values.profile, profiles) ?? profiles[0],
    status: status(values.status),
    strict: values.strict ?? false,
  }
  if (values.help || values.version) return { ...options, show: values.help ? 'help' : 'version' }
  if (positionals.length === 0) throw new UsageError('a header, a URL or - is missing')
  const [first] = positionals
  const isAlone = positionals.length === 1
  if (isUrl(first) && !isAlone) throw new UsageError('one URL is enough')
  if (positionals.includes('-') && !isAlone) throw new UsageError('- stands alone')
  if (!isUrl(first) && (options.headers.length > 0 || options.insecure || values.timeout !== undefined)) {
    throw new UsageError('-H, --timeout and --insecure are for a URL')
  }
  if (isUrl(first) && options.status !== undefined) throw new UsageError('the status is that of the response')
  if (options.fix && options.json) throw new UsageError('--fix and --json do not go together')
  const input = isUrl(first) ? { url: first } : first === '-' ? { stdin: true } : { values: positionals }
  return { ...options, input }
}

/** True if a finding makes the command fail. */
const isFailure = ({ severity }, failOn) =>
  failOn !== 'never' && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn)

module.exports = {
  HELP,
  UsageError,
  isFailure,
  isUrl,
  oneOf,
  origin,
  parsed,
  readArguments,
  sharedOptions,
}
