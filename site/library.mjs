// In the place of entries/index.js: what the page needs of the library, so that the rest is not sent.

export { ChallengeSyntaxError } from '../lib/errors.js'
export { forwardChallenge } from '../lib/forward.js'
export { lintWwwAuthenticate } from '../lib/lint.js'
export { parseWwwAuthenticate } from '../lib/parse.js'
