'use strict'

// What a user of the package gets beside it, and what a release runs.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { PLATFORMS } = require('../../lib/platform.js')
const { version } = require('../../package.json')

const root = path.join(__dirname, '../..')
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8')

/** The crates that are compiled into the addon, the module or both. A new one is a decision: its row is in CONTRIBUTING. */
const CRATES = [
  ...['auth-challenge', 'nom', 'memchr'],
  // napi, and what it needs
  ...['napi', 'napi-sys', 'bitflags', 'cfg-if', 'ctor', 'libc', 'libloading', 'nohash-hasher', 'rustc-hash'],
  ...['futures', 'futures-channel', 'futures-core', 'futures-executor', 'futures-io', 'futures-sink'],
  ...['futures-task', 'futures-util', 'pin-project-lite', 'slab', 'windows-link'],
]

/** What makes npm run or install something. */
const DEPENDENCIES = ['dependencies', 'peerDependencies', 'bundleDependencies', 'bundledDependencies']
const SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare']

test('a user installs the package and the binary of the platform, and nothing else runs or comes', async () => {
  const { publishedManifest } = await import('../../scripts/stage.mjs')
  const published = publishedManifest()
  const binaries = PLATFORMS.map((platform) => [`@auth-challenge/binding-${platform}`, version])
  assert.deepEqual(Object.entries(published.optionalDependencies).sort(), binaries.sort())
  const platforms = PLATFORMS.map((platform) => require(`../../npm/${platform}/package.json`))
  for (const manifest of [published, ...platforms]) {
    for (const field of DEPENDENCIES) assert.equal(manifest[field], undefined, `${manifest.name}: ${field}`)
    assert.equal(manifest.scripts, undefined, manifest.name)
  }
  for (const platform of platforms) assert.equal(platform.optionalDependencies, undefined, platform.name)
  const { scripts } = require('../../package.json')
  for (const script of SCRIPTS) assert.equal(scripts[script], undefined, script)
})

test('the binaries hold the crates that are named here, and the bill of materials has a digest of each', async () => {
  const { billOfMaterials, shippedCrates } = await import('../../scripts/sbom.mjs')
  assert.deepEqual(
    shippedCrates()
      .map(({ name }) => name)
      .sort(),
    CRATES.sort(),
  )
  const { components, metadata } = billOfMaterials()
  assert.equal(metadata.component.purl, `pkg:cargo/auth-challenge@${version}`)
  assert.equal(components.length, CRATES.length - 1)
  for (const { hashes, licenses, purl } of components) {
    assert.match(purl, /^pkg:cargo\/[\w-]+@\d+\.\d+\.\d+$/)
    assert.match(hashes[0].content, /^[\da-f]{64}$/, purl)
    assert.match(licenses[0].expression, /^[\w.-]+( OR [\w.-]+)*$/, purl)
  }
})

/** The jobs of a workflow: name and text, without comments. */
const jobsOf = (file) =>
  read(`.github/workflows/${file}`)
    .replaceAll(/^ *#.*\n/gm, '')
    .split(/\n(?= {2}[\w-]+:\n)/)
    .slice(1)
    .map((text) => [text.trim().split(':')[0], text])

test('what is shipped is built without install scripts of npm packages, of locked crates, by one Rust', () => {
  const jobs = jobsOf('ci.yml').filter(([name]) => ['build', 'wasm', 'stage'].includes(name))
  assert.equal(jobs.length, 3)
  for (const [name, text] of jobs) assert.doesNotMatch(text, /npm ci(?! --ignore-scripts)/, name)
  assert.match(read('rust-toolchain.toml'), /^channel = "\d+\.\d+\.\d+"$/m)
  for (const file of ['scripts/build.mjs', 'scripts/wasm.mjs', 'scripts/publish-crate.mjs']) {
    assert.match(read(file), /'--locked'/, file)
  }
  for (const name of ['build', 'lint:rust', 'test:rust']) {
    for (const command of require('../../package.json').scripts[name].split(' && ')) {
      if (/^(cargo (?!fmt)|napi build)/.test(command)) assert.match(command, /--locked/, command)
    }
  }
  const requirements = read('scripts/requirements.txt')
    .split(/\n(?=[\w-]+==)/)
    .slice(1)
  assert.ok(requirements.length > 0)
  for (const requirement of requirements) assert.match(requirement, /--hash=sha256:[\da-f]{64}/)
  assert.match(read('scripts/build.mjs'), /--require-hashes/)
})

test('a job of a release that can get a token builds nothing and installs nothing', () => {
  const withToken = jobsOf('release.yml').filter(([, text]) => text.includes('id-token: write'))
  assert.deepEqual(
    withToken.map(([name]) => name),
    ['npm', 'sbom', 'crate'],
  )
  for (const [name, text] of withToken) {
    assert.doesNotMatch(text, /npm (ci|install|i)\b|cargo (build|install|test)|npm run/, name)
  }
  assert.doesNotMatch(read('.github/workflows/release.yml'), /cargo publish/)
  assert.match(read('scripts/publish-crate.mjs'), /'publish', '--no-verify', '--locked'/)
})
