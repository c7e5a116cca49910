'use strict'

// Colours, widths, and text that is safe to print. `styleText` of node:util is younger than the oldest Node.js here.

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 }

/** True if the stream shows colours: a terminal, unless NO_COLOR (no-color.org) or FORCE_COLOR says otherwise. */
function hasColour(stream, env) {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0'
  return Boolean(stream.isTTY) && env.TERM !== 'dumb'
}

/** Functions that colour a text, or leave it as it is. */
function styles(coloured) {
  const style = (code) => (text) => (coloured && text !== '' ? `\x1b[${code}m${text}\x1b[0m` : text)
  return Object.fromEntries(Object.entries(CODES).map(([name, code]) => [name, style(code)]))
}

/** The columns of the terminal. */
function widthOf(stream, env) {
  const columns = stream.columns || Number(env.COLUMNS)
  return Number.isInteger(columns) && columns > 0 ? Math.max(columns, 40) : 80
}

/** Control characters, those that reorder or hide text, and halves of characters. */
const UNSAFE =
  /[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu

const picture = (character) => {
  const code = character.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : '\ufffd'
}

/** The text with a picture of each character that a terminal would act on. */
const visible = (text) => text.replace(UNSAFE, picture)

/** The same, a column for each UTF-16 code unit, so that a caret stands under its place. */
const inColumns = (text) => visible(text).replace(/[^\0-\xff\u2400-\u2421]/g, '\ufffd')

/** JSON with an escape for each such character. */
const json = (value) =>
  JSON.stringify(value, undefined, 2).replace(UNSAFE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** The text in rows of at most `width` columns, broken at spaces where there are any. */
function wrap(text, width) {
  const rows = []
  let rest = text
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width)
    const end = space > width / 2 ? space : width
    rows.push(rest.slice(0, end))
    rest = rest.slice(end === space ? end + 1 : end)
  }
  return [...rows, rest]
}

/** `a, b and c`. */
const listed = (entries) => [entries.slice(0, -1).join(', '), entries.at(-1)].filter(Boolean).join(' and ')

/** Such a list in such rows, after a beginning. The words of one entry stay together. */
function wrapList(entries, width, beginning = '') {
  const text = beginning + listed(entries.map((entry) => entry.replaceAll(' ', '\xa0')))
  return wrap(text, width).map((row) => row.replaceAll('\xa0', ' '))
}

module.exports = { hasColour, inColumns, json, listed, styles, visible, widthOf, wrap, wrapList }
