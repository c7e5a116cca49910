'use strict'

const { readFileSync } = require('node:fs')

/** The platforms that have a package in `npm/`. */
const PLATFORMS = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm-gnueabihf',
  'linux-arm64-gnu',
  'linux-arm64-musl',
  'linux-s390x-gnu',
  'linux-x64-gnu',
  'linux-x64-musl',
  'win32-arm64-msvc',
  'win32-x64-msvc',
]

/** The libc of Linux: as the loader looks for it, so that both mean the same. */
function isMusl() {
  try {
    return readFileSync('/usr/bin/ldd', 'utf8').includes('musl')
  } catch {
    return reportsMusl()
  }
}

function reportsMusl() {
  try {
    const { header, sharedObjects = [] } = process.report.getReport()
    return !header.glibcVersionRuntime && sharedObjects.some((file) => /libc\.musl-|ld-musl-/.test(file))
  } catch {
    // Bun has no report, and Deno asks for a permission. Most systems have glibc.
    return false
  }
}

/** This process's platform, named as napi names it. */
function currentPlatform({ platform, arch } = process) {
  if (platform === 'win32') return `win32-${arch}-msvc`
  if (platform !== 'linux') return `${platform}-${arch}`
  const libc = isMusl() ? 'musl' : 'gnu'
  return `linux-${arch}-${libc}${arch === 'arm' ? 'eabihf' : ''}`
}

module.exports = { PLATFORMS, currentPlatform }
