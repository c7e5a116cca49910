'use strict'

// The only file that loads the addon.

const { currentPlatform } = require('./platform.js')
const { text } = require('./protocol.js')
const { root } = require('./root.js')

/** The file that `npm run build` makes, which no package has, or else the package of the platform. */
function binding(platform) {
  const file = `${root}/auth-challenge.${platform}.node`
  try {
    return require(file)
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error
    return require(`@auth-challenge/binding-${platform}`)
  }
}

/** The back end `{ name, call, table }`. */
function load() {
  const platform = currentPlatform()
  try {
    const native = binding(platform)
    if (native.version === text.VERSION) return { name: 'native', call: native.call, table: native.table }
    throw new Error(`its version is ${native.version}, and not ${text.VERSION}`)
  } catch (cause) {
    throw require('./not-loaded.js').notLoaded(platform, cause)
  }
}

module.exports = { load }
