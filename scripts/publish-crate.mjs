// Publishes the crate, without building it: `npm run test:crate` has done that before, in a job that holds no token. Of a
// version that is published already, it compares the digest.

import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { attempt, cache, manifest, root, run } from './project.mjs'

const { name, version } = manifest

/** The digest of what would be published. */
function packedDigest() {
  run('cargo', ['package', '--no-verify', '--locked', '--quiet'])
  const file = path.join(root, process.env.CARGO_TARGET_DIR ?? 'target', `package/${name}-${version}.crate`)
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex')
}

/** The digest that Cargo finds in the registry; `undefined` if the version is not there. */
function publishedDigest() {
  const folder = path.join(cache, 'published-crate')
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(path.join(folder, 'src'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'src/lib.rs'), '')
  fs.writeFileSync(
    path.join(folder, 'Cargo.toml'),
    `[package]\nname = "published"\nedition = "2024"\n[workspace]\n[dependencies]\n${name} = "=${version}"\n`,
  )
  const { ok, printed } = attempt('cargo', ['generate-lockfile'], { cwd: folder })
  if (!ok && /no matching package|failed to select a version/.test(printed)) return undefined
  if (!ok) throw new Error(printed)
  const lock = fs.readFileSync(path.join(folder, 'Cargo.lock'), 'utf8')
  const entry = lock.split('[[package]]').find((text) => text.includes(`name = "${name}"`))
  return /checksum = "(.*)"/.exec(entry)[1]
}

const [packed, published] = [packedDigest(), publishedDigest()]
if (published === undefined) {
  run('cargo', ['publish', '--no-verify', '--locked', ...process.argv.slice(2)])
} else if (published === packed) {
  console.log(`${name} ${version} is published already, with the same contents`)
} else {
  throw new Error(`${name} ${version} is published with other contents: ${published}, not ${packed}`)
}
