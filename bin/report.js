'use strict'

// What was found, as text for people.

const { misreadersOf } = require('./clients/index.js')
const { inColumns, visible, wrap, wrapList } = require('./style.js')

const COLOURS = { error: 'red', note: 'blue', warning: 'yellow' }

/** The rows of a report. `style` colours, `width` is that of the terminal. */
function report(inspected, { profile, strict }, { style, width }) {
  const sections = [
    challengeRows(inspected, strict, style, width),
    findingRows(inspected, profile, style, width),
    clientRows(inspected, style, width),
    metadataRows(inspected, style, width),
    forwardedRows(inspected, style, width),
  ]
  return sections
    .filter((rows) => rows.length > 0)
    .map((rows) => rows.join('\n'))
    .join('\n\n')
}

function challengeRows({ challenges, findings }, strict, style, width) {
  if (challenges.length > 0) return challenges.flatMap((challenge) => cardRows(challenge, style, width))
  return [strict && findings.length > 0 ? 'Strict reading refuses this header.' : 'No challenge.']
}

/** A challenge: its scheme, and a row for each parameter. Schemes and names are tokens, which are safe to print. */
function cardRows({ params, scheme, specification, token68 }, style, width) {
  const entries = token68 === undefined ? Object.entries(params) : [['(token68)', token68]]
  const column = Math.min(Math.max(0, ...entries.map(([name]) => name.length)), 24)
  const rows = entries.flatMap(([name, value]) => {
    const values = value === '' ? [style.dim('(empty)')] : wrap(visible(value), width - column - 4)
    const first = name.length > column ? [`  ${style.cyan(name)}`] : []
    const labelled = values.map((text, at) => {
      const head =
        at === 0 && first.length === 0
          ? style.cyan(name) + ' '.repeat(column - name.length)
          : ' '.repeat(column)
      return `  ${head}  ${text}`
    })
    return [...first, ...labelled]
  })
  return [`${style.bold(scheme)} ${style.dim(`(${specification ?? 'not registered'})`)}`, ...rows]
}

const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`

function findingRows({ findings, isForClients, lines, name }, profile, style, width) {
  const field = { isForClients, lines, name }
  if (findings.length === 0) return [style.green(`Nothing found by the rules of profile ${profile}.`)]
  const counts = Object.keys(COLOURS)
    .map((severity) => [findings.filter((finding) => finding.severity === severity).length, severity])
    .filter(([count]) => count > 0)
    .map(([count, severity]) => plural(count, severity))
  const rows = findings.map((finding) => oneFinding(finding, field, style, width).join('\n'))
  return [...rows.flatMap((row) => [row, '']), `${counts.join(', ')} (profile ${profile})`]
}

function oneFinding(finding, { isForClients, lines, name }, style, width) {
  const colour = style[COLOURS[finding.severity]]
  const head = `${finding.severity}: ${finding.message}`
  const [first, ...others] = wrap(head, width)
  const rows = [
    colour(style.bold(first.slice(0, finding.severity.length))) + first.slice(finding.severity.length),
    ...others,
  ]
  const source = `  ${style.dim(`${finding.code}, ${finding.rule}`)}`
  const line = lines[finding.line]
  const marked = line === undefined ? [] : markedRows(line, finding, `${name}: `, colour, width)
  return [
    ...rows,
    source,
    ...marked,
    ...(finding.fix && line !== undefined ? fixRows(line, finding, style, width) : []),
    ...(isForClients ? misreadRows(finding.code, style, width) : []),
  ]
}

/** The header line with a caret under the place; of a long one, the part around it. */
function markedRows(line, { length, offset }, label, colour, width) {
  const room = width - 4
  const text = label + line
  const start = label.length + offset
  const from = Math.max(0, Math.min(start - Math.floor(room / 3), text.length - room))
  const to = Math.min(text.length, from + room)
  const cut = [...inColumns(text.slice(from, to))]
  if (from > 0) cut[0] = '…'
  if (to < text.length) cut[cut.length - 1] = '…'
  const carets = Math.max(1, Math.min(length, to - start))
  return [`    ${cut.join('')}`, `    ${' '.repeat(start - from)}${colour('^'.repeat(carets))}`]
}

function fixRows(line, { fix }, style, width) {
  const before = visible(line.slice(fix.offset, fix.offset + fix.length))
  const after = visible(fix.text)
  // Two texts, and the words around them.
  const room = Math.floor((width - 22) / 2)
  const texts = [before, after].filter((text) => text !== '').map((text) => quote(text, room))
  const text =
    before === '' ? `insert ${texts[0]}` : after === '' ? `remove ${texts[0]}` : texts.join(' becomes ')
  return [`  ${style.green('fix:')} ${text}`]
}

/** The text, marked so that blanks at its ends show; of one longer than `room` the ends. */
function quote(text, room) {
  const half = Math.floor((room - 1) / 2)
  return `«${text.length > room ? `${text.slice(0, half)}…${text.slice(-half)}` : text}»`
}

/** Which clients read something else, or nothing. */
function misreadRows(code, style, width) {
  const clients = misreadersOf(code)
  if (clients.length === 0) return []
  const [first, ...others] = wrapList(clients, width - 4, 'misread by ')
  return [`  ${style.yellow(first.slice(0, 10))}${first.slice(10)}`, ...others.map((row) => `    ${row}`)]
}

/** Of each form the clients, those together that read the same. */
function clientRows({ clients }, style, width) {
  if (clients === undefined) return []
  const title = style.bold('What clients read of such a header')
  if (clients.length === 0) return [title, '  There is no OAuth challenge, which they look for.']
  return [title, ...clients.flatMap((form) => formRows(form, style, width))]
}

function formRows({ form, readings, what }, style, width) {
  const groups = new Map()
  for (const { client, reads } of readings) groups.set(reads, [...(groups.get(reads) ?? []), client])
  const rows = [...groups].flatMap(([reads, names]) => {
    const colour = reads === 'everything' ? style.green : reads === 'nothing' ? style.red : style.yellow
    return [
      ...wrap(reads, width - 4).map((row) => `    ${colour(row)}`),
      ...wrapList(names, width - 6).map((row) => `      ${row}`),
    ]
  })
  return [`  ${style.cyan(form)}: ${what}`, ...rows]
}

function metadataRows({ metadataUrl }, style, width) {
  if (metadataUrl === undefined) return []
  return [
    style.bold('Metadata document (RFC 9728)'),
    ...wrap(visible(metadataUrl), width - 2).map((row) => `  ${row}`),
  ]
}

/** The lines as they came and as they are sent on. */
function forwardedRows({ forwarded, lines, name }, style, width) {
  if (forwarded === undefined) return []
  const count = Math.max(lines.length, forwarded.lines.length)
  const rows = Array.from({ length: count }, (_, at) =>
    differenceRows(lines[at], forwarded.lines[at], name, style, width),
  ).flat()
  const reasons = forwarded.changes.map(({ parameter, reason }) =>
    visible(parameter === undefined ? reason : `${reason}: ${parameter}`),
  )
  const summary = reasons.length > 0 ? `Changes: ${reasons.join(', ')}` : 'Nothing changes.'
  return [style.bold('Forwarded by a gateway'), ...rows, summary]
}

function differenceRows(before, after, name, style, width) {
  const rows = (sign, line, colour) => {
    if (line === undefined) return []
    const [first, ...others] = wrap(`${name}: ${visible(line)}`, width - 2)
    return [`${sign} ${first}`, ...others.map((row) => `  ${row}`)].map(colour)
  }
  if (before === after) return rows(' ', before, (row) => row)
  return [...rows('-', before, style.red), ...rows('+', after, style.green)]
}

module.exports = { report }
