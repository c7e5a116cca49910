// mcp-proxy as it is published, and with the swap.

import { swap } from './swap.mjs'
import { copyPackage } from './install.mjs'

export const packages = [
  { name: 'mcp-proxy', version: '6.7.19', line: '6.x' },
  { name: 'mcp-proxy-5.12.5', version: '5.12.5', line: '5.x' },
]

/** Copies of both, with the lines of code that the swap removes and adds. */
export function copies({ name, version, line }) {
  const published = copyPackage(name, `published/${version}`)
  const swapped = copyPackage(name, `swapped/${version}`)
  return { published, swapped, ...swap(swapped, line) }
}
