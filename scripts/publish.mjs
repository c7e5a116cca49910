// Publishes what `stage.mjs` put together: platforms first, the main package last, so that nobody can install a main
// package whose binaries are not there yet. Run again after a failure, it goes on where it stopped.
//
// Everything else is npm's configuration: the registry, a token or the workflow's identity, and provenance
// (NPM_CONFIG_PROVENANCE). Arguments are handed to `npm publish`: `node scripts/publish.mjs --dry-run`.

import fs from 'node:fs'
import path from 'node:path'

import { attempt, cache, manifest, output, platforms, readJson, run } from './project.mjs'

const release = path.join(cache, 'release')
const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/

const folders = [...platforms.map(({ name }) => name), manifest.name].map((name) => path.join(release, name))
const standIns = platforms.filter(
  ({ name, binary }) => fs.statSync(path.join(release, name, binary)).size < 1000,
)
const registry = output('npm', ['config', 'get', 'registry'], { cwd: release })
if (standIns.length > 0 && !LOOPBACK.test(registry)) {
  throw new Error(`not to be published: ${standIns.map(({ name }) => name).join(', ')} are stand-ins`)
}

const tag = manifest.version.includes('-') ? 'next' : 'latest'
for (const folder of folders) {
  const { name, version } = readJson(path.join(folder, 'package.json'))
  if (version !== manifest.version)
    throw new Error(`${name} is staged as ${version}, not ${manifest.version}`)
  const published = attempt('npm', ['view', `${name}@${version}`, 'dist.integrity'], { cwd: folder }).stdout
  if (published !== '') {
    const [{ integrity }] = Object.values(
      JSON.parse(output('npm', ['pack', '--dry-run', '--json'], { cwd: folder })),
    )
    // A version cannot be published twice: what is there is this one, or no release that these sources made.
    if (published !== integrity) {
      throw new Error(`${name}@${version} is published with other contents: ${published}, not ${integrity}`)
    }
    console.log(`${name}@${version} is published already, with the same contents`)
  } else {
    run('npm', ['publish', '--tag', tag, ...process.argv.slice(2)], { cwd: folder })
  }
}
