// `npm run bench`

import { reading, readingTable, targets } from './reading.js'
import { machine } from './machine.js'

console.log(machine(), '\n')
const cases = reading()
console.log(`Time a header, and how many times ours\n\n${readingTable(cases)}\n\n${targets(cases)}\n`)
