// The one printer of tables: benchmarks and integration tests.

import Table from 'cli-table3'

/** Lines of Markdown: no frame, and a rule below the head alone. */
const MARKDOWN = {
  ...Object.fromEntries(
    ['top', 'bottom'].flatMap((edge) =>
      ['', '-left', '-mid', '-right'].map((part) => [`${edge}${part}`, '']),
    ),
  ),
  ...{ left: '|', 'left-mid': '|', middle: '|', 'mid-mid': '|', right: '|', 'right-mid': '|', mid: '-' },
}

const style = { border: [], head: [] }

/** A Markdown table that reads as text too. A column whose first cell is a number stands to the right. */
export function table(head, rows) {
  const isRight = head.map((_title, column) => column > 0 && /^\d/.test(rows[0]?.[column]))
  const colAligns = isRight.map((right) => (right ? 'right' : 'left'))
  const grid = new Table({ head, chars: MARKDOWN, colAligns, style: { ...style, compact: true } })
  grid.push(...rows.map((row) => row.map(String)))
  const [titles, rule, ...lines] = grid.toString().split('\n')
  const colons = rule.split('|').map((dashes, at) => (isRight[at - 1] ? dashes.replace(/-$/, ':') : dashes))
  return [titles, colons.join('|'), ...lines].join('\n')
}
