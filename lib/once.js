'use strict'

/** `load`, which is called once, when what it loads is first needed. */
function once(load) {
  let loaded
  return () => (loaded ??= load())
}

module.exports = { once }
