import Table from 'cli-table3'

/** Rows of short cells, numbers to the right. */
export function table(head, rows) {
  const grid = new Table({
    head,
    colAligns: head.map((_title, column) => (typeof rows[0][column] === 'number' ? 'right' : 'left')),
    style: { border: [], head: [] },
  })
  grid.push(...rows)
  return grid.toString()
}
