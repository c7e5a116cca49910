'use strict'

const GROUPS = {
  Answers: require('./answers.js'),
  Challenges: require('./challenges.js'),
  Metadata: require('./metadata.js'),
  'Authorization servers': require('./servers.js'),
  Browsers: require('./browsers.js'),
  DPoP: require('./dpop.js'),
}

/** Every check, in the order of the report: `{ id, title, rule, group, judge }`; `judge` takes what was seen. */
module.exports = Object.entries(GROUPS).flatMap(([group, checks]) =>
  checks.map((check) => ({ ...check, group })),
)
