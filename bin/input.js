'use strict'

// Field lines from text: values, a block of headers, or what `curl -i` and `curl -v` print.

const STATUS_LINE = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/
const FIELD = /^(www|proxy)-authenticate:[ \t]*(.*?)[ \t]*$/i
const OTHER_FIELD = /^[!#$%&'*+.^_`|~\w-]+:/

const nameOf = (proxy) => (proxy ? 'Proxy-Authenticate' : 'WWW-Authenticate')

/** `{ name, lines, status }` of a text that has the value of the header, or headers. */
function readText(text) {
  const rows = text.split(/\r?\n/).map((row) => row.replace(/^< /, ''))
  const isBlock = rows.some((row) => STATUS_LINE.test(row) || FIELD.test(row))
  if (!isBlock)
    return { name: nameOf(false), lines: rows.filter((row) => row.trim() !== ''), status: undefined }
  return readBlock(rows)
}

/** The headers of the last response: others are redirects, or ask to continue. */
function readBlock(rows) {
  let block = { status: undefined, www: [], proxy: [] }
  let place = 'headers'
  let field
  for (const row of rows) {
    const status = STATUS_LINE.exec(row)
    if (status) {
      block = { status: Number(status[1]), www: [], proxy: [] }
      place = 'headers'
      field = undefined
    } else if (row === '') {
      // Blank rows before the headers are nobody's.
      if (block.status !== undefined || block.www.length + block.proxy.length > 0) place = 'body'
    } else if (place === 'headers') {
      field = readRow(row, block, field)
    }
  }
  const isProxy = block.status === 407 || (block.www.length === 0 && block.proxy.length > 0)
  return { name: nameOf(isProxy), lines: isProxy ? block.proxy : block.www, status: block.status }
}

/** Adds a row to the block; returns the lines that a row which begins with a blank goes on with (RFC 9112 5.2). */
function readRow(row, block, field) {
  const found = FIELD.exec(row)
  if (found) {
    const lines = block[found[1].toLowerCase()]
    lines.push(found[2])
    return lines
  }
  if (/^[ \t]/.test(row) && field) {
    field.push(`${field.pop()} ${row.trim()}`)
    return field
  }
  return OTHER_FIELD.test(row) ? undefined : field
}

/** Values of the command line, each with or without the header's name before it. */
function readValues(values) {
  const fields = values.map((value) => FIELD.exec(value) ?? [value, 'www', value])
  const isProxy = fields.every(([, kind]) => kind.toLowerCase() === 'proxy')
  return { name: nameOf(isProxy), lines: fields.map(([, , line]) => line), status: undefined }
}

module.exports = { nameOf, readText, readValues }
