// Debian's packages of any architecture and of newer suites, unpacked below .cache. The machine's own apt tells which
// mirror to ask; its state stays as it is.

import fs from 'node:fs'
import path from 'node:path'

import { cache, once, output, run } from '../project.mjs'

const home = path.join(cache, 'debian')
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
/** What is taken from each suite: a mirror in the middle of its sync may lack what nobody asks for. */
const SUITES = { bookworm: 'amd64,arm64,armhf,s390x', trixie: 'amd64,arm64' }

export function mirror() {
  const targets = output('apt-get', ['indextargets', '--format', '$(REPO_URI) $(RELEASE)'])
  const [found] = /^\S+(?= bookworm$)/m.exec(targets) ?? []
  if (!found) throw new Error('apt knows no mirror of Debian')
  return found
}

/** An apt of its own, with four architectures. Returns the environment that chooses it. */
function apt() {
  const config = path.join(home, 'apt.conf')
  const env = { ...process.env, APT_CONFIG: config }
  once(path.join(home, 'apt'), (folder) => {
    for (const needed of ['lists/partial', 'cache/archives/partial', 'parts']) {
      fs.mkdirSync(path.join(folder, needed), { recursive: true })
    }
    fs.writeFileSync(path.join(folder, 'status'), '')
    const uri = mirror()
    const sources = Object.entries(SUITES).map(
      ([suite, processors]) => `deb [arch=${processors} signed-by=${KEYRING}] ${uri} ${suite} main\n`,
    )
    fs.writeFileSync(path.join(folder, 'sources.list'), sources.join(''))
    const settings = {
      'Dir::State': folder,
      'Dir::State::lists': path.join(folder, 'lists'),
      'Dir::State::status': path.join(folder, 'status'),
      'Dir::Cache': path.join(folder, 'cache'),
      'Dir::Etc::sourcelist': path.join(folder, 'sources.list'),
      'Dir::Etc::sourceparts': path.join(folder, 'parts'),
      'APT::Sandbox::User': 'root',
      'Acquire::Retries': '3',
    }
    const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";\n`)
    fs.writeFileSync(config, `${lines.join('')}APT::Architectures { "amd64"; "arm64"; "armhf"; "s390x"; };\n`)
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
