'use strict'

module.exports = require('./lib/mcp-proxy.js')
