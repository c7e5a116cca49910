// Checks before a release that everything has one version: `node scripts/check-release.mjs v1.2.3`

import fs from 'node:fs'
import path from 'node:path'

import { manifest, names, platforms, readJson, root } from './project.mjs'

const [tag] = names
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8')
const versions = {
  tag: tag?.replace(/^v/, ''),
  'package.json': manifest.version,
  'package-lock.json': readJson(path.join(root, 'package-lock.json')).version,
  'Cargo.toml': /^version = "(.*)"$/m.exec(read('Cargo.toml'))?.[1],
  'Cargo.lock': /^name = "auth-challenge"\nversion = "(.*)"$/m.exec(read('Cargo.lock'))?.[1],
  // The newest release of the changelog; what is unreleased stands above it.
  'CHANGELOG.md': /^## \[(\d.*?)\]/m.exec(read('CHANGELOG.md'))?.[1],
  ...Object.fromEntries(
    platforms.map(({ name, folder }) => [name, readJson(path.join(folder, 'package.json')).version]),
  ),
}

const different = Object.entries(versions).filter(([, version]) => version !== manifest.version)
for (const [place, version] of different)
  console.error(`${place}: ${version ?? 'no version'}, not ${manifest.version}`)
if (different.length > 0) process.exit(1)
console.log(`everything is ${manifest.version}`)
