// What bench/instructions.sh runs under callgrind: one header, so many times.

import { createRequire } from 'node:module'

import { headers, inputs } from './headers.js'

const [folder, name, count] = process.argv.slice(2)
const { parseWwwAuthenticate } = createRequire(import.meta.url)(folder)
inputs(headers[name], Number(count)).forEach((text) => parseWwwAuthenticate(text))
