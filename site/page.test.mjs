// The page in a real Chromium: what it shows, what it sends, keyboard, sizes, and the rules of axe. `npm run test:site`

import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { cache, fetchPackage } from '../scripts/project.mjs'
import { build } from './build.mjs'
import { startChromium } from './chromium.mjs'
import { differences } from './difference.mjs'
import { serveSite } from './serve.mjs'
import { DEFAULTS, EXAMPLES, readFragment, writeFragment } from './state.mjs'

const AXE = '4.14.1'
const SCREENS = [
  { name: 'desktop', width: 1100, isDark: false },
  { name: 'desktop-dark', width: 1100, isDark: true },
  { name: 'phone', width: 360, isDark: false },
  { name: 'phone-dark', width: 360, isDark: true },
]
const FORBIDDEN = 'Bearer, error="insufficient_scope", scope="files:read"'
const pictures = path.join(cache, 'site-pictures')

let browser
let server
let origin
let axe

before(async () => {
  await build()
  fs.mkdirSync(pictures, { recursive: true })
  axe = fs.readFileSync(path.join(fetchPackage('axe-core', AXE), 'axe.min.js'), 'utf8')
  server = await serveSite()
  origin = server.origin
  browser = await startChromium()
})

after(async () => {
  await browser?.close()
  await server?.close()
})

/** The page, opened at a fragment: with what it asked the network for, and what went wrong. */
async function open(values = {}, { isDark = false, width = 1100 } = {}) {
  const page = await browser.page()
  const asked = []
  const problems = []
  page.on('Network.requestWillBeSent', ({ request }) => asked.push(request.url))
  page.on('Runtime.exceptionThrown', ({ exceptionDetails }) =>
    problems.push(exceptionDetails.exception?.description ?? exceptionDetails.text),
  )
  page.on('Log.entryAdded', ({ entry }) => problems.push(entry.text))
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await page.send(`${domain}.enable`)
  await page.send('Emulation.setDeviceMetricsOverride', {
    width,
    height: 900,
    deviceScaleFactor: 1,
    mobile: width < 500,
  })
  const features = [{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }]
  await page.send('Emulation.setEmulatedMedia', { features })
  const fragment = writeFragment({ ...DEFAULTS, ...values })
  await page.send('Page.navigate', { url: `${origin}/${fragment && `#${fragment}`}` })
  await until(page, "document.querySelector('#summary')?.textContent")
  return { ...page, asked, problems }
}

async function until({ evaluate }, expression) {
  for (let turn = 0; turn < 200; turn += 1) {
    if (await evaluate(`Boolean(${expression})`)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`never: ${expression}`)
}

const texts = ({ evaluate }, selector) =>
  evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent)`)

async function type(page, text) {
  await page.evaluate("document.querySelector('#header').focus()")
  await page.send('Input.insertText', { text })
}

async function press({ send }, key, code) {
  for (const type of ['keyDown', 'keyUp']) {
    await send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: code })
  }
}

test('a header is read as it is typed', async () => {
  const page = await open()
  assert.deepEqual(await texts(page, '#summary'), ['Paste a header, or choose an example.'])
  await type(page, FORBIDDEN)
  assert.deepEqual(await texts(page, '#summary'), ['1 challenge; 1 error'])
  assert.deepEqual(await texts(page, 'main h2'), [
    'The header',
    'What is wrong',
    'Challenges',
    'What clients read of such a header',
    'Forwarded by the gateway',
    'With every certain fix',
    'Normalized, for every client',
  ])
  assert.deepEqual(await texts(page, 'mark'), [',', ','])
  assert.deepEqual(await texts(page, 'h3'), ['Bearer RFC 6750'])
  assert.deepEqual(await texts(page, 'dt, dd'), ['error', 'insufficient_scope', 'scope', 'files:read'])
  const rule = "document.querySelector('li a').href"
  assert.equal(await page.evaluate(rule), 'https://www.rfc-editor.org/rfc/rfc9110#section-11.3')
  const rows = await texts(page, 'tbody tr')
  assert.ok(rows.some((row) => /^TypeScript SDK 2\.\d+\.\d+nothing$/.test(row)))
  assert.ok(rows.some((row) => /^Python SDK \d+\.\d+\.\d+everything$/.test(row)))
  assert.deepEqual(page.problems, [])
})

test('the fragment holds the form, and nothing leaves the page', async () => {
  const values = { header: FORBIDDEN, profile: 'mcp', status: '403', origin: 'https://edge.example' }
  const page = await open(values)
  assert.deepEqual(await texts(page, '#summary'), ['1 challenge; 1 error, 1 warning'])
  await type(page, ', resource_metadata="http://10.0.0.7/.well-known/oauth-protected-resource"')
  assert.match(
    (await texts(page, 'section:nth-of-type(5) pre')).join(),
    /https:\/\/edge\.example\/\.well-known/,
  )
  const fragment = await page.evaluate('location.hash')
  const typed = await page.evaluate("document.querySelector('#header').value")
  assert.ok(typed.includes('10.0.0.7'))
  assert.deepEqual(readFragment(fragment), { ...values, header: typed })
  await page.evaluate("location.hash = '#header=Basic'")
  await until(page, "document.querySelector('h3')?.textContent === 'Basic RFC 7617'")
  const files = ['', 'auth-challenge.wasm.deflate', 'main.js', 'style.css']
  const asked = page.asked.filter((url) => !url.startsWith('data:')).map((url) => url.replace(/#.*/, ''))
  assert.deepEqual(
    asked.sort(),
    files.map((file) => `${origin}/${file}`),
  )
  assert.deepEqual(page.problems, [])
})

test('text of a header is text', async () => {
  const header = 'Bearer realm="<img src=x onerror=alert(1)>\u202e\u0007", <b>x</b>="a"\n'
  const page = await open({ header })
  assert.deepEqual(await texts(page, '#result img, #result b'), [])
  const result = await page.evaluate("document.querySelector('#result').textContent")
  assert.ok(result.includes('<img src=x') && !/[\u0007\u202e]/.test(result))
  assert.deepEqual(page.problems, [])
})

test('every example says something', async () => {
  const page = await open()
  for (const [at, { header, profile, status }] of EXAMPLES.entries()) {
    await page.evaluate(`{
      const example = document.querySelector('#example')
      example.value = '${at}'
      example.dispatchEvent(new Event('input', { bubbles: true }))
    }`)
    const form = await page.evaluate(
      "['header', 'profile', 'status'].map((id) => document.getElementById(id).value)",
    )
    assert.deepEqual(form, [header, profile, status])
    assert.match((await texts(page, '#summary')).join(), /^[1-9] challenge/)
  }
  assert.deepEqual(page.problems, [])
})

test('an invalid origin is marked', async () => {
  const page = await open({ header: FORBIDDEN, origin: 'https://gateway.example/path' })
  assert.equal(await page.evaluate("document.querySelector('#origin').ariaInvalid"), 'true')
  assert.ok(!(await texts(page, 'h2')).includes('Forwarded by the gateway'))
  assert.deepEqual(page.problems, [])
})

test('the keyboard reaches everything, and shows where it is', async () => {
  const page = await open({ header: FORBIDDEN })
  const reachable = "[...document.querySelectorAll('a, button, input, select, textarea, [tabindex]')]"
  const all = await page.evaluate(`${reachable}.length`)
  assert.ok(all >= 10, `${all}`)
  await page.evaluate('document.activeElement.blur()')
  for (let at = 0; at < all; at += 1) {
    await press(page, 'Tab', 9)
    const [reached, outline] = await page.evaluate(
      `[${reachable}.indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]`,
    )
    assert.deepEqual([reached, outline], [at, 'solid'])
  }
})

for (const { isDark, name, width } of SCREENS) {
  test(`axe finds nothing, and nothing sticks out: ${name}`, async () => {
    const headers = [...EXAMPLES, { header: '' }, { header: 'x'.repeat(2000) }]
    for (const { title: _title, ...values } of headers) {
      const page = await open(values, { isDark, width })
      await page.evaluate(axe)
      const violations = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
      )
      assert.deepEqual(violations, [])
      const wide = await page.evaluate('document.documentElement.scrollWidth')
      assert.ok(wide <= width, `${wide} pixels of ${width}`)
      await page.send('Page.close')
    }
    const page = await open({ ...EXAMPLES[0] }, { isDark, width })
    const { cssContentSize } = await page.send('Page.getLayoutMetrics')
    const clip = { ...cssContentSize, scale: 1 }
    const { data } = await page.send('Page.captureScreenshot', { captureBeyondViewport: true, clip })
    fs.writeFileSync(path.join(pictures, `${name}.png`), Buffer.from(data, 'base64'))
  })
}

test('a difference has both lines', () => {
  for (const [before, after, expected] of [
    ['a, b', 'a, b', [[undefined, 'a, b']]],
    ['', 'a', [['ins', 'a']]],
    [
      'Bearer, a="b"',
      'Bearer a="b"',
      [
        [undefined, 'Bearer'],
        ['del', ', '],
        ['ins', ' '],
        [undefined, 'a="b"'],
      ],
    ],
  ]) {
    assert.deepEqual(differences(before, after), expected)
  }
  const [before, after] = ['w x, y="1", z="2"; '.repeat(20), 'x y="1", w z="3"'.repeat(20)]
  const parts = differences(before, after)
  const without = (name) => parts.filter(([kind]) => kind !== name).map(([, text]) => text)
  assert.equal(without('ins').join(''), before)
  assert.equal(without('del').join(''), after)
  assert.deepEqual(differences('a '.repeat(9000), 'b'), [
    ['del', 'a '.repeat(9000)],
    ['ins', 'b'],
  ])
})
