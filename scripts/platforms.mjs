// `npm run test:platforms`: builds for other platforms than this machine's, and runs the JavaScript tests there: ARM
// under qemu, musl in a chroot, a stand-in for Windows under wine. For releases: it takes forty minutes of one processor,
// or a quarter of an hour once all is fetched and built.
//
//   node scripts/platforms.mjs linux-arm64-gnu linux-x64-musl    only these
//
// Debian 12 on x86-64, and root for the chroots. Nothing is installed: packages are unpacked in .cache.

import path from 'node:path'

import { build } from './build.mjs'
import { cache, names, platform, platforms } from './project.mjs'
import { emulated, inChroot } from './platforms/places.mjs'
import { buildForWine, check, windows } from './platforms/windows.mjs'
import { counts, installTests } from './runtimes.mjs'

/** Where each platform's tests run: functions that take the folder of the tests and return runners by their names. */
const PLACES = {
  'linux-arm-gnueabihf': (app) => emulated('arm', app),
  'linux-arm64-gnu': (app) => emulated('arm64', app),
  'linux-arm64-musl': (app) => inChroot('arm64', app),
  'linux-s390x-gnu': (app) => emulated('s390x', app),
  'linux-x64-musl': (app) => inChroot('x64', app),
  'win32-x64-msvc': (app) => windows(app),
}

const rows = []

/** Adds a row to the table; it also prints the row at once, for the run that does not come to its end. */
function report(name, runtime, result) {
  rows.push({ platform: name, runtime, ...result })
  console.log(`> ${name}, ${runtime}: ${JSON.stringify(result)}`)
}

function testPlatform(name) {
  const app = path.join(cache, 'platforms', name, 'app')
  const isWindows = name.startsWith('win32')
  const built = isWindows ? buildForWine() : path.dirname(build(name))
  const tests = installTests(app, { ...platform(name), built })
  for (const [runtime, runFile] of PLACES[name](app)) {
    const started = Date.now()
    const result = { passed: 0, failed: 0, skipped: 0 }
    for (const file of tests) {
      // One by one: `node --test` would start its own program, and the kernel cannot.
      const { ok, printed } = runFile(file)
      const counted = counts(printed)
      result.cases ??= casesOf(printed)
      for (const key of ['passed', 'failed', 'skipped']) result[key] += counted[key]
      if (!ok || counted.passed === 0) {
        if (counted.failed === 0) result.failed += 1
        console.error(`${name}, ${runtime}, ${file}:\n${printed}`)
      }
    }
    result.seconds = Math.round((Date.now() - started) / 1000)
    report(name, runtime, { ...result, note: isWindows ? 'stand-in: windows-gnu' : '' })
  }
}

/** How many cases of each property a test tried, as it says. */
const casesOf = (printed) => {
  const counted = /^\W+(\d+) cases: /m.exec(printed)
  return counted ? Number(counted[1]) : undefined
}

const chosen = names.length > 0 ? names : platforms.map(({ name }) => name)
let failed = false
for (const name of chosen) {
  try {
    // What nothing here can link is checked; CI runs it.
    if (!name.startsWith('linux')) report(name, '-', { note: check(platform(name).triple) })
    if (PLACES[name]) testPlatform(name)
    else if (name.startsWith('linux')) report(name, '-', { note: 'npm run test:runtimes' })
  } catch (error) {
    failed = true
    console.error(error)
    report(name, '-', { note: `not run: ${error.message.split('\n')[0]}` })
  }
}
console.table(rows)
const bad = failed || rows.some(({ failed: count }) => count > 0)
console.log(
  bad
    ? 'NOT every platform is well.'
    : 'Every platform that could be run is well; the notes are about the others.',
)
process.exitCode = bad ? 1 : 0
