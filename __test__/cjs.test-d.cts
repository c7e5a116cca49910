// Compiled, not run: a CommonJS module in TypeScript imports each entry by names, by default and by `require`.
import whole, { parseWwwAuthenticate } from 'auth-challenge'
import required = require('auth-challenge')
import mcp = require('auth-challenge/mcp')
import { getWWWAuthenticateHeader } from 'auth-challenge/mcp-proxy'

const same = [required, whole]
const refusal: Response = mcp.unauthorized({ scope: ['a'] })

void [same[0]?.parseWwwAuthenticate, parseWwwAuthenticate(refusal), getWWWAuthenticateHeader]
// @ts-expect-error a name that there is not
void required.parse
