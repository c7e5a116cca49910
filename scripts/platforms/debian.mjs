// Debian's packages of any architecture and of newer suites, unpacked below .cache. The machine's own apt tells which
// mirror to ask; its state stays as it is.

import fs from 'node:fs'
import path from 'node:path'

import { cache, once, output, run } from '../project.mjs'

const home = path.join(cache, 'debian')
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
const SUITES = ['bookworm', 'trixie']

/** An apt of its own, with three architectures. Returns the environment that chooses it. */
function apt() {
  const config = path.join(home, 'apt.conf')
  const env = { ...process.env, APT_CONFIG: config }
  once(path.join(home, 'apt'), (folder) => {
    const targets = output('apt-get', ['indextargets', '--format', '$(REPO_URI) $(RELEASE)'])
    const [mirror] = /^\S+(?= bookworm$)/m.exec(targets) ?? []
    if (!mirror) throw new Error('apt knows no mirror of Debian')
    for (const needed of ['lists/partial', 'cache/archives/partial', 'parts']) {
      fs.mkdirSync(path.join(folder, needed), { recursive: true })
    }
    fs.writeFileSync(path.join(folder, 'status'), '')
    const sources = SUITES.map((suite) => `deb [signed-by=${KEYRING}] ${mirror} ${suite} main\n`)
    fs.writeFileSync(path.join(folder, 'sources.list'), sources.join(''))
    const settings = {
      'Dir::State': folder,
      'Dir::State::lists': path.join(folder, 'lists'),
      'Dir::State::status': path.join(folder, 'status'),
      'Dir::Cache': path.join(folder, 'cache'),
      'Dir::Etc::sourcelist': path.join(folder, 'sources.list'),
      'Dir::Etc::sourceparts': path.join(folder, 'parts'),
      'APT::Sandbox::User': 'root',
    }
    const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";\n`)
    fs.writeFileSync(config, `${lines.join('')}APT::Architectures { "amd64"; "arm64"; "armhf"; };\n`)
    run('apt-get', ['update', '--quiet=2'], { env })
  })
  return env
}

/** A folder with these packages unpacked, `name:architecture/suite` each. */
export function unpacked(title, packages) {
  return once(path.join(home, title), (folder) => {
    const env = apt()
    const debs = path.join(home, `${title}.debs`)
    fs.mkdirSync(debs, { recursive: true })
    run('apt-get', ['download', '--quiet=2', ...packages], { cwd: debs, env })
    for (const deb of fs.readdirSync(debs)) run('dpkg', ['--extract', deb, folder], { cwd: debs })
    fs.rmSync(debs, { recursive: true })
  })
}
