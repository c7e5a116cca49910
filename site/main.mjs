// The page: the form, the fragment of its address, and what is known of the header in it.

import { misreadersOf } from '../bin/clients/index.js'
import { readText } from '../bin/input.js'
import { inspect } from '../bin/inspect.js'
import { forwardChallenge } from './library.mjs'
import { profiles } from '../lib/catalogue.js'
import { loadModule } from './module.mjs'
import { EXAMPLES, readFragment, writeFragment } from './state.mjs'
import { element, summaryOf, view } from './view.mjs'

const get = (id) => document.getElementById(id)
const [form, header, profile, status, origin, example] = [
  'form',
  'header',
  'profile',
  'status',
  'origin',
  'example',
].map(get)

profile.append(...profiles.map((name) => element('option', {}, name)))
example.append(
  element('option', { value: '' }, 'choose one'),
  ...EXAMPLES.map(({ title }, at) => element('option', { value: String(at) }, title)),
)

const values = () => ({
  header: header.value,
  profile: profile.value,
  status: status.value,
  origin: origin.value,
})

/** The http or https origin that a text is, without a path. */
function originOf(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return /^https?:$/.test(url?.protocol) && url.href === `${url.origin}/` ? url.origin : undefined
}

/** Shows the header that is in the form. */
function show() {
  const given = values()
  const gateway = originOf(given.origin)
  origin.setAttribute('aria-invalid', String(given.origin !== '' && gateway === undefined))
  if (given.header.trim() === '') {
    get('summary').textContent = 'Paste a header, or choose an example.'
    get('result').replaceChildren()
    return
  }
  const inspected = inspect(readText(given.header), {
    clients: true,
    forwardOrigin: gateway,
    profile: given.profile,
    status: given.status === '' ? undefined : Number(given.status),
    strict: false,
  })
  const misreaders = (code) => (inspected.isForClients ? misreadersOf(code) : [])
  const normalized = forwardChallenge(inspected.lines, { normalize: true })
  get('summary').textContent = summaryOf(inspected)
  get('result').replaceChildren(...view({ ...inspected, misreaders }, normalized, copy))
}

/** Puts the fragment's values into the form. */
function load() {
  const given = readFragment(location.hash)
  header.value = given.header
  profile.value = profiles.includes(given.profile) ? given.profile : profiles[0]
  status.value = given.status
  if (status.selectedIndex === -1) status.value = ''
  origin.value = given.origin
  show()
}

const address = () => {
  const fragment = writeFragment(values())
  return fragment === '' ? location.pathname : `#${fragment}`
}

async function copy(text, button) {
  const label = button.textContent
  try {
    await navigator.clipboard.writeText(text)
    button.textContent = 'Copied'
  } catch {
    button.textContent = 'Not allowed'
  }
  setTimeout(() => {
    button.textContent = label
  }, 2000)
}

form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', (event) => {
  if (event.target === example) {
    const chosen = EXAMPLES[example.value]
    if (chosen === undefined) return
    header.value = chosen.header
    profile.value = chosen.profile
    status.value = chosen.status
  } else {
    example.value = ''
  }
  show()
  history.replaceState(undefined, '', address())
})
get('link').addEventListener('click', ({ currentTarget }) =>
  copy(new URL(address(), location.href).href, currentTarget),
)
addEventListener('hashchange', load)

await loadModule()
load()
