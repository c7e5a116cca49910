// Compiled, not run: the ESM entries of the sub-paths have the same names.
import { extractWWWAuthenticateParams, insufficientScope, unauthorized } from 'auth-challenge/mcp'
import {
  getProtectedResourceMetadataUrl,
  getScopeChallengeHeader,
  getWWWAuthenticateHeader,
} from 'auth-challenge/mcp-proxy'

const refusal: Response = unauthorized({ scope: ['a'] })

void [extractWWWAuthenticateParams(refusal).scope, insufficientScope, getProtectedResourceMetadataUrl]
void [getScopeChallengeHeader, getWWWAuthenticateHeader]
