/** The lines of a table in Markdown, numbers to the right. */
export function table(head, rows) {
  const rule = head.map((_title, column) => (typeof rows[0][column] === 'number' ? '---:' : '---'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}
