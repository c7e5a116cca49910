'use strict'

module.exports = require('./lib/mcp.js')
