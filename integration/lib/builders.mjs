// The places of mcp-proxy where a header is made: how, and what is configured to be in it.

import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { compile, compiled } from './compile.mjs'
import { urlOf } from './expected.mjs'

const given = (params) => Object.fromEntries(Object.entries(params).filter(([_name, value]) => value))

/** What is configured, with what a response says in its place, in the names of a challenge. */
function configured(metadataUrl, { protectedResource, ...params }, more = {}) {
  const resource = protectedResource?.resource
  return {
    ...given(params),
    ...given(more),
    ...given({ resource_metadata: resource && metadataUrl(resource) }),
  }
}

const WELL_KNOWN = '/.well-known/oauth-protected-resource'

/** RFC 9728 3.1, and, as mcp-proxy 6 does for what is not a URL, the segment at the end. */
function inserted(resource) {
  const url = urlOf(resource)
  if (url === undefined) return appended(resource)
  const { host, href, pathname } = url
  return href.replace(host + pathname, () => host + WELL_KNOWN + (pathname === '/' ? '' : pathname))
}

/** As in mcp-proxy 5. */
const appended = (resource) => `${resource}${WELL_KNOWN}`

const API_KEY = {
  error: 'invalid_token',
  error_description: 'Unauthorized: Invalid or missing API key',
}

const of401 = (metadataUrl, defaults) => ({
  '401 refused by authenticate': {
    build: ({ server }, { oauth, challenge }) => server.getWWWAuthenticateHeader(oauth, challenge),
    params: ({ oauth, challenge }) => configured(metadataUrl, oauth, challenge),
  },
  '401 for the API key': {
    build: ({ Middleware }, { oauth, challenge }) =>
      new Middleware({ oauth }).getUnauthorizedResponse(challenge).headers['WWW-Authenticate'],
    params: ({ oauth, challenge }) => ({ ...defaults, ...configured(metadataUrl, oauth, challenge) }),
  },
})

const of403 = (metadataUrl) => ({
  '403 for the scope': {
    build: ({ Middleware }, { oauth, requiredScopes, errorDescription }) =>
      new Middleware({ oauth }).getScopeChallengeResponse(requiredScopes, errorDescription).headers[
        'WWW-Authenticate'
      ],
    params: ({ oauth: { realm, error_uri, protectedResource }, requiredScopes, errorDescription }) =>
      configured(metadataUrl, {
        realm,
        error: 'insufficient_scope',
        error_description: errorDescription,
        error_uri,
        protectedResource,
        scope: requiredScopes.join(' '),
      }),
  },
})

/** 5.10 has no defaults, and does not take what a response says. */
const ofConfigurationAlone = (metadataUrl) =>
  Object.fromEntries(
    Object.entries(of401(metadataUrl, {})).map(([title, { build }]) => [
      title,
      { build, params: ({ oauth }) => configured(metadataUrl, oauth) },
    ]),
  )

/** By line of mcp-proxy. */
export const builders = {
  '6.x': { ...of401(inserted, API_KEY), ...of403(inserted) },
  5.12: { ...of401(appended, API_KEY), ...of403(appended) },
  '5.10': ofConfigurationAlone(appended),
}

/** The modules of a copy of mcp-proxy, which is compiled if that was not done yet. */
export async function load(directory) {
  if (!existsSync(join(directory, 'compiled'))) compile(directory)
  const [server, { AuthenticationMiddleware: Middleware }] = await Promise.all(
    ['startHTTPServer', 'authentication'].map((name) => compiled(directory, name)),
  )
  return { Middleware, server }
}
