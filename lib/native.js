'use strict'

// The only file that loads the addon.

const { currentPlatform } = require('./platform.js')
const { text } = require('./protocol.js')

/** The file that `npm run build` makes, which no package has. */
function built(platform) {
  try {
    return require(`../auth-challenge.${platform}.node`)
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error
    return undefined
  }
}

/** The back end `{ name, call, table }`. */
function load() {
  const platform = currentPlatform()
  try {
    let native = built(platform)
    if (native === undefined) {
      // By name, and within `try`: what puts a program's files together sees each package, and that it may not be there.
      switch (platform) {
        case 'darwin-arm64':
          native = require('@auth-challenge/binding-darwin-arm64')
          break
        case 'darwin-x64':
          native = require('@auth-challenge/binding-darwin-x64')
          break
        case 'linux-arm-gnueabihf':
          native = require('@auth-challenge/binding-linux-arm-gnueabihf')
          break
        case 'linux-arm64-gnu':
          native = require('@auth-challenge/binding-linux-arm64-gnu')
          break
        case 'linux-arm64-musl':
          native = require('@auth-challenge/binding-linux-arm64-musl')
          break
        case 'linux-s390x-gnu':
          native = require('@auth-challenge/binding-linux-s390x-gnu')
          break
        case 'linux-x64-gnu':
          native = require('@auth-challenge/binding-linux-x64-gnu')
          break
        case 'linux-x64-musl':
          native = require('@auth-challenge/binding-linux-x64-musl')
          break
        case 'win32-arm64-msvc':
          native = require('@auth-challenge/binding-win32-arm64-msvc')
          break
        case 'win32-x64-msvc':
          native = require('@auth-challenge/binding-win32-x64-msvc')
          break
      }
    }
    if (native.version === text.VERSION) return { name: 'native', call: native.call, table: native.table }
    throw new Error(`its version is ${native.version}, and not ${text.VERSION}`)
  } catch (cause) {
    throw require('./not-loaded.js').notLoaded(platform, cause)
  }
}

module.exports = { load }
