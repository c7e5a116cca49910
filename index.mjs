export {
  ChallengeFormatError,
  ChallengeSyntaxError,
  bearerChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
} from './index.js'
