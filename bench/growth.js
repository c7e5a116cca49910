// Time for an octet from 100 octets to 1 MiB, honest and hostile: what is flat is linear.

import { headers } from './headers.js'
import { readers } from './readers.js'
import { median, sample } from './rounds.js'

const SIZES = [128, 512, 2048, 8192, 32_768, 131_072, 524_288, 1_048_576]

/** A reader that takes this long for one header is not asked for a longer one. */
const PATIENCE_NS = 200e6
const ROUNDS = 5

const fill = (unit, size) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size)

export const shapes = {
  honest: (size) => {
    const { line } = headers.seed('000000')
    return Array(Math.ceil(size / (line.length + 2)))
      .fill(line)
      .join(', ')
  },
  'many names': (size) => {
    const params = Array.from({ length: Math.ceil(size / 24) }, (_, at) => `name${at}="a value"`)
    return `Custom ${params.join(', ')}`
  },
  commas: (size) => `Bearer realm="x"${fill(',', size)}`,
  quotes: (size) => `Bearer realm="x", ${fill('"', size)}`,
  backslashes: (size) => `Bearer realm="${fill('\\', size)}`,
  'a=': (size) => `Bearer ${fill('a=', size)}`,
  spaces: (size) => `Bearer${fill(' ', size)}realm="x"`,
  unterminated: (size) => `Bearer realm="${fill('x', size)}`,
}

/** Anything that reads is timed here, right or wrong, throwing or not: a server meets what others send. */
const guarded = (read) => (input) => {
  try {
    return read(input)
  } catch {
    return undefined
  }
}

/** Rows `{ shape, reader, size, nsPerOctet }`. */
export function growth(parse) {
  const everyReader = readers
    .filter(({ name }) => name !== 'plain JS scanner')
    // All octets are asked for: by default ours stops at 64 KiB.
    .map((reader) =>
      reader.name === 'auth-challenge'
        ? { ...reader, read: (text) => parse(text, { maxLength: 2 ** 21 }) }
        : reader,
    )
  return Object.entries(shapes).flatMap(([shape, make]) =>
    everyReader.flatMap((reader) => {
      const rows = []
      const read = guarded(reader.read)
      for (const size of SIZES) {
        const text = Buffer.from(make(size), 'latin1').toString('latin1')
        const inputs = [reader.input(text)]
        const first = sample(read, inputs, 1)
        const count = Math.max(1, Math.min(1000, Math.floor(5e6 / first)))
        const rounds = first > PATIENCE_NS / 10 ? 1 : ROUNDS
        // The first ones of a size also compile.
        const times = Array.from({ length: rounds + 1 }, () => sample(read, inputs, count)).slice(1)
        const ns = median(times)
        rows.push({ shape, reader: reader.name, size, nsPerOctet: ns / text.length })
        // What grows with the square takes 16 times as long for four times the size.
        if (ns * 16 > PATIENCE_NS * 4) break
      }
      return rows
    }),
  )
}
