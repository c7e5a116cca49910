// Deliberate mistakes in lib/mcp-proxy.js: what each is called, and the text of the file with it.

import { PARAMETERS } from './readers.mjs'

const HELPERS = { 401: 'getWWWAuthenticateHeader', 403: 'getScopeChallengeHeader' }

/** Mistakes in what a helper returns, as a function from the parameters `[name, text]` of a header to others. */
const inReturns = [
  ['a bare Bearer', '() => []'],
  ...PARAMETERS.map((name) => [`no ${name}`, `(params) => params.filter(([name]) => name !== '${name}')`]),
  ...PARAMETERS.flatMap((one, index) =>
    PARAMETERS.slice(index + 1).map((other) => [
      `${one} and ${other} swapped`,
      `(params) => params.map(([name, text]) => {
        const from = { ${one}: '${other}', ${other}: '${one}' }[name] ?? name
        return [name, params.find(([other]) => other === from)?.[1] ?? text]
      })`,
    ]),
  ),
]

const withReturn = (helper, mistake) => (source) =>
  `${source}
{
  const helper = module.exports.${helper}
  module.exports.${helper} = (...args) => {
    const params = Array.from(helper(...args).matchAll(/([a-z_]+)=("(?:[^"\\\\]|\\\\.)*")/g), ([, name, text]) => [name, text])
    const list = (${mistake})(params).map(([name, text]) => name + '=' + text)
    return list.length === 0 ? 'Bearer' : 'Bearer ' + list.join(', ')
  }
}
`

/** Mistakes in the code: what is replaced, and by what. */
const inCode = [
  ["mcp-proxy's bytes, always", /if \(\s*!changes[^{]*\{/, 'if (true) {'],
  ["mcp-proxy's bytes, never", /if \(\s*!changes[^{]*\{/, 'if (false) {'],
  ['repairs do not matter', /!changes\.some\(isRepair\) &&\s+/, ''],
  ['clients that search do not matter', /isReadByName\(published, configured\) &&\s+/, ''],
  ['strict reading does not matter', / &&\s+isReadStrictly\(published, configured\)/, ''],
  ['long values are repaired', " && reason !== 'length'", ''],
  ['texts are repaired', 'FORMAL.includes(parameter) && ', ''],
  ...['scope', 'error', 'error_uri'].map((name) => [
    `any ${name} is good`,
    /const FORMAL = .*/,
    (line) => line.replace(new RegExp(`'${name}',? ?`), ''),
  ]),
  ...['resource_metadata', 'scope', 'error', 'error_description'].map((name) => [
    `nobody searches for ${name}`,
    /const SOUGHT = .*/,
    (line) => `${line}.filter((sought) => sought !== '${name}')`,
  ]),
  ['names are found once or not at all', '=== (name in configured ? 1 : 0)', '<= 1'],
  ['any value reads strictly', 'params[name] === value', 'name in params'],
  ['blanks are scopes', "(name !== 'scope' || /\\S/.test(value))", 'true'],
  ['quotes are not escaped', ".replaceAll('\"', '\\\\\"')", ''],
  ['nothing is reported', 'if (onChange) changes', 'if (false) changes'],
  [
    'the configuration goes before the response',
    'challenge?.[name] || oauth?.[name]',
    'oauth?.[name] || challenge?.[name]',
  ],
  ['the well-known segment at the end', /url\.pathname = WELL_KNOWN.*/, 'url.pathname += WELL_KNOWN'],
  ['the root has a path', "url.pathname === '/' ? '' : ", ''],
  ['the metadata of the origin', / \+ \(url\.pathname === .*\)/, ''],
  ['no URL of the metadata', 'resource_metadata || (resource', 'resource && (resource'],
  ['empty scopes', 'requiredScopes.filter(Boolean)', 'requiredScopes'],
  [
    'no challenge without a resource',
    "['scope', requiredScopes",
    "['scope', metadataUrl(oauth) && requiredScopes",
  ],
  ['another error in the 403', "'insufficient_scope'", "oauth?.error || 'insufficient_scope'"],
]

/** `{ title, mutate }`; `mutate` throws if there is nothing to replace. */
export const list = [
  ...Object.entries(HELPERS).flatMap(([status, helper]) =>
    inReturns.map(([title, mistake]) => ({
      title: `${status}: ${title}`,
      mutate: withReturn(helper, mistake),
    })),
  ),
  ...inCode.map(([title, before, after]) => ({
    title,
    mutate(source) {
      const mutated = source.replace(before, after)
      if (mutated === source) throw new Error(`nothing to replace for: ${title}`)
      return mutated
    },
  })),
]
