'use strict'

// The way from a file of this folder to the package's own. In dist/ it is longer: scripts/bundle.mjs puts another file here.

module.exports = { root: '..' }
