'use strict'

// In the place of lib/backend.js in what scripts/bundle.mjs makes: the WebAssembly module alone, loaded when it is first
// needed. `compiled` is of the bundler's making.

const { compiled } = require('auth-challenge:compiled')
const { load } = require('./wasm.js')

let loaded

function backend() {
  loaded ??= load(compiled())
  return loaded
}

module.exports = { backend, name: 'wasm' }
