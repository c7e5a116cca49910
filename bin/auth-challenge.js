#!/usr/bin/env node
'use strict'

const { run } = require('./run.js')

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

run(process.argv.slice(2), process).then((code) => {
  process.exitCode = code
})
