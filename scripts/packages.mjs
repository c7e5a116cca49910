// Writes npm/, a package for each platform, and a folder for each sub-path, from package.json. CI runs it and then
// `git diff --exit-code`.
//
// `napi create-npm-dirs` makes much the same, but copies `engines`: npm silently leaves out an optional dependency
// whose engines do not match, and the user reads of a missing binary instead of an old Node.js. It also gives
// 32-bit ARM no `libc`.

import fs from 'node:fs'
import path from 'node:path'

import { codeEntries, isMain, json, manifest, platforms, root } from './project.mjs'

const SYSTEMS = { darwin: 'macOS', linux: 'Linux', win32: 'Windows' }
const PROCESSORS = { arm: '32-bit ARM (armv7)', arm64: '64-bit ARM', s390x: 'IBM Z (s390x)', x64: 'x86-64' }
const LIBCS = { glibc: ' with glibc 2.17 or newer', musl: ' with musl' }

/** The files of npm/ and of the folders of sub-paths, by path. */
export function packageFiles() {
  return Object.fromEntries([
    ...platforms.flatMap((platform) => [
      [`npm/${platform.name}/package.json`, json(packageJson(platform))],
      [`npm/${platform.name}/README.md`, readme(platform)],
    ]),
    ...codeEntries
      .filter(([name]) => name !== 'index')
      .map(([name, entry]) => [`${name}/package.json`, json(subPath(entry))]),
  ])
}

/**
 * A folder that what does not read `exports` finds: older compilers and bundlers (Parcel, as it comes), and what traces the
 * files of a program for a deployment (@vercel/nft), which does not know that Node.js is asked for `node-addons`.
 */
const subPath = (entry) => ({
  main: `.${entry['node-addons']}`,
  ...(entry.browser && { browser: `.${entry.browser.require}` }),
  types: `.${entry.types.default}`,
})

const systemOf = ({ os, cpu, libc }) => `${SYSTEMS[os]}${LIBCS[libc] ?? ''} on ${PROCESSORS[cpu]}`

function packageJson(platform) {
  const { name, os, cpu, libc, binary } = platform
  return {
    name: platform.package,
    version: manifest.version,
    description: `${manifest.name} for ${systemOf(platform)}`,
    license: manifest.license,
    repository: { ...manifest.repository, directory: `npm/${name}` },
    main: binary,
    files: [binary],
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
    publishConfig: manifest.publishConfig,
  }
}

function readme(platform) {
  const home = manifest.repository.url.replace(/^git\+|\.git$/g, '')
  return `# ${platform.package}

The binary of [${manifest.name}](${home}) for ${systemOf(platform)}.
Rust calls the platform \`${platform.triple}\`.

It is an optional dependency of \`${manifest.name}\`, and of use to nothing else.
`
}

if (isMain(import.meta)) {
  fs.rmSync(path.join(root, 'npm'), { recursive: true, force: true })
  for (const [file, text] of Object.entries(packageFiles())) {
    fs.mkdirSync(path.join(root, path.dirname(file)), { recursive: true })
    fs.writeFileSync(path.join(root, file), text)
  }
}
