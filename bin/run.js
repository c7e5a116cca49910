'use strict'

// The command: from arguments to what it prints and its exit code.

const { NetworkError } = require('./exchange.js')
const { HELP, UsageError, isFailure, readArguments } = require('./options.js')
const { readText, readValues } = require('./input.js')
const { inspect } = require('./inspect.js')
const { ask } = require('./network.js')
const { report } = require('./report.js')
const { hasColour, json, styles, visible, widthOf } = require('./style.js')
const { lintWwwAuthenticate } = require('../entries/index.js')
const { version } = require('../package.json')

const FOUND = 1
const FAILED = 2

/** The text of a stream, an octet for each character. */
async function textOf(stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

/** What there is to inspect: `{ field, exchange }`; of a URL, one for each response. */
async function sourcesOf(options, { stdin, stderr }) {
  const { input } = options
  if (input.values) return [{ field: readValues(input.values) }]
  if (input.stdin) return [{ field: readText(await textOf(stdin)) }]
  return ask(input.url, options, stderr)
}

/** The result of one field, in the form of docs/command-line.md. */
const resultOf = (inspected, options, exchange) => ({
  ...(exchange && { request: exchange }),
  header: inspected.name,
  status: inspected.status,
  profile: options.profile,
  lines: inspected.lines,
  challenges: inspected.challenges,
  findings: inspected.findings,
  fixed: inspected.fixed,
  metadataUrl: inspected.metadataUrl,
  forwarded: inspected.forwarded,
  clients: inspected.clients,
})

/** Prints the repaired lines; what no fix is certain for goes to standard error. */
function printFixed(inspected, options, { stdout, stderr, env }) {
  for (const line of inspected.fixed) stdout.write(`${visible(line)}\n`)
  const findings = lintWwwAuthenticate(inspected.fixed, {
    profile: options.profile,
    status: inspected.status,
  })
  if (findings.length > 0) {
    const display = { style: styles(hasColour(stderr, env)), width: widthOf(stderr, env) }
    const rest = {
      ...inspected,
      lines: inspected.fixed,
      findings,
      clients: undefined,
      forwarded: undefined,
      metadataUrl: undefined,
    }
    stderr.write(`${report(rest, options, display)}\n`)
  }
  return findings
}

/** Prints what is known of each field, and returns all findings. */
function print(sources, options, streams) {
  const { stdout, env } = streams
  const inspected = sources.map(({ exchange, field }) => ({ exchange, ...inspect(field, options) }))
  if (options.fix) return inspected.flatMap((one) => printFixed(one, options, streams))
  if (options.json) {
    const results = inspected.map((one) => resultOf(one, options, one.exchange))
    stdout.write(`${json({ version, results })}\n`)
  } else {
    const display = { style: styles(hasColour(stdout, env)), width: widthOf(stdout, env) }
    stdout.write(`${textsOf(inspected, options, display).join('\n\n')}\n`)
  }
  return inspected.flatMap(({ findings }) => findings)
}

/** A report for each response. Those with the same report share it. */
function textsOf(inspected, options, display) {
  const headsOf = new Map()
  for (const one of inspected) {
    const text = report(one, options, display)
    const heads = headsOf.get(text) ?? []
    if (one.exchange) heads.push(exchangeRows(one.exchange, display.style))
    headsOf.set(text, heads)
  }
  return [...headsOf].map(([text, heads]) => (heads.length > 0 ? `${heads.join('\n')}\n\n${text}` : text))
}

const exchangeRows = (exchange, style) =>
  exchange
    .map(({ location, method, status, url }) => {
      const head = `${style.bold(`${method} ${visible(url)}`)} ${style.dim('→')} ${status}`
      return location === undefined ? head : `${head} ${style.dim('to')} ${visible(location)}`
    })
    .join('\n')

/** `auth-challenge check` is loaded where it is asked for. */
async function run([first, ...others], streams) {
  const { stderr } = streams
  const main = first === 'check' ? require('./check/run.js').check : inspectAll
  const args = first === 'check' ? others : [first, ...others].filter((arg) => arg !== undefined)
  try {
    return await main(args, streams)
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof NetworkError)) throw error
    const hint = error instanceof UsageError ? '\nTry `auth-challenge --help`.' : ''
    stderr.write(`auth-challenge: ${visible(error.message)}${hint}\n`)
    return FAILED
  }
}

async function inspectAll(args, streams) {
  const { stdout } = streams
  const options = readArguments(args)
  if (options.show) {
    stdout.write(options.show === 'help' ? HELP : `${version}\n`)
    return 0
  }
  const sources = await sourcesOf(options, streams)
  const findings = print(sources, options, streams)
  return findings.some((finding) => isFailure(finding, options.failOn)) ? FOUND : 0
}

module.exports = { run }
