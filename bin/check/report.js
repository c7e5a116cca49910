'use strict'

// The report: a table for people, or the results file of the official MCP conformance suite.

const { reference } = require('../reference.js')
const { hasColour, json, styles, visible, widthOf, wrap } = require('../style.js')

const SEVERITIES = ['note', 'warning', 'error']

/** What each outcome is called: in the table, its colour, and in the results file. */
const OUTCOMES = {
  error: ['FAIL', 'red', 'FAILURE'],
  warning: ['warn', 'yellow', 'WARNING'],
  note: ['note', 'blue', 'INFO'],
  passed: ['ok', 'green', 'SUCCESS'],
  skipped: ['skip', 'dim', 'SKIPPED'],
}

/** The name of the outcome: that of the worst problem. */
function outcomeOf({ problems, skipped }) {
  if (skipped !== undefined) return 'skipped'
  const worst = Math.max(-1, ...problems.map(({ severity }) => SEVERITIES.indexOf(severity)))
  return SEVERITIES[worst] ?? 'passed'
}

/** A row for each check: its outcome, id and title, or why it was skipped; below, the problems. */
function table(results, { profile, url }, stdout, env) {
  const [style, width] = [styles(hasColour(stdout, env)), widthOf(stdout, env)]
  const column = Math.max(...results.map(({ check }) => check.id.length))
  const indent = ' '.repeat(column + 10)
  // In a narrow terminal the title goes below the id.
  const isWide = width - indent.length >= 30
  const margin = isWide ? indent : ' '.repeat(8)
  const rows = results.flatMap((result, at) => [
    ...(result.check.group === results[at - 1]?.check.group ? [] : ['', style.bold(result.check.group)]),
    ...rowsOf(result, { column, isWide, margin, style, width }),
  ])
  return `${[visible(url.href), ...rows, '', summary(results, profile, style)].join('\n')}\n`
}

function rowsOf(result, { column, isWide, margin, style, width }) {
  const { check, problems, skipped } = result
  const [word, colour] = OUTCOMES[outcomeOf(result)]
  const paint = skipped === undefined ? (text) => text : style.dim
  const head = `  ${style[colour](word.padEnd(4))}  ${paint(check.id)}`
  const titles = wrap(visible(skipped ?? check.title), width - margin.length).map(paint)
  const first = isWide ? [`${head}${' '.repeat(column - check.id.length)}  ${titles.shift()}`] : [head]
  const below = problems.flatMap(({ message, rule = check.rule, severity }) =>
    wrap(visible(`${message} (${rule})`), width - 10).map(
      (row, at) => `        ${style[OUTCOMES[severity][1]](at === 0 ? '- ' : '  ')}${row}`,
    ),
  )
  return [...first, ...titles.map((row) => margin + row), ...below]
}

function summary(results, profile, style) {
  const words = {
    error: 'failed',
    warning: 'with a warning',
    note: 'with a note',
    passed: 'passed',
    skipped: 'skipped',
  }
  const counts = Object.entries(words)
    .map(([outcome, word]) => [
      results.filter((result) => outcomeOf(result) === outcome).length,
      word,
      outcome,
    ])
    .filter(([count]) => count > 0)
    .map(([count, word, outcome]) => style[OUTCOMES[outcome][1]](`${count} ${word}`))
  return `${counts.join(', ')} (profile ${profile})`
}

/** The array that checks.json of the suite is. */
function checks(results, { url }, now) {
  const timestamp = now.toISOString()
  const list = results.map((result) => {
    const { check, problems, skipped } = result
    const specReference = reference(check.rule)
    return {
      id: `auth-challenge-${check.id}`,
      name: check.id.replace(/(^|-)(\w)/g, (_, _dash, letter) => letter.toUpperCase()),
      description: check.title,
      status: OUTCOMES[outcomeOf(result)][2],
      timestamp,
      errorMessage: problems.length > 0 ? problems.map(({ message }) => message).join('; ') : undefined,
      specReferences: specReference && [specReference],
      details: skipped === undefined ? { url: url.href } : { url: url.href, skipped },
    }
  })
  return `${json(list)}\n`
}

module.exports = { checks, table }
