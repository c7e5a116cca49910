// The page, as it was built, on loopback.

import fs from 'node:fs'
import path from 'node:path'

import { serve } from '../scripts/http.mjs'
import { built } from './build.mjs'

const TYPES = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript' }

/** `{ origin, close }` */
export const serveSite = () =>
  serve(({ url }, response) => {
    const file = path.join(built, url === '/' ? 'index.html' : path.basename(url))
    if (!fs.existsSync(file)) return response.writeHead(404).end()
    response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream')
    return response.end(fs.readFileSync(file))
  })
