// Pictures of the documentation: the command in a terminal, and the page. `npm run pictures`, after `npm run build`.

import { execFile } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { root } from '../scripts/project.mjs'
import { build } from './build.mjs'
import { startChromium } from './chromium.mjs'
import { serveSite } from './serve.mjs'
import { EXAMPLES, writeFragment } from './state.mjs'

const require = createRequire(import.meta.url)
const { SMALL_TOKEN, startServer } = require('../__test__/repository/check/server.js')
const fixtures = require('../__test__/repository/check/fixtures.js')

const COLUMNS = 90

/** The colours of a dark terminal. */
const STYLES = {
  1: 'font-weight: bold',
  2: 'color: #949ba5',
  31: 'color: #ff7b72',
  32: 'color: #7ee787',
  33: 'color: #e3b341',
  34: 'color: #79c0ff',
  36: 'color: #56d4dd',
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** What a terminal makes of the text: each run between two control sequences has the styles that are on. */
function terminalHtml(text) {
  let on = []
  return text
    .split(/\x1b\[(\d+)m/)
    .map((part, at) => {
      if (at % 2 === 0)
        return `<span style="${on.map((code) => STYLES[code]).join(';')}">${escaped(part)}</span>`
      on = part === '0' ? [] : [...on, part]
      return ''
    })
    .join('')
}

/** What the command prints, in colours. */
function run(args) {
  const program = path.join(root, 'bin/auth-challenge.js')
  const env = { ...process.env, COLUMNS: String(COLUMNS), FORCE_COLOR: '1', NO_COLOR: '' }
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env, timeout: 60_000 }, (_, stdout) => resolve(stdout))
  })
}

const terminalPage = (command, printed) => `<!doctype html><meta charset="utf-8">
<style>
  body { margin: 0; display: inline-block; background: #14171a; color: #e6e9ed }
  pre { margin: 0; padding: 20px; font: 14px/1.4 "DejaVu Sans Mono", monospace }
</style><pre>${escaped(`$ npx auth-challenge ${command}`)}\n${terminalHtml(printed)}</pre>`

const quoted = (arg) => (/^[\w:/.@=-]+$/.test(arg) ? arg : `'${arg}'`)

/** Puts the picture of a URL, as large as what it shows, into docs/. */
async function picture(browser, url, name, width, selector) {
  const page = await browser.page()
  await page.send('Emulation.setDeviceMetricsOverride', {
    width,
    height: 400,
    deviceScaleFactor: 1.5,
    mobile: false,
  })
  await page.send('Page.navigate', { url })
  const box = `(() => {
    const { width, height } = document.querySelector('${selector}')?.getBoundingClientRect() ?? {}
    return height > 0 && document.readyState === 'complete' ? [Math.ceil(width), Math.ceil(height)] : undefined
  })()`
  let size
  for (let turn = 0; turn < 100 && size === undefined; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    size = await page.evaluate(box)
  }
  const clip = { x: 0, y: 0, width: size[0], height: size[1], scale: 1 }
  const { data } = await page.send('Page.captureScreenshot', { captureBeyondViewport: true, clip })
  fs.writeFileSync(path.join(root, 'docs', name), Buffer.from(data, 'base64'))
}

async function terminal(browser, args, name, shown = (text) => text) {
  const printed = shown(await run(args))
  const html = terminalPage(shown(args.map(quoted).join(' ')), printed)
  await picture(browser, `data:text/html;base64,${Buffer.from(html).toString('base64')}`, name, 1200, 'body')
}

async function thePage(browser) {
  await build()
  const server = await serveSite()
  const { title: _, ...values } = EXAMPLES[0]
  const fragment = writeFragment({ ...values, origin: 'https://gateway.example' })
  try {
    await picture(browser, `${server.origin}/#${fragment}`, 'page.png', 900, 'html:has(#result > section)')
  } finally {
    await server.close()
  }
}

const browser = await startChromium()
const fixture = fixtures.find(({ what }) => what === 'has the metadata of its upstream')
const server = await startServer(fixture.options)
try {
  const header = 'Bearer, error="insufficient_scope", scope="files:read"'
  await terminal(browser, ['--profile', 'mcp', '--clients', header], 'command-line.png')
  const shown = (text) => text.replaceAll(server.origin, 'https://server.example')
  const args = ['check', '--insufficient-token', SMALL_TOKEN, server.url]
  await terminal(browser, args, 'check.png', shown)
  await thePage(browser)
} finally {
  await server.close()
  await browser.close()
}
