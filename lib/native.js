'use strict'

// The only file that loads the addon.
module.exports = require('../binding.js')
