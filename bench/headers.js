// The headers of both comparisons, JavaScript's and Rust's: headers.json has their texts, and what RFC 9110 11 makes of
// each, written by hand and not by a reader. In both, `{}` stands for six digits, which make each text another one, and
// `{words}` for as many scopes as fill 16 KiB.

import { createRequire } from 'node:module'

const WORDS = 1362

function fill(pattern, digits) {
  const words = () => Array(WORDS).fill('files:{}').join(' ')
  return pattern.replace('{words}', words).replaceAll('{}', digits)
}

const filled = (params, digits) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, fill(value, digits)]))

/** By name, a function of six digits that returns the header's line and what is expected. */
export const headers = Object.fromEntries(
  createRequire(import.meta.url)('./headers.json').map(({ name, text, expected }) => [
    name,
    (digits) => ({
      line: fill(text, digits),
      expected: expected.map(({ scheme, token68, params }) => ({
        scheme,
        token68,
        params: filled(params, digits),
      })),
    }),
  ]),
)

/** Node's HTTP parser and `fetch` give such strings: one run of octets, no rope, no slice of another string. */
export const flat = (text) => Buffer.from(text, 'latin1').toString('latin1')

/** `count` inputs of one header, all distinct. */
export function inputs(make, count) {
  return Array.from({ length: count }, (_, at) => flat(make(String(at).padStart(6, '0')).line))
}
