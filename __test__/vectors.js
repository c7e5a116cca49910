'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')

/** The vectors of a file of tests/vectors/. */
function vectors(file) {
  const text = fs.readFileSync(path.join(__dirname, '../tests/vectors', file), 'utf8')
  const vectors = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.ok(vectors.length > 0, `no vectors in ${file}`)
  return vectors
}

module.exports = { vectors }
