// What bench/instructions.sh runs under callgrind: one header, so many times.

import { createRequire } from 'node:module'
import { join } from 'node:path'

import { headers, inputs } from './headers.js'

const [folder, name, count] = process.argv.slice(2)
const { parseWwwAuthenticate } = createRequire(import.meta.url)(join(folder, 'index.js'))
inputs(headers[name], Number(count)).forEach((text) => parseWwwAuthenticate(text))
