'use strict'

// What a check says: nothing if all is well, or one of these, or a list of them.

/** `rule` is where it is written, if not where the check says. */
const verdict = (severity) => (message, rule) => ({ severity, message, rule })
const fail = verdict('error')
const warn = verdict('warning')
const note = verdict('note')

/** There is nothing to judge. */
const skip = (why) => ({ skipped: why })

/** What became of a request, in words. */
const outcome = ({ problem, status }) =>
  problem === undefined ? `is answered with ${status}` : `fails: ${problem}`

/** The outcome of a check: `{ skipped }` or `{ problems }`. */
function judged({ judge }, seen) {
  const verdicts = [judge(seen) ?? []].flat().filter(Boolean)
  const skipped = verdicts.find((verdict) => verdict.skipped !== undefined)
  return skipped ? { skipped: skipped.skipped, problems: [] } : { problems: verdicts }
}

module.exports = { fail, judged, note, outcome, skip, warn }
