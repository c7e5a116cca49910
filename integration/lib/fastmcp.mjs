// The patch of docs/mcp-proxy.md for fastmcp, made on the syntax tree of what it publishes: `realm` and `scope` of its
// `oauth` reach mcp-proxy, and the challenge that it writes itself is that of `auth-challenge/mcp-proxy`.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { Project, SyntaxKind } from 'ts-morph'

/** Edits the package in `directory`. */
export function patchFastmcp(directory) {
  const project = new Project({ compilerOptions: { allowJs: true }, skipAddingFilesFromTsConfig: true })
  const folder = join(directory, 'dist')
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => project.addSourceFileAtPath(join(folder, name)))
  const [source, ...others] = sources.filter(
    (source) => source.getVariableDeclaration('FastMCP') !== undefined,
  )
  if (source === undefined || others.length > 0) throw new Error('fastmcp has no single class FastMCP')

  source.addImportDeclaration({
    moduleSpecifier: 'auth-challenge/mcp-proxy',
    namedImports: ['getWWWAuthenticateHeader'],
  })
  const methods = source
    .getVariableDeclarationOrThrow('FastMCP')
    .getInitializerIfKindOrThrow(SyntaxKind.ClassExpression)
    .getMethods()
  const method = (name) => methods.find((method) => method.getName() === name)

  method('#httpStreamOAuthConfig').setBodyText(`
const { enabled, protectedResource, realm, scope } = this.#options.oauth ?? {};
const resource = enabled ? protectedResource?.resource : undefined;
return { oauth: { protectedResource: { resource }, realm, scope } };`)

  method('#createUnauthorizedResponse').setBodyText(`
const { oauth } = this.#httpStreamOAuthConfig();
const challenge = { error: "invalid_token", error_description: message };
return new Response(JSON.stringify({ error: { code: -32000, message }, id: null, jsonrpc: "2.0" }), {
  headers: {
    "Content-Type": "application/json",
    "WWW-Authenticate": getWWWAuthenticateHeader(oauth, challenge),
  },
  status: 401,
});`)
  project.saveSync()
}
