'use strict'

// How several strings cross into the addon in one call: end to end, with a table of where each ends.

/** A table that is used again: of a small array of its own, V8 would move the memory for every call. */
const shared = new Uint32Array(256)

/** The number of strings, then the end of each. It holds until the next call. */
function ends(strings) {
  const count = strings.length
  const table = count < shared.length ? shared : new Uint32Array(count + 1)
  table[0] = count
  for (let at = 0, end = 0; at < count; at += 1) table[at + 1] = end += strings[at].length
  return table
}

/** Calls a function of the addon with strings. */
const call = (name, strings) => name(strings.join(''), ends(strings))

/** Calls one that answers with strings: where those end is in the table then, if they are not an array already. */
function callForLines(name, strings) {
  const table = ends(strings)
  const text = name(strings.join(''), table)
  if (typeof text !== 'string') return text
  const lines = []
  for (let at = 1, start = 0; at <= table[0]; at += 1) {
    lines.push(text.slice(start, table[at]))
    start = table[at]
  }
  return lines
}

module.exports = { call, callForLines, ends }
