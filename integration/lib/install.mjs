// What the integration tests need is installed here, where it is no burden to `npm ci` of the package.

import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { HERE, ROOT, WORK } from './places.mjs'
import { run } from './run.mjs'

/** The versions of the lockfile of a folder, unless they are there already. */
export async function installPackages(folder = HERE) {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  const mark = join(folder, 'node_modules/.installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  writeFileSync(mark, lock)
}

/**
 * This package as npm would publish it, and the addon as it was built here, for all programs in the folder: they find
 * it as they would find any dependency. A rehearsal of a release names a node_modules that has it from a registry.
 */
export async function installAuthChallenge(folder = HERE) {
  const target = join(folder, 'node_modules/auth-challenge')
  rmSync(target, { force: true, recursive: true })
  const installed = process.env.AUTH_CHALLENGE_INSTALLED
  if (installed) {
    cpSync(join(installed, 'auth-challenge'), target, { recursive: true })
    cpSync(join(installed, '@auth-challenge'), join(target, 'node_modules/@auth-challenge'), {
      recursive: true,
    })
    return
  }
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT })
  const addons = readdirSync(ROOT).filter((name) => name.endsWith('.node'))
  if (addons.length === 0) throw new Error('no addon: npm run build')
  for (const name of [...filesOf(JSON.parse(stdout)), ...addons]) {
    cpSync(join(ROOT, name), join(target, name), { recursive: true })
  }
}

/** npm tells of packages as a list, newer ones as an object by name. */
const filesOf = (packed) => Object.values(packed)[0].files.map(({ path }) => path)

/** A fresh copy of an installed package, whose own dependencies are found where it came from. */
export function copyPackage(name, target) {
  const copy = join(WORK, target)
  rmSync(copy, { force: true, recursive: true })
  mkdirSync(copy, { recursive: true })
  const source = join(HERE, 'node_modules', name)
  cpSync(source, copy, { filter: (path) => path !== join(source, 'node_modules'), recursive: true })
  return copy
}
