// Compiled, not run: an ES module imports each entry by names, and whole by default.
import whole, { ChallengeSyntaxError, parseWwwAuthenticate } from 'auth-challenge'
import mcp, { extractWWWAuthenticateParams, insufficientScope, unauthorized } from 'auth-challenge/mcp'
import mcpProxy, {
  getProtectedResourceMetadataUrl,
  getScopeChallengeHeader,
  getWWWAuthenticateHeader,
} from 'auth-challenge/mcp-proxy'

const refusal: Response = unauthorized({ scope: ['a'] })
const same: typeof parseWwwAuthenticate = whole.parseWwwAuthenticate

void [ChallengeSyntaxError, parseWwwAuthenticate(null)[0]?.scheme, same]
void [extractWWWAuthenticateParams(refusal).scope, insufficientScope, mcp.unauthorized]
void [getProtectedResourceMetadataUrl, getScopeChallengeHeader, getWWWAuthenticateHeader, mcpProxy]
// @ts-expect-error a name that there is not
void whole.parse
