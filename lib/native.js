'use strict'

// The only file that loads the addon.

const { currentPlatform, notLoaded } = require('./platform.js')

function load() {
  try {
    return require('../binding.js')
  } catch (cause) {
    // The loader's own words are about napi-rs; these are about what to do.
    throw notLoaded(currentPlatform(), cause)
  }
}

module.exports = load()
