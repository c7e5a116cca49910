'use strict'

const { PLATFORMS } = require('./platform.js')
const { text } = require('./protocol.js')

function isInstalled(binding) {
  try {
    return require.resolve(binding) !== undefined
  } catch {
    return false
  }
}

/** What the innermost of errors that caused one another says. */
function reasonOf(error) {
  let root = error
  for (let depth = 0; root?.cause && depth < 100; depth += 1) root = root.cause
  return String(root?.message ?? root ?? 'the loader gives no reason')
}

/** The error for an addon that is not there or cannot be loaded: which, where, and what to do about it. */
function notLoaded(platform, cause, installed = isInstalled) {
  const binding = `@auth-challenge/binding-${platform}`
  const [code, lines] = !PLATFORMS.includes(platform)
    ? ['platform-unsupported', unsupported(platform)]
    : installed(binding)
      ? ['binding-unusable', unusable(platform, binding, cause)]
      : ['binding-missing', missing(platform, binding)]
  // Of a package that is not there, the loader has nothing to say that the message does not.
  const options = code === 'binding-unusable' ? { cause } : {}
  return Object.assign(new Error(lines.join('\n'), options), { code, platform, package: binding })
}

const unsupported = (platform) => [
  `auth-challenge has no binary for ${platform}.`,
  `It has one for ${PLATFORMS.join(', ')}.`,
]

const unusable = (platform, binding, cause) => [
  `auth-challenge cannot load its binary for ${platform}, although ${binding} is installed: ${reasonOf(cause)}`,
  'Linux with glibc needs version 2.17 or newer. Other reasons are a damaged download and a policy against addons.',
]

const missing = (platform, binding) => [
  `auth-challenge has a binary for ${platform}, but its package ${binding} is not installed.`,
  'It is an optional dependency, which the package manager chooses by system, processor and libc. What to do:',
  '- install without `--omit=optional` (npm), `--no-optional` (pnpm), `--ignore-optional` (yarn 1)',
  '- install on the platform that runs the program: node_modules from another system, or from glibc for musl',
  '  (Alpine), has another package',
  `- or name it: npm install ${binding}@${text.VERSION}`,
]

module.exports = { notLoaded }
