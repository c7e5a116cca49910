import Table from 'cli-table3'

/** Wide enough for host and port in one piece, narrow enough for five columns in a terminal of 100. */
const WIDTH = 16

/** Ends a line at a blank, or after a slash or a hyphen: a URL has no blanks. */
const LINE = new RegExp(`.{1,${WIDTH}}(?: |$|(?<=[/-]))|.{1,${WIDTH}}`, 'g')

const fold = (text) => Array.from(text.matchAll(LINE), ([line]) => line.trimEnd()).join('\n')

/** One row for each name in the first column; what a later column does not have is lost. */
export function table(columns) {
  const [[, said]] = columns
  const grid = new Table({
    head: ['', ...columns.map(([title]) => fold(title))],
    style: { head: [], border: [] },
  })
  for (const name of Object.keys(said)) {
    grid.push([name, ...columns.map(([, { [name]: value = '(lost)' }]) => fold(value))])
  }
  return grid.toString()
}
