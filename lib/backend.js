'use strict'

// The back end at work, which runs the operations of src/boundary/. It is loaded when it is first needed.

let loaded

/** `{ call, table }`: the table names the operation, and takes the rows of the answer. */
function backend() {
  loaded ??= require('./native.js').load()
  return loaded
}

module.exports = { backend }
