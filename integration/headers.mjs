// The headers of mcp-proxy over generated configurations, before and after the swap. The exit code is 1 if one of
// ours is no valid challenge that `node:http` sends, or if a valid one changed.

import { validateHeaderValue } from 'node:http'

import { parseWwwAuthenticate } from 'auth-challenge'

import { compile, compiled } from './lib/compile.mjs'
import { configurations } from './lib/configurations.mjs'
import { table } from '../scripts/table.mjs'

const COUNT = 5_000

/**
 * The three places of mcp-proxy where a header is made: how, and the names of what is configured to be in it.
 */
const builders = {
  '401 refused by authenticate': {
    build: ({ server }, { oauth, options }) => server.getWWWAuthenticateHeader(oauth, options),
    names: ({ oauth, options }) => namesOf({ ...given(oauth), ...given(options) }),
  },
  '401 for the API key': {
    build: ({ Middleware }, { oauth, options }) =>
      new Middleware({ oauth }).getUnauthorizedResponse(options).headers['WWW-Authenticate'],
    names: ({ oauth, options }) =>
      namesOf({ ...given(oauth), ...given(options), error: 1, error_description: 1 }),
  },
  '403 for the scope': {
    build: ({ Middleware }, { oauth, requiredScopes, errorDescription }) =>
      new Middleware({ oauth }).getScopeChallengeResponse(requiredScopes, errorDescription).headers[
        'WWW-Authenticate'
      ],
    names: ({ oauth: { protectedResource }, errorDescription }) =>
      namesOf({ error: 1, scope: 1, protectedResource, error_description: errorDescription }),
  },
}

const given = (params) => Object.fromEntries(Object.entries(params).filter(([_name, value]) => value))

function namesOf({ protectedResource, ...params }) {
  return Object.keys(given({ ...params, resource_metadata: protectedResource?.resource })).sort()
}

/** @param copies of each version: its directories, published and swapped */
export async function headers(copies) {
  const configured = configurations(COUNT)
  const rows = []
  for (const { version, published, swapped } of copies) {
    const [theirs, ours] = await Promise.all([published, swapped].map(load))
    for (const [title, { build, names }] of Object.entries(builders)) {
      const made = configured
        .map((configuration) => ({
          names: names(configuration),
          before: build(theirs, configuration),
          after: build(ours, configuration),
        }))
        .filter(({ before }) => before !== undefined)
      rows.push({ version, title, ...count(made) })
    }
  }
  console.log(
    `\nThe headers of mcp-proxy over ${COUNT} generated configurations (some of which make no header)\n`,
  )
  console.log(
    table(
      [
        'mcp-proxy',
        'header',
        'made',
        'valid as published',
        'valid with the swap',
        'of the valid, same bytes',
      ],
      rows.map((row) => [
        row.version,
        row.title,
        row.made,
        row.before,
        row.after,
        `${row.same} of ${row.before}`,
      ]),
    ),
  )
  for (const { version, title, smuggled } of rows.filter((row) => row.smuggled > 0)) {
    console.log(
      `${version}, ${title}: ${smuggled} more are challenges with a parameter that came in through a value`,
    )
  }
  return rows.every(({ made, before, after, same }) => made > 0 && after === made && same === before)
}

async function load(directory) {
  compile(directory)
  const [server, { AuthenticationMiddleware: Middleware }] = await Promise.all(
    ['startHTTPServer', 'authentication'].map((name) => compiled(directory, name)),
  )
  return { Middleware, server }
}

function count(headers) {
  const counts = { made: headers.length, before: 0, after: 0, same: 0, smuggled: 0 }
  for (const { names, before, after } of headers) {
    const [theirs, ours] = [namesIn(before), namesIn(after)]
    // What cannot be said in a header may be left out; nothing may be added.
    if (ours?.every((name) => names.includes(name))) counts.after += 1
    if (String(theirs) === String(names)) {
      counts.before += 1
      if (before === after) counts.same += 1
    } else if (theirs !== undefined) {
      counts.smuggled += 1
    }
  }
  return counts
}

/** The parameters of a header that is one valid Bearer challenge (RFC 9110 11.3) and can be sent. */
function namesIn(header) {
  try {
    const [{ scheme, params }, ...others] = parseWwwAuthenticate(header, { strict: true })
    validateHeaderValue('WWW-Authenticate', header)
    return scheme === 'Bearer' && others.length === 0 ? Object.keys(params).sort() : undefined
  } catch {
    return undefined
  }
}
