'use strict'

/** The changes of one letter that make `b` of `a` (Levenshtein). */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]
}

/** Letters alone, in lower case: `errorDescription` and `error_description` are alike. */
const letters = (name) => name.toLowerCase().replace(/[^a-z]/g, '')

/** How unlike two names are: 0 to 1. */
function unlikeness(a, b) {
  const [x, y] = [letters(a), letters(b)]
  return distance(x, y) / Math.max(x.length, y.length, 1)
}

/** `: did you mean ...?` with the candidate that a misspelt name is most like, or nothing. */
function suggestion(name, candidates) {
  if (name.length > 64) return ''
  const [nearest] = candidates
    .map((candidate) => [unlikeness(name, candidate), candidate])
    .filter(([unlike]) => unlike <= 0.34)
    .sort(([a], [b]) => a - b)
  return nearest ? `: did you mean \`${nearest[1]}\`?` : ''
}

module.exports = { suggestion }
