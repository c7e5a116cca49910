export { extractWWWAuthenticateParams, insufficientScope, unauthorized } from './mcp.js'
