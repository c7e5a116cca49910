// mcp-proxy with the swap as a package: by itself, and as the one that fastmcp finds.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { compile, compiled } from './compile.mjs'
import { copyPackage } from './install.mjs'
import { WORK } from './places.mjs'
import { swap } from './swap.mjs'

const PROXY = 'swapped-packages/node_modules/mcp-proxy'
const FASTMCP = 'swapped-packages/node_modules/fastmcp'

/** To be called once, before the tests. */
export function makeSwappedPackages() {
  const proxy = copyPackage('mcp-proxy', PROXY)
  swap(proxy, '6.x')
  compile(proxy)
  copyPackage('fastmcp', FASTMCP)
}

export const swappedProxy = () => compiled(join(WORK, PROXY), 'index')

export const swappedFastmcp = () => import(pathToFileURL(join(WORK, FASTMCP, 'dist/FastMCP.js')).href)
