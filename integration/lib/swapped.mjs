// Packages with the changes of docs/mcp-proxy.md: mcp-proxy by itself, and fastmcp, with the mcp-proxy that it finds
// swapped, and patched itself.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { compile, compiled } from './compile.mjs'
import { patchFastmcp } from './fastmcp.mjs'
import { copyPackage } from './install.mjs'
import { packages } from './packages.mjs'
import { WORK } from './places.mjs'
import { swap } from './swap.mjs'

const folderOf = (version) => `swapped-packages/${version}/node_modules/mcp-proxy`
const NEWEST = packages[0].version
const FASTMCP = `swapped-packages/${NEWEST}/node_modules/fastmcp`
const PATCHED = 'patched-packages/fastmcp'

/** To be called once, before the tests. */
export function makeSwappedPackages() {
  for (const { name, version, line } of packages) {
    const proxy = copyPackage(name, folderOf(version))
    swap(proxy, line)
    compile(proxy)
  }
  copyPackage('fastmcp', FASTMCP)
  patchFastmcp(copyPackage('fastmcp', PATCHED))
}

export const swappedProxy = (version = NEWEST) => compiled(join(WORK, folderOf(version)), 'index')

const fastmcpIn = (folder) => import(pathToFileURL(join(WORK, folder, 'dist/FastMCP.js')).href)

/** As published, but for the swap in its mcp-proxy. */
export const swappedFastmcp = () => fastmcpIn(FASTMCP)

/** Patched, with mcp-proxy as published. */
export const patchedFastmcp = () => fastmcpIn(PATCHED)
