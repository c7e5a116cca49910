// What clients read of headers, compared with what is configured: value by value.

import { validateHeaderValue } from 'node:http'

import { expectation, hasDecoy } from './expected.mjs'
import { PARAMETERS, readers } from './readers.mjs'

/**
 * @typedef {object} Verdict
 * @property {'exact' | 'adapted' | 'cut' | 'none' | 'wrong'} verdict a client gets the configured value; the value
 *   with other characters, or without unusable scopes; the value up to a quote; nothing, as it should; or something else
 * @property {string} name of the parameter
 * @property {string | undefined} configured
 * @property {string | undefined} read
 */

/**
 * What each reader gets of each parameter that it knows.
 *
 * @param made `{ header, params }`: a header, and what is configured to be in it
 * @returns for each of them, the verdicts by the reader's title
 */
export async function judge(made) {
  const sent = made.map(({ header }) => (isSendable(header) ? header : 'Unsendable'))
  const readings = await Promise.all(readers.map(({ read }) => read(sent)))
  return made.map((each, index) =>
    readers.map(({ title, names }, position) => ({
      title,
      verdicts: names.map((name) => verdictOf(each, name, readings[position][index][name])),
    })),
  )
}

function verdictOf({ header, params }, name, read) {
  const configured = params[name]
  return { name, configured, read, verdict: verdict() }

  function verdict() {
    const { isRead } = configured === undefined ? {} : expectation(name, configured, params)
    if (isRead === undefined) return read === undefined ? 'none' : 'wrong'
    if (read === configured) return 'exact'
    if (isRead(read)) return 'adapted'
    return name === 'error_description' && isCut(header, configured, read) ? 'cut' : 'wrong'
  }
}

/**
 * True if `read` is what a search for `name="([^"]+)"` finds of a description with escaped quotes. mcp-proxy's tests pin
 * how it escapes them, and the contract keeps its bytes.
 */
function isCut(header, value, read) {
  const escaped = value.replaceAll('"', '\\"')
  const [start, ...rest] = escaped.split('"')
  return rest.length > 0 && read === start && header.includes(`error_description="${escaped}"`)
}

/** True if mcp-proxy's own header serves every client: then the swap must not change it. */
export function isToKeep({ header, params }, judged) {
  const isClean = Object.entries(params).every(([name, value]) => expectation(name, value, params).isClean)
  const isRead = judged.every(({ verdicts }) => verdicts.every(({ verdict }) => READ.includes(verdict)))
  return isSendable(header) && isClean && isRead && !Object.values(params).some((value) => hasDecoy(value))
}

const READ = ['exact', 'cut', 'none']

function isSendable(header) {
  try {
    validateHeaderValue('WWW-Authenticate', header)
    return true
  } catch {
    return false
  }
}

/** By parameter: how often it is configured, how often it is left out and why, and how often each reader gets it. */
export function tally(made, judged) {
  return PARAMETERS.map((name) => {
    const configured = made.map(({ params }) => params).filter((params) => params[name] !== undefined)
    const why = {}
    for (const params of configured) {
      const reason = expectation(name, params[name], params).why
      if (reason !== undefined) why[reason] = (why[reason] ?? 0) + 1
    }
    const leftOut = Object.values(why).reduce((sum, count) => sum + count, 0)
    return {
      name,
      configured: configured.length,
      expected: configured.length - leftOut,
      why,
      read: readOf(name, judged),
    }
  })
}

/** For each reader: how often it gets the value, and how often a part of it; nothing if it does not know the parameter. */
function readOf(name, judged) {
  return readers.map(({ title, names }, position) => {
    if (!names.includes(name)) return { title }
    const verdicts = judged.flatMap((each) => each[position].verdicts.filter((one) => one.name === name))
    const count = (...kinds) => verdicts.filter(({ verdict }) => kinds.includes(verdict)).length
    return { title, whole: count('exact', 'adapted'), cut: count('cut'), wrong: count('wrong') }
  })
}
