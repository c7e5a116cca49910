// Puts together in .cache/release what is to be published: a folder for each platform's package and one for the main.
//
// The main package gets its `optionalDependencies` here and not in the repository: there, `npm ci` would look for
// packages that the release has yet to publish, and fail.
//
//   node scripts/stage.mjs                every binary must be in .cache/bindings/<platform>
//   node scripts/stage.mjs linux-x64-gnu  for rehearsals: of all others, what was left from an earlier build would be
//                                         no true picture, and a text file takes the place of the binary

import fs from 'node:fs'
import path from 'node:path'

import {
  cache,
  hasRustSources,
  isMain,
  manifest,
  names,
  platforms,
  readJson,
  root,
  writeJson,
} from './project.mjs'

const MAX_BINARY = 600_000

const chosen = platforms.filter(({ name }) => names.length === 0 || names.includes(name))

/** How the binaries of a system and processor begin: at an offset, these bytes. */
const MAGIC = {
  'darwin-arm64': [[0, 'cffaedfe0c000001']],
  'darwin-x64': [[0, 'cffaedfe07000001']],
  'linux-arm': [
    [0, '7f454c4601'],
    [18, '2800'],
  ],
  'linux-arm64': [
    [0, '7f454c4602'],
    [18, 'b700'],
  ],
  'linux-x64': [
    [0, '7f454c4602'],
    [18, '3e00'],
  ],
  'win32-arm64': [
    [0, '4d5a'],
    ['pe', '5045000064aa'],
  ],
  'win32-x64': [
    [0, '4d5a'],
    ['pe', '504500006486'],
  ],
}

function checkBinary(bytes, { name, os, cpu }) {
  for (const [place, magic] of MAGIC[`${os}-${cpu}`]) {
    const at = place === 'pe' ? bytes.readUInt32LE(0x3c) : place
    const found = bytes.toString('hex', at, at + magic.length / 2)
    if (found !== magic)
      throw new Error(`${name}: no binary of that platform (${found} at ${at}, not ${magic})`)
  }
  if (bytes.length <= MAX_BINARY) return
  const excess = `${name}: ${bytes.length} bytes are more than ${MAX_BINARY}`
  const isRelease = names.length === 0
  if (isRelease || hasRustSources()) throw new Error(excess)
  console.warn(
    `${excess}, as they are with the library that came with Rust. Its sources are not to be had here.`,
  )
}

/** Copies a platform's package with its binary. Returns a line about it. */
function stagePlatform(platform, staged) {
  fs.cpSync(platform.folder, staged, { recursive: true })
  fs.copyFileSync(path.join(root, 'LICENSE'), path.join(staged, 'LICENSE'))
  const into = path.join(staged, platform.binary)
  if (!chosen.includes(platform)) {
    fs.writeFileSync(into, 'A rehearsal of a release: this is no binary.\n')
    return 'STAND-IN, not built here'
  }
  const bytes = fs.readFileSync(path.join(platform.built, platform.binary))
  checkBinary(bytes, platform)
  fs.writeFileSync(into, bytes, { mode: 0o644 })
  return `${bytes.length} bytes`
}

/** The package.json of the main package. What only the repository needs is left out. */
export function publishedManifest() {
  const { allowScripts, devDependencies, napi, overrides, scripts, ...published } = manifest
  const optionalDependencies = Object.fromEntries(
    platforms.map(({ package: name }) => [name, manifest.version]),
  )
  return { ...published, optionalDependencies }
}

/** Copies the main package. */
function stageMain(staged) {
  fs.mkdirSync(staged, { recursive: true })
  for (const file of [...manifest.files, 'LICENSE', 'README.md']) {
    // `npm pack` would leave out in silence what is not there; this throws.
    fs.cpSync(path.join(root, file), path.join(staged, file), { recursive: true })
  }
  writeJson(path.join(staged, 'package.json'), publishedManifest())
}

function stage() {
  const release = path.join(cache, 'release')
  fs.rmSync(release, { recursive: true, force: true })
  for (const platform of platforms) {
    const { version } = readJson(path.join(platform.folder, 'package.json'))
    if (version !== manifest.version)
      throw new Error(`${platform.name} is of ${version}: run npm run packages`)
    console.log(
      `${platform.package}@${version}: ${stagePlatform(platform, path.join(release, platform.name))}`,
    )
  }
  stageMain(path.join(release, manifest.name))
  console.log(`${manifest.name}@${manifest.version}`)
}

if (isMain(import.meta)) stage()
