'use strict'

const { once } = require('./once.js')
const { number } = require('./protocol.js')
const { challengesOf, readRows } = require('./read.js')

const fromSource = once(() => require('./source.js'))
const withOptions = once(() => require('./parse-options.js'))

function parseWwwAuthenticate(source, options) {
  if (options !== undefined) return withOptions().parse(source, options)
  const lines = typeof source === 'string' ? source : fromSource().fieldLines(source)
  return lines === undefined ? [] : readRows(lines, 0, number.DEFAULT_MAX_LENGTH, challengesOf)
}

module.exports = { parseWwwAuthenticate }
