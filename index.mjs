export {
  ChallengeFormatError,
  ChallengeSyntaxError,
  bearerChallenge,
  createForwarder,
  findChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
} from './index.js'
