// The swaps of docs/mcp-proxy.md, made on the syntax tree of mcp-proxy's own sources: its builders of a header go, and
// `auth-challenge/mcp-proxy` is imported in their place.

import { join } from 'node:path'

import { Project } from 'ts-morph'

const MODULE = 'auth-challenge/mcp-proxy'

/**
 * Edits the sources in `directory`.
 *
 * @param {'5.10' | '5.12' | '6.x'} line
 * @returns {{ removed: number, added: number }} lines of code, comments and blank lines not counted
 */
export function swap(directory, line) {
  const project = new Project({ skipAddingFilesFromTsConfig: true })
  const [authentication, server] = ['authentication', 'startHTTPServer'].map((name) =>
    project.addSourceFileAtPath(join(directory, `src/${name}.ts`)),
  )
  const before = codeLines([authentication, server])
  recipes[line](authentication, server)
  project.saveSync()
  const after = codeLines([authentication, server])
  return { removed: before.filter(without(after)).length, added: after.filter(without(before)).length }
}

const recipes = { '5.10': swap5_10, 5.12: swap5_12, '6.x': swap6 }

function swap6(authentication, server) {
  importFrom(authentication, ['getScopeChallengeHeader', 'getWWWAuthenticateHeader'])
  replaceBuilders(authentication, 'this.config.oauth')

  server.getVariableStatementOrThrow('getWWWAuthenticateHeader').remove()
  importFrom(server, ['getWWWAuthenticateHeader'])
  authentication.getVariableStatementOrThrow('getProtectedResourceMetadataUrl').remove()
  ownImport(server)
    .getNamedImports()
    .find((name) => name.getName() === 'getProtectedResourceMetadataUrl')
    .remove()
}

/** 5.11 and later: as 6, but for two habits that tests there pin, and that stay as they are. */
function swap5_12(authentication, server) {
  importFrom(authentication, ['getScopeChallengeHeader', 'getWWWAuthenticateHeader'])
  replaceBuilders(authentication, 'withMetadataUrl(this.config.oauth)', 'if (oauth) ')
  authentication.addStatements(withMetadataUrl('AuthConfig["oauth"]'))

  importFrom(server, [{ name: 'getWWWAuthenticateHeader', alias: 'challengeHeader' }])
  ownImport(server).addNamedImport('withMetadataUrl')
  server
    .getVariableStatementOrThrow('getWWWAuthenticateHeader')
    .replaceWithText(
      [
        'const getWWWAuthenticateHeader = (',
        '  oauth: AuthConfig["oauth"], options: Parameters<typeof challengeHeader>[1],',
        ') => oauth && challengeHeader(withMetadataUrl(oauth), options);',
      ].join('\n'),
    )
}

/** 5.10 and earlier: knows of `resource` alone, and answers in its own words when `authenticate` throws a `Response`. */
function swap5_10(authentication, server) {
  importFrom(authentication, [
    { name: 'getWWWAuthenticateHeader', alias: 'challengeHeader' },
    { name: 'OAuthConfig', isTypeOnly: true },
  ])
  authentication.getInterfaceOrThrow('AuthConfig').getPropertyOrThrow('oauth').setType('OAuthConfig')
  replaceMiddle(authentication, 'getUnauthorizedResponse', [
    'const challenge = getWWWAuthenticateHeader(this.config.oauth);',
    'if (challenge) { headers["WWW-Authenticate"] = challenge; }',
  ])
  authentication.addStatements([
    'export const getWWWAuthenticateHeader = (oauth?: OAuthConfig) => {',
    '  const challenge = challengeHeader(withMetadataUrl(oauth));',
    '  return challenge === "Bearer" ? undefined : challenge;',
    '};',
    ...withMetadataUrl('OAuthConfig | undefined'),
  ])

  server.getVariableStatementOrThrow('getWWWAuthenticateHeader').remove()
  ownImport(server).addNamedImport('getWWWAuthenticateHeader')
  replaceOnce(
    server,
    '// Extract error details from thrown errors',
    'if (handleResponseError(error, res)) {\n  return true;\n}\n',
  )
  replaceOnce(
    server,
    '.writeHead(error.status, error.statusText, fixedHeaders)\n      .end(error.statusText);',
    [
      '.writeHead(error.status, error.statusText, fixedHeaders);',
      'void error.text().then((body) => res.end(body || error.statusText));',
    ].join('\n'),
  )
}

/**
 * In 5.x `resource_metadata` is the resource with the well-known segment after it (RFC 9728 3.1 puts it before the
 * path), and there is no 401 challenge without configuration.
 */
const withMetadataUrl = (type) => [
  `export const withMetadataUrl = (oauth: ${type}) => oauth && ({`,
  '  ...oauth,',
  '  protectedResource: oauth.protectedResource?.resource ? {',
  '    resource_metadata: `${oauth.protectedResource.resource}/.well-known/oauth-protected-resource`,',
  '  } : undefined,',
  '});',
]

function replaceBuilders(authentication, oauth, condition = '') {
  replaceMiddle(authentication, 'getScopeChallengeResponse', [
    `headers["WWW-Authenticate"] = getScopeChallengeHeader(${oauth}, requiredScopes, errorDescription);`,
  ])
  replaceMiddle(authentication, 'getUnauthorizedResponse', [
    `const oauth = ${oauth};`,
    `${condition}headers["WWW-Authenticate"] = getWWWAuthenticateHeader({`,
    '  ...oauth,',
    '  error: oauth?.error || "invalid_token",',
    '  error_description: oauth?.error_description || "Unauthorized: Invalid or missing API key",',
    '}, options);',
  ])
}

/** Replaces what stands between a method's first statement, the headers, and its last, what it returns. */
function replaceMiddle(source, name, lines) {
  const method = source.getClassOrThrow('AuthenticationMiddleware').getMethodOrThrow(name)
  // Comments count as statements there.
  method.removeStatements([1, method.getStatementsWithComments().length - 2])
  method.insertStatements(1, lines.join('\n'))
}

function replaceOnce(source, before, after) {
  const parts = source.getFullText().split(before)
  if (parts.length !== 2) throw new Error(`${parts.length - 1} times ${before}`)
  source.replaceWithText(parts.join(after))
}

const importFrom = (source, namedImports) =>
  source.addImportDeclaration({ moduleSpecifier: MODULE, namedImports })

const ownImport = (server) => server.getImportDeclarationOrThrow('./authentication.js')

/** Each line of code once more than `others` have it. */
function without(others) {
  const left = new Map()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return (line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  }
}

function codeLines(sources) {
  return sources
    .flatMap((source) => source.getFullText().split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(\/\/|\/?\*)/.test(line))
}
