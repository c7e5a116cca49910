import { fileURLToPath } from 'node:url'

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Where what the scripts need is installed, and where they put what they make. */
export const HERE = fileURLToPath(new URL('../', import.meta.url))
export const WORK = fileURLToPath(new URL('../work/', import.meta.url))
