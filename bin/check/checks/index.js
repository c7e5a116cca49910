'use strict'

/** Every check, in the order of the report: `{ id, title, rule, judge }`; `judge` takes what was seen. */
module.exports = [
  ...require('./answers.js'),
  ...require('./challenges.js'),
  ...require('./metadata.js'),
  ...require('./servers.js'),
  ...require('./browsers.js'),
  ...require('./dpop.js'),
]
