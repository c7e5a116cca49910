export { ChallengeSyntaxError, parseWwwAuthenticate } from './index.js'
