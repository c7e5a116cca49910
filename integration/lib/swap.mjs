// The swap of docs/mcp-proxy.md, made on the syntax tree of mcp-proxy's own sources: its three builders of a
// header go, and `auth-challenge/mcp-proxy` is imported in their place.

import { join } from 'node:path'

import { Project } from 'ts-morph'

const MODULE = 'auth-challenge/mcp-proxy'

/**
 * Edits the sources in `directory`. In 5.x `resource_metadata` is the resource with the well-known segment after it,
 * which tests there pin (RFC 9728 3.1 puts it before the path), and there is no challenge without configuration.
 * Both stay as they are.
 *
 * @param {'5.x' | '6.x'} line
 * @returns {{ removed: number, added: number }} lines of code, comments and blank lines not counted
 */
export function swap(directory, line) {
  const project = new Project({ skipAddingFilesFromTsConfig: true })
  const [authentication, server] = ['authentication', 'startHTTPServer'].map((name) =>
    project.addSourceFileAtPath(join(directory, `src/${name}.ts`)),
  )
  const before = codeLines([authentication, server])

  const isOld = line === '5.x'
  const oauth = isOld ? 'withMetadataUrl(this.config.oauth)' : 'this.config.oauth'

  authentication.addImportDeclaration({
    moduleSpecifier: MODULE,
    namedImports: ['getScopeChallengeHeader', 'getWWWAuthenticateHeader'],
  })
  replaceMiddle(authentication, 'getScopeChallengeResponse', [
    `const challenge = getScopeChallengeHeader(${oauth}, requiredScopes, errorDescription);`,
    'if (challenge) { headers["WWW-Authenticate"] = challenge; }',
  ])
  replaceMiddle(authentication, 'getUnauthorizedResponse', [
    `const oauth = ${oauth};`,
    `${isOld ? 'if (oauth) ' : ''}headers["WWW-Authenticate"] = getWWWAuthenticateHeader({`,
    '  ...oauth,',
    '  error: oauth?.error || "invalid_token",',
    '  error_description: oauth?.error_description || "Unauthorized: Invalid or missing API key",',
    '}, options);',
  ])

  const builder = server.getVariableStatementOrThrow('getWWWAuthenticateHeader')
  if (isOld) {
    authentication.addStatements([
      'export const withMetadataUrl = (oauth: AuthConfig["oauth"]) => oauth && ({',
      '  ...oauth,',
      '  protectedResource: oauth.protectedResource?.resource ? {',
      '    resource_metadata: `${oauth.protectedResource.resource}/.well-known/oauth-protected-resource`,',
      '  } : undefined,',
      '});',
    ])
    server.addImportDeclaration({
      moduleSpecifier: MODULE,
      namedImports: [{ name: 'getWWWAuthenticateHeader', alias: 'challengeHeader' }],
    })
    importOf(server, './authentication.js').addNamedImport('withMetadataUrl')
    builder.replaceWithText(
      [
        'const getWWWAuthenticateHeader = (',
        '  oauth: AuthConfig["oauth"], options: Parameters<typeof challengeHeader>[1],',
        ') => oauth && challengeHeader(withMetadataUrl(oauth), options);',
      ].join('\n'),
    )
  } else {
    builder.remove()
    server.addImportDeclaration({ moduleSpecifier: MODULE, namedImports: ['getWWWAuthenticateHeader'] })
    authentication.getVariableStatementOrThrow('getProtectedResourceMetadataUrl').remove()
    importOf(server, './authentication.js')
      .getNamedImports()
      .find((name) => name.getName() === 'getProtectedResourceMetadataUrl')
      .remove()
  }

  project.saveSync()
  const after = codeLines([authentication, server])
  return { removed: before.filter(without(after)).length, added: after.filter(without(before)).length }
}

/** Replaces what stands between a method's first statement, the headers, and its last, what it returns. */
function replaceMiddle(source, name, lines) {
  const method = source.getClassOrThrow('AuthenticationMiddleware').getMethodOrThrow(name)
  // Comments count as statements there.
  method.removeStatements([1, method.getStatementsWithComments().length - 2])
  method.insertStatements(1, lines.join('\n'))
}

const importOf = (source, module) => source.getImportDeclarationOrThrow(module)

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
