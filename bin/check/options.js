'use strict'

// The arguments of `auth-challenge check`, and the text of its `--help`.

const { profiles } = require('../../lib/catalogue.js')
const { UsageError, isUrl, oneOf, origin, parsed, sharedOptions } = require('../options.js')

const FORMATS = ['table', 'checks']

const OPTIONS = {
  'allow-origin': { type: 'string', multiple: true },
  'allow-private': { type: 'boolean' },
  'fail-on': { type: 'string' },
  format: { type: 'string' },
  header: { type: 'string', short: 'H', multiple: true },
  help: { type: 'boolean', short: 'h' },
  insecure: { type: 'boolean' },
  'insufficient-token': { type: 'string' },
  profile: { type: 'string' },
  timeout: { type: 'string' },
  tool: { type: 'string' },
}

const HELP = `Judges how a server answers requests that lack authorization, and the metadata that its challenges point to.

Usage: auth-challenge check [options] <url>

It sends: a request without a token, one with an invalid token, those of a browser of another origin, and, where DPoP is
offered, one with an invalid proof. Then it fetches the protected resource metadata (RFC 9728) and that of its
authorization servers (RFC 8414), from the origin of the URL and from those that --allow-origin names.

Options:
  --profile <name>              what the server is: mcp (default), oauth, or http for any other protected resource
  --insufficient-token <token>  a valid token whose scope is too small, for the 403
  --tool <name>                 an MCP tool that this token may not call, where the session itself is allowed
  --allow-origin <url>          fetch metadata from this origin too; may be repeated
  --allow-private               fetch metadata from private and loopback addresses of other origins too
  --format <name>               table (default), or checks: JSON in the form of the official MCP suite's checks.json
  --fail-on <severity>          exit with 1 from this severity on: error (default), warning, note, or never
  -H, --header <header>         send a header with every request to the origin of the URL; may be repeated
  --timeout <seconds>           how long to wait for each response (default: 10)
  --insecure                    accept any certificate
  -h, --help                    print this

Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 wrong usage or no answer from the network.

Examples:
  auth-challenge check https://server.example/mcp
  auth-challenge check --insufficient-token "$TOKEN" https://server.example/mcp
  auth-challenge check --allow-origin https://login.example https://server.example/mcp
  auth-challenge check --profile http https://registry.example/v2/
  auth-challenge check --format checks https://server.example/mcp > checks.json
`

/** A token as a header can carry it (RFC 6750 2.1). */
function token(value) {
  if (value === undefined || /^[\w.~+/-]+=*$/.test(value)) return value
  throw new UsageError('--insufficient-token takes a Bearer token')
}

function readArguments(args) {
  const { values, positionals } = parsed(args, OPTIONS)
  if (values.help) return { help: true }
  const options = {
    ...sharedOptions(values),
    allowPrivate: values['allow-private'] ?? false,
    allowedOrigins: (values['allow-origin'] ?? []).map((value) => origin('allow-origin', value)),
    format: oneOf('format', values.format, FORMATS) ?? FORMATS[0],
    insufficientToken: token(values['insufficient-token']),
    profile: oneOf('profile', values.profile, profiles) ?? 'mcp',
    tool: values.tool,
  }
  if (positionals.length !== 1 || !isUrl(positionals[0]) || !URL.canParse(positionals[0])) {
    throw new UsageError('check takes one http or https URL')
  }
  if (options.headers.some(([name]) => /^(authorization|dpop|origin)$/i.test(name))) {
    throw new UsageError('check sends Authorization, DPoP and Origin itself')
  }
  if (options.tool !== undefined && options.insufficientToken === undefined) {
    throw new UsageError('--tool needs --insufficient-token')
  }
  const url = new URL(positionals[0])
  if (url.username || url.password) throw new UsageError('the URL of check has no user name')
  url.hash = ''
  return { ...options, url }
}

module.exports = { HELP, readArguments }
