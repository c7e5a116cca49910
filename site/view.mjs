// What is known of a field, as elements.

import { reference } from '../bin/reference.js'
import { visible } from '../bin/style.js'
import { differences } from './difference.mjs'

/** An element with attributes and children: elements, or texts, in which nothing is markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(attribute, value)
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== ''))
  return made
}

const section = (title, ...children) => element('section', {}, element('h2', {}, title), ...children)

const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`

const SEVERITIES = ['error', 'warning', 'note']

/** One sentence, which a screen reader says. */
export function summaryOf({ challenges, findings }) {
  const counts = SEVERITIES.map((severity) => [
    findings.filter((finding) => finding.severity === severity).length,
    severity,
  ]).filter(([count]) => count > 0)
  const found = counts.map(([count, severity]) => plural(count, severity)).join(', ') || 'nothing wrong'
  return `${plural(challenges.length, 'challenge')}; ${found}`
}

/** Everything, in the order in which one asks for it. */
export function view(inspected, normalized, copy) {
  return [
    lines(inspected),
    findings(inspected),
    cards(inspected),
    clients(inspected),
    rewritten('Forwarded by the gateway', inspected.forwarded?.lines, inspected, copy),
    rewritten('With every certain fix', inspected.fixed, inspected, copy),
    rewritten('Normalized, for every client', normalized, inspected, copy),
  ].filter(Boolean)
}

/** The lines, with the places of the findings marked. */
function lines({ findings, lines, name }) {
  const rows = lines.map((line, at) => {
    const here = findings.filter((finding) => finding.line === at)
    return element('span', {}, element('span', { class: 'faint' }, `${name}: `), ...marked(line, here))
  })
  return rows.length > 0 && section('The header', element('pre', {}, rows))
}

/** The parts of a line between the ends of all findings, each marked by the worst finding that it is in. */
function marked(line, findings) {
  const ends = findings.flatMap(({ length, offset }) => [offset, offset + length])
  const places = [...new Set([0, ...ends, line.length])].sort((a, b) => a - b)
  return places.flatMap((start, at) => {
    const end = places[at + 1] ?? start
    const points = findings.filter(({ length, offset }) => length === 0 && offset === start)
    const around = findings.filter(
      ({ length, offset }) => offset <= start && end <= offset + length && length > 0,
    )
    const mark = (found, text) => element('mark', { class: worst(found) }, text)
    const text = visible(line.slice(start, end))
    return [
      points.length > 0 ? mark(points, '') : '',
      text === '' ? '' : around.length > 0 ? mark(around, text) : text,
    ]
  })
}

const worst = (findings) => SEVERITIES.find((severity) => findings.some((one) => one.severity === severity))

function findings({ findings, lines, misreaders }) {
  if (findings.length === 0) return undefined
  const items = findings.map((finding) => {
    const { code, fix, message, rule, severity } = finding
    const line = lines[finding.line]
    const others = misreaders(code)
    return element(
      'li',
      { class: severity },
      element('span', { class: 'severity' }, severity),
      message,
      line === undefined ? '' : excerpt(line, finding),
      fix && line !== undefined ? element('p', {}, 'Fix: ', ...fixText(line, fix)) : '',
      others.length > 0 ? element('p', {}, `Misread by ${others.join(', ')}.`) : '',
      element('p', { class: 'faint' }, element('code', {}, code), ', ', ruleLink(rule)),
    )
  })
  return section('What is wrong', element('ul', {}, items))
}

function ruleLink(rule) {
  const found = reference(rule)
  return found ? element('a', { href: found.url, rel: 'noreferrer' }, found.id) : rule
}

const AROUND = 24

/** The place of a finding, with some text before and after it. */
function excerpt(line, { length, offset }) {
  const [from, to] = [Math.max(0, offset - AROUND), Math.min(line.length, offset + length + AROUND)]
  return element(
    'pre',
    {},
    (from > 0 ? '…' : '') + visible(line.slice(from, offset)),
    element('mark', {}, visible(line.slice(offset, offset + length))),
    visible(line.slice(offset + length, to)) + (to < line.length ? '…' : ''),
  )
}

function fixText(line, { length, offset, text }) {
  const quote = (value) => element('code', {}, `«${visible(value)}»`)
  const before = line.slice(offset, offset + length)
  if (before === '') return ['insert ', quote(text)]
  return text === '' ? ['remove ', quote(before)] : [quote(before), ' becomes ', quote(text)]
}

function cards({ challenges }) {
  if (challenges.length === 0) return section('Challenges', element('p', {}, 'There is none.'))
  const articles = challenges.map(({ params, scheme, specification, token68 }) => {
    const entries = token68 === undefined ? Object.entries(params) : [['token68', token68]]
    const rows = entries.flatMap(([name, value]) => [
      element('dt', {}, name),
      element('dd', {}, value === '' ? element('span', { class: 'faint' }, '(empty)') : visible(value)),
    ])
    const title = element(
      'h3',
      {},
      scheme,
      ' ',
      element('span', { class: 'faint' }, specification ?? 'not registered'),
    )
    return element('article', {}, title, rows.length > 0 ? element('dl', {}, rows) : '')
  })
  return section('Challenges', element('div', { class: 'cards' }, articles))
}

/** A row for each client, and a column for each form of the header. */
function clients({ clients }) {
  if (clients.length === 0) return undefined
  const head = clients.map(({ what }) => element('th', { scope: 'col' }, what))
  const rows = clients[0].readings.map(({ client }, at) => {
    const cells = clients.map(({ readings }) => {
      const { reads } = readings[at]
      const kind = reads === 'everything' || reads === 'nothing' ? reads : 'part'
      return element('td', { class: kind }, reads)
    })
    return element('tr', {}, element('th', { scope: 'row' }, client), cells)
  })
  const table = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Client'), head)),
    element('tbody', {}, rows),
  )
  const scrolled = { class: 'table', role: 'region', tabindex: '0', 'aria-label': 'What clients read' }
  return section('What clients read of such a header', element('div', scrolled, table))
}

/** Lines that stand for those of the header, and what they change. */
function rewritten(title, lines, { lines: before, name }, copy) {
  if (lines === undefined || lines.length === 0) return undefined
  const isSame = lines.length === before.length && lines.every((line, at) => line === before[at])
  const text = lines.map((line) => `${name}: ${line}`).join('\n')
  const button = element('button', { type: 'button', 'aria-label': `Copy: ${title}` }, 'Copy')
  button.addEventListener('click', () => copy(text, button))
  const rows = lines.map((line, at) =>
    element(
      'span',
      {},
      element('span', { class: 'faint' }, `${name}: `),
      isSame || at >= before.length
        ? visible(line)
        : differences(before[at], line).map(([name, text]) =>
            name ? element(name, {}, visible(text)) : visible(text),
          ),
    ),
  )
  return element(
    'section',
    {},
    element('div', { class: 'head' }, element('h2', {}, title), button),
    isSame ? element('p', {}, 'It stays as it is.') : '',
    element('pre', {}, rows),
  )
}
