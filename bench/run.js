// `npm run bench`

import { machine } from './machine.js'
import { reading, readingTable, targets } from './reading.js'
import { stagesTable } from './stages.js'
import { startTable } from './start.js'
import { writing, writingTable } from './writing.js'

console.log(`${machine()}\n`)
const read = reading()
console.log(`Reading: the time of a header, and how many times ours\n\n${readingTable(read)}\n`)
console.log(`${targets(read)}\n`)
console.log(`Stages by themselves\n\n${stagesTable()}\n`)
console.log(`Forwarding and writing\n\n${writingTable(writing())}\n`)
console.log(`Starting: WebAssembly is to answer within 5 ms\n\n${startTable()}`)
