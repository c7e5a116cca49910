// How the demo looks: 80 columns, in colour on a terminal that has it and unless NO_COLOR is set.

import { styleText } from 'node:util'

const WIDTH = 80
const INDENT = '  '

const isColoured = process.env.FORCE_COLOR ? process.env.FORCE_COLOR !== '0' : process.stdout.hasColors?.()

export const colour = (format, text) => (isColoured ? styleText(format, text) : text)

/**
 * A refusal as it is on the wire, in lines; red where a client goes wrong: at a comma that ends the challenge, and at a
 * pointer to another server than the one that it knows.
 */
export function header({ challenge, status }, origin) {
  const text = `${status} WWW-Authenticate: ${challenge}`
  return lines(text)
    .map((line) => {
      const marked = line
        .replace(/Bearer,/, (wrong) => colour('red', wrong))
        .replace(/https?:\/\/[^/"]*/, (found) => colour(found === origin ? 'green' : 'red', found))
      return INDENT + marked
    })
    .join('\n')
}

/** Breaks before parameters, and before the path of a URL that is still too long. */
function lines(text) {
  const [first, ...params] = text.split(/(?<=,) (?=[a-z_]+=")/)
  const made = [first]
  for (const param of params) {
    if (`${INDENT}${made.at(-1)} ${param}`.length <= WIDTH) made.push(`${made.pop()} ${param}`)
    else made.push(INDENT.repeat(2) + param)
  }
  return made.flatMap((line) =>
    INDENT.length + line.length > WIDTH
      ? line.replace('/.well-known', `\n${INDENT.repeat(3)}$&`).split('\n')
      : line,
  )
}

/** What became of the client, and why if it is stuck. */
export function outcome({ answer, visited }, why) {
  const scopes = visited.map(({ searchParams }) => searchParams.get('scope'))
  const asked = scopes.length === 0 ? 'never signs in' : `signs in for ${scopes.join(', then for ')}`
  return answer === 'written'
    ? INDENT + colour('green', `✓ ${asked}; the tool answers`)
    : INDENT + colour('red', `✗ stuck: ${asked}; ${why}`)
}
