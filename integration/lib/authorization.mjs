// An authorization server (RFC 8414, 7591, 6749) whose user consents to everything. Of PKCE it takes note only.

import { randomUUID } from 'node:crypto'

import { sendJson, serve, textOf } from '../../scripts/http.mjs'

export async function startAuthorizationServer() {
  const scopes = new Map()
  const routes = {
    '/.well-known/oauth-authorization-server': (_request, response) =>
      sendJson(response, {
        issuer: server.origin,
        authorization_endpoint: `${server.origin}/authorize`,
        code_challenge_methods_supported: ['S256'],
        grant_types_supported: ['authorization_code'],
        registration_endpoint: `${server.origin}/register`,
        response_types_supported: ['code'],
        token_endpoint: `${server.origin}/token`,
        token_endpoint_auth_methods_supported: ['none'],
      }),
    '/register': async (request, response) =>
      sendJson(response, { ...JSON.parse(await textOf(request)), client_id: 'client' }, 201),
    '/authorize': (_request, response, { searchParams }) => {
      const back = new URL(searchParams.get('redirect_uri'))
      back.searchParams.set('code', grant(searchParams.get('scope')))
      back.searchParams.set('state', searchParams.get('state') ?? '')
      response.writeHead(302, { Location: back.href }).end()
    },
    '/token': async (request, response) => {
      const code = new URLSearchParams(await textOf(request)).get('code')
      const scope = scopes.get(code)
      sendJson(response, { access_token: grant(scope), scope, token_type: 'Bearer' })
    },
  }
  const server = await serve((request, response) => {
    const url = new URL(request.url, server.origin)
    const route = routes[url.pathname]
    return route ? route(request, response, url) : response.writeHead(404).end()
  })

  /** A code or token that stands for a scope. */
  function grant(scope) {
    const key = randomUUID()
    scopes.set(key, scope ?? '')
    return key
  }

  return {
    ...server,
    grant,
    /** The scopes of the token that a request carries, if it carries a valid one. */
    scopesOf({ headers: { authorization = '' } }) {
      return scopes.get(authorization.replace(/^Bearer /i, ''))?.split(' ')
    },
  }
}

/** What the user's browser does: goes to the authorization server and comes back with a code. */
export async function consent(url) {
  const response = await fetch(url, { redirect: 'manual' })
  return new URL(response.headers.get('location')).searchParams
}
