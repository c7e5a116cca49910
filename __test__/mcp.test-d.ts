// Compiled, not run: what TypeScript must accept and refuse of the sub-paths.
import type { Change } from 'auth-challenge'
import { extractWWWAuthenticateParams, insufficientScope, unauthorized } from 'auth-challenge/mcp'
import {
  getProtectedResourceMetadataUrl,
  getScopeChallengeHeader,
  getWWWAuthenticateHeader,
} from 'auth-challenge/mcp-proxy'

const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(new Response())
const url: URL | undefined = resourceMetadataUrl
const text: string | undefined = scope

const refusals: Response[] = [
  unauthorized(),
  unauthorized({
    error: 'invalid_token',
    resource: new URL('https://a.example'),
    scope: ['a', 'b'] as const,
  }),
  unauthorized({ challenges: new Response(), headers: { 'Retry-After': '1' }, id: null }),
  insufficientScope({ acr_values: 'mfa', scheme: 'DPoP', scope: 'a b' }),
]
// @ts-expect-error a scheme that has no such parameters
unauthorized({ scheme: 'Basic' })
// @ts-expect-error an object is not a value
unauthorized({ realm: {} })

const config = { protectedResource: { resource: 'https://a.example' }, realm: 'a' }
const header: string = getWWWAuthenticateHeader(config, { error: 'invalid_token' })
const bare: string = getWWWAuthenticateHeader()
const onChange = ({ parameter, before, after }: Change) => void [parameter, before, after]
const reported: string = getWWWAuthenticateHeader(config, undefined, { onChange })
const challenge: string = getScopeChallengeHeader(config, ['a'], 'b', { onChange })
// @ts-expect-error an unknown option
getWWWAuthenticateHeader(config, {}, { scheme: 'DPoP' })
const metadata: string = getProtectedResourceMetadataUrl('https://a.example')
// @ts-expect-error scopes are a list
getScopeChallengeHeader(config, 'a')

void [url, text, refusals, header, bare, reported, challenge, metadata]
