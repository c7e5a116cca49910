// `npm run bench:chart`: measures, and draws docs/reading.svg and docs/growth.svg.

import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import { View, parse } from 'vega'
import { compile } from 'vega-lite'

import { growth } from './growth.js'
import { machine } from './machine.js'
import { reading } from './reading.js'

const { parseWwwAuthenticate } = createRequire(import.meta.url)('..')

/** In the middle between black and white, so that it is read on either. */
const INK = '#7d8590'
const FAINT = '#7d859055'

const COLORS = {
  floor: '#9aa4af',
  'auth-challenge': '#e8590c',
  'plain JS scanner': '#1c9c6b',
  oauth4webapi: '#3b82f6',
  'auth-header': '#a855f7',
  'www-authenticate': '#c99a06',
  'http-auth-utils': '#d6568f',
  'MCP SDK': '#0d9bb5',
}

const config = {
  background: null,
  view: { stroke: null },
  title: { color: INK, subtitleColor: INK, anchor: 'start', fontSize: 14, subtitlePadding: 6, offset: 14 },
  header: { labelColor: INK, labelFontSize: 12, labelFontWeight: 'bold', title: null },
  axis: { labelColor: INK, titleColor: INK, gridColor: FAINT, domainColor: FAINT, tickColor: FAINT },
  legend: { labelColor: INK, labelFontSize: 12, title: null, orient: 'top', columns: 6 },
  font: 'system-ui, sans-serif',
}

const readerColor = (names) => ({
  field: 'reader',
  type: 'nominal',
  sort: names,
  scale: { domain: names, range: names.map((name) => COLORS[name]) },
})

async function draw(file, spec) {
  const view = new View(parse(compile({ ...spec, config }).spec), { renderer: 'none' })
  await writeFile(new URL(`../docs/${file}`, import.meta.url), `${await view.toSVG()}\n`)
}

function readingChart(cases) {
  const names = Object.keys(COLORS)
  const values = cases
    .filter(({ name }) => name !== '16 KiB')
    .flatMap(({ name, results }) =>
      results.map(({ name: reader, ratio }) => ({ header: name, reader, ns: results[0].ns * ratio })),
    )
  return {
    title: {
      text: 'Time to read a header',
      subtitle: ['shorter is faster, logarithmic; only readers whose answer is right', machine()],
    },
    data: { values },
    facet: { field: 'header', type: 'nominal', sort: cases.map(({ name }) => name) },
    columns: 2,
    spacing: { row: 22, column: 40 },
    resolve: { scale: { y: 'independent' } },
    spec: {
      width: 300,
      height: { step: 15 },
      mark: { type: 'bar', cornerRadiusEnd: 2 },
      encoding: {
        y: {
          field: 'reader',
          type: 'nominal',
          sort: names,
          axis: { title: null, domain: false, ticks: false },
        },
        x: {
          field: 'ns',
          type: 'quantitative',
          scale: { type: 'log', domain: [30, 40_000], nice: false },
          axis: {
            title: null,
            values: [100, 1000, 10_000],
            labelExpr: "datum.value < 1000 ? datum.value + ' ns' : datum.value / 1000 + ' us'",
          },
        },
        x2: { datum: 30 },
        color: { ...readerColor(names), legend: null },
      },
    },
  }
}

function growthChart(values) {
  const names = Object.keys(COLORS).filter((name) => values.some(({ reader }) => reader === name))
  return {
    title: {
      text: 'Time for an octet, from 128 octets to 1 MiB',
      subtitle: [
        'flat is linear; right or wrong answer; a line ends where a reader would take seconds',
        machine(),
      ],
    },
    data: { values },
    facet: { field: 'shape', type: 'nominal', sort: [...new Set(values.map(({ shape }) => shape))] },
    columns: 3,
    spacing: { row: 22, column: 26 },
    spec: {
      width: 210,
      height: 150,
      mark: { type: 'line', clip: true, strokeWidth: 2, point: { size: 16, filled: true } },
      encoding: {
        x: {
          field: 'size',
          type: 'quantitative',
          scale: { type: 'log', base: 2, nice: false },
          axis: {
            title: null,
            values: [128, 2048, 32_768, 1_048_576],
            labelExpr:
              "datum.value < 1024 ? datum.value + '' : datum.value < 1048576 ? datum.value / 1024 + ' Ki' : '1 Mi'",
            grid: false,
          },
        },
        y: {
          field: 'nsPerOctet',
          type: 'quantitative',
          scale: { type: 'log', domain: [0.2, 20_000], nice: false },
          axis: { title: 'ns for an octet', values: [1, 10, 100, 1000, 10_000], format: '~s' },
        },
        color: readerColor(names),
        size: { condition: { test: "datum.reader === 'auth-challenge'", value: 3.5 }, value: 1.5 },
      },
    },
  }
}

await draw('reading.svg', readingChart(reading()))
await draw('growth.svg', growthChart(growth(parseWwwAuthenticate)))
