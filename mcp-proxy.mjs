export {
  getProtectedResourceMetadataUrl,
  getScopeChallengeHeader,
  getWWWAuthenticateHeader,
} from './mcp-proxy.js'
