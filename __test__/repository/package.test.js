'use strict'

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { PLATFORMS } = require('../../lib/platform.js')
const manifest = require('../../package.json')

const root = path.join(__dirname, '../..')

/** Most of it is the WebAssembly module: once as a file, and in the scripts of dist/. */
const MAX_PACKED = 650_000

const WASM = 'dist/auth-challenge.wasm'

/** Every file that `exports` names. */
const targetsOf = (value) =>
  typeof value === 'string' ? [value.replace('./', '')] : Object.values(value).flatMap(targetsOf)

/** The files of dist/ that some entries import, and what these import. */
function sharedOf(entries) {
  const seen = new Set(entries.filter((file) => /^dist\/.*js$/.test(file)))
  for (const file of seen) {
    const code = fs.readFileSync(path.join(root, file), 'utf8')
    for (const [, imported] of code.matchAll(/(?:from|require\()\s*["'](\.[^"'?]+)/g)) {
      const target = path.posix.join(path.posix.dirname(file), imported)
      if (target !== WASM) seen.add(target)
    }
  }
  return Array.from(seen).filter((file) => !entries.includes(file))
}

const tracked = (...folders) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...folders], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .filter((file) => fs.existsSync(path.join(root, file)))

test('the tarball holds the entries, their types, lib/ and what is made of them, and nothing else', (t) => {
  const print = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ files, size, unpackedSize }] = Object.values(JSON.parse(print))
  const entries = targetsOf(manifest.exports)
  const shared = sharedOf(entries)
  assert.ok(shared.length > 0)
  // The files for Node.js are those of entries/ and lib/, line by line, but for one.
  const isMade = (file) => !file.startsWith('dist/node-addons/') || file.endsWith('/reading.cjs')
  const maps = [...entries, ...shared]
    .filter((file) => /^dist\/.*[cm]js$/.test(file) && isMade(file))
    .map((file) => `${file}.map`)
  const expected = new Set([
    ...entries,
    ...shared,
    ...maps,
    WASM,
    'dist/fflate-LICENSE',
    'index.d.ts',
    'LICENSE',
    'README.md',
    ...tracked('bin', 'entries', 'fetch', 'lib', 'mcp', 'mcp-proxy', 'node'),
  ])
  assert.deepEqual(files.map(({ path }) => path).sort(), [...expected].sort())
  assert.ok(size < MAX_PACKED, `${size} bytes`)
  t.diagnostic(`${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked`)
})

test('`files` names each file or folder, and each is there', () => {
  for (const file of manifest.files) {
    assert.match(file, /^[\w.-]+$/)
    assert.ok(fs.existsSync(path.join(root, file)), file)
  }
})

test('what reads no `exports` finds the code of each entry for Node.js and for browsers, and its types', () => {
  const { './package.json': _manifest, ...entries } = manifest.exports
  assert.equal(Object.keys(entries).length, 5)
  for (const [entry, { 'node-addons': code, browser, types }] of Object.entries(entries)) {
    const { main, ...found } = require(path.join(root, entry, 'package.json'))
    const at = (file) => file && path.join(root, entry, file)
    assert.deepEqual(
      [at(main), at(found.browser), at(found.types)],
      [code, browser?.require, types.default].map((file) => file && path.join(root, file)),
    )
  }
})

test('a script has no character above U+00FF: V8 would take two octets for each, those of the module in it among them', () => {
  const scripts = tracked('entries', 'lib').concat(
    fs.readdirSync(path.join(root, 'dist'), { recursive: true }).map((file) => path.join('dist', file)),
  )
  const isScript = (file) => /\.[cm]?js$/.test(file)
  assert.ok(scripts.filter(isScript).length > 60)
  for (const file of scripts.filter(isScript))
    assert.doesNotMatch(fs.readFileSync(path.join(root, file), 'utf8'), /[^\0-\xff]/, file)
})

test('what follows `require` finds the package of each platform', () => {
  const code = fs.readFileSync(path.join(root, 'dist/node-addons/lib/reading.cjs'), 'utf8')
  const required = Array.from(
    code.matchAll(/case "(.*?)":\s+native = require\("@auth-challenge\/binding-(.*?)"\)/g),
    ([, platform, binding]) => [platform, binding],
  )
  assert.deepEqual(
    required,
    PLATFORMS.map((platform) => [platform, platform]),
  )
})

test('every platform has its package, as scripts/packages.mjs writes it', async () => {
  const { packageFiles } = await import('../../scripts/packages.mjs')
  const files = packageFiles()
  const folders = Object.keys(files).map((file) => file.split('/')[0])
  assert.deepEqual(tracked(...new Set(folders)).sort(), Object.keys(files).sort(), 'run `npm run packages`')
  for (const [file, text] of Object.entries(files)) {
    assert.equal(fs.readFileSync(path.join(root, file), 'utf8'), text, `${file}: run \`npm run packages\``)
  }
  assert.deepEqual(fs.readdirSync(path.join(root, 'npm')).sort(), PLATFORMS)
})

test('no platform package has `engines`: npm would leave it out in silence', () => {
  for (const name of PLATFORMS) {
    const { engines, os, cpu, libc } = require(`../../npm/${name}/package.json`)
    assert.equal(engines, undefined)
    const [system, processor, abi = ''] = name.split('-')
    assert.deepEqual([os, cpu], [[system], [processor]])
    const expected = system === 'linux' ? [abi.startsWith('gnu') ? 'glibc' : 'musl'] : undefined
    assert.deepEqual(libc, expected, name)
  }
})

// Its size is for scripts/stage.mjs to judge: this one was built with all of Rust's library.
test('the binary is stripped', (t) => {
  const binaries = fs.readdirSync(root).filter((file) => file.endsWith('.node'))
  assert.ok(binaries.length > 0, 'no binary: npm run build')
  for (const file of binaries) {
    const bytes = fs.readFileSync(path.join(root, file))
    assert.ok(!bytes.includes('.symtab'), `${file} is not stripped`)
    t.diagnostic(`${file}: ${bytes.length} bytes`)
  }
})

test('no committed file names a registry host, and no lockfile where it resolved from', () => {
  const hosts = new RegExp(['registry\\.(npmjs|yarnpkg)', 'npmmirror', 'static\\.crates\\.io'].join('|'))
  for (const file of tracked().filter((file) => /\.(json|ya?ml|toml|m?js|sh|lock|npmrc)$/.test(file))) {
    const text = fs.readFileSync(path.join(root, file), 'utf8')
    if (file !== path.relative(root, __filename)) assert.doesNotMatch(text, hosts, file)
    if (file.endsWith('package-lock.json')) assert.doesNotMatch(text, /"resolved": "http/, file)
  }
})
