'use strict'

// The back end at work, which runs the operations of src/boundary/: the addon, or the WebAssembly module where no addon
// loads. It is loaded when it is first needed. scripts/bundle.mjs puts another file in the place of this one, since a
// bundle has the module alone.

const NAMES = ['native', 'wasm']

let loaded

/** `{ name, call, table }`: the table names the operation, and takes the rows of the answer. */
function backend() {
  loaded ??= load()
  return loaded
}

function load() {
  const wanted = process.env.AUTH_CHALLENGE_BACKEND || undefined
  if (wanted !== undefined && !NAMES.includes(wanted)) {
    throw new Error(`AUTH_CHALLENGE_BACKEND must be one of ${NAMES.join(', ')}`)
  }
  if (wanted !== 'wasm') {
    try {
      return require('./native.js').load()
    } catch (error) {
      if (wanted === 'native' || !require('./wasm.js').isUsable) throw error
    }
  }
  return require('./wasm.js').load(compiled())
}

/** The module, of the file that `npm run build` makes. */
function compiled() {
  const file = `${__dirname}/../dist/auth-challenge.wasm`
  return new WebAssembly.Module(require('node:fs').readFileSync(file))
}

module.exports = {
  backend,
  get name() {
    return backend().name
  },
}
