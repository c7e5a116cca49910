'use strict'

// Options of a test that needs the WebAssembly module: a processor on which it can run.

const { isUsable } = require('../lib/wasm.js')

module.exports = { ON_WASM: { skip: isUsable ? false : 'no WebAssembly on a big-endian processor' } }
