'use strict'

// The library in places where others call it: in its own callbacks and in getters of what it is given, as two copies in
// one process, from another realm, and by two copies of its files over one back end.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')
const vm = require('node:vm')

const library = require('auth-challenge')

const {
  bearerChallenge,
  createForwarder,
  findChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  lintWwwAuthenticate,
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
} = library

const GATEWAY = 'https://gateway.example'
/** More rows than the table has room for, and more parts. */
const MANY = Array.from({ length: 300 }, (_, at) => `Other a${at}="${at}"`)

const kept = createForwarder({ realm: 'inner' })
const decide = createForwarder({
  scope: (scopes) => [...scopes, 'inner'],
  resourceMetadata: (url) => `${url}/inner`,
})

/** Calls everything, with text and edits of its own. Checks the answers: those of the outer call must not be in them. */
function callAgain() {
  assert.equal(parseWwwAuthenticate('Inner x="y", Other z')[1].token68, 'z')
  assert.equal(parseWwwAuthenticate(MANY).length, MANY.length)
  assert.equal(findChallenge(MANY, 'other').params.a0, '0')
  assert.deepEqual(kept('Inner x=y'), ['Inner x=y, realm="inner"'])
  assert.deepEqual(kept(['Inner', 'Inner realm="z"']), ['Inner realm="inner"', 'Inner realm="inner"'])
  assert.deepEqual(decide('Inner scope="a", resource_metadata="http://h/m"'), [
    'Inner scope="a inner", resource_metadata="http://h/m/inner"',
  ])
  assert.equal(forwardChallenge(MANY, { errors: 'drop' }).length, MANY.length)
  assert.equal(bearerChallenge({ realm: 'inner' }), 'Bearer realm="inner"')
  assert.equal(formatWwwAuthenticate([{ scheme: 'Inner' }]), 'Inner')
  assert.equal(
    protectedResourceMetadataUrl('https://inner.example/a').endsWith('/oauth-protected-resource/a'),
    true,
  )
  assert.equal(lintWwwAuthenticate('Basic, realm="a"')[0].code, 'comma-after-scheme')
  assert.throws(() => parseWwwAuthenticate('Inner x="', { strict: true }), { code: 'unterminated-quote' })
  assert.throws(() => formatWwwAuthenticate([{ scheme: '' }]), { code: 'invalid-scheme' })
}

/** A call within another one. `count` counts it. */
function within(count) {
  count()
  callAgain()
}

/** An object whose properties call the library before they answer. */
function calling(properties, count) {
  const object = {}
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(object, name, {
      enumerable: true,
      get() {
        within(count)
        return value
      },
    })
  }
  return object
}

/** An array whose elements do. */
const callingArray = (values, count) =>
  new Proxy(values, {
    get(target, name, receiver) {
      if (/^\d+$/.test(String(name))) within(count)
      return Reflect.get(target, name, receiver)
    },
  })

const LINE = 'Bearer realm="outer"; scope="b a", resource_metadata="http://h/m", x=é'
const listening =
  (count, reports) =>
  (report, ...others) => {
    count()
    callAgain()
    reports.push(report, ...others)
  }

/** Every place where a call runs its caller's code: what it gives with such code and without. */
const PLACES = {
  'onDefect of reading': (count) => {
    const reports = []
    const onDefect = count ? listening(count, reports) : (defect) => reports.push(defect)
    return [parseWwwAuthenticate(LINE, { onDefect }), reports]
  },
  'onChange of forwarding': (count) => {
    const reports = []
    const onChange = count ? listening(count, reports) : (change) => reports.push(change)
    const options = { errors: 'drop', normalize: true, onChange, realm: 'new' }
    return [forwardChallenge([LINE, LINE], options), reports]
  },
  'onChange of writing': (count) => {
    const reports = []
    const onChange = count ? listening(count, reports) : (change) => reports.push(change)
    return [bearerChallenge({ realm: 'a"é', scope: 'b " c', error_uri: 'x' }, { onChange }), reports]
  },
  'the functions of forwarding': (count) => {
    const deciding = (decide) => (given) => {
      if (count) within(count)
      return decide(given)
    }
    return forwardChallenge([LINE, LINE], {
      resourceMetadata: deciding((url) => `${url}/outer`),
      scope: deciding((scopes) => scopes.reverse()),
    })
  },
  'options of reading': (count) => {
    const options = { header: 'x', maxLength: 60, strict: false }
    return parseWwwAuthenticate({ x: LINE }, count ? calling(options, count) : options)
  },
  'options of forwarding': (count) => {
    const of = (object) => (count ? calling(object, count) : object)
    const array = (values) => (count ? callingArray(values, count) : values)
    return forwardChallenge(
      LINE,
      of({
        ensure: of({ params: of({ realm: 'e' }), scheme: 'Basic' }),
        errors: 'redact',
        insertResourceMetadata: `${GATEWAY}/m`,
        realm: of({ schemes: array(['Bearer']), value: 'new' }),
        remove: array([of({ name: 'x', schemes: array(['Bearer']) }), 'y']),
        resourceMetadata: of({ from: 'http://h', origin: GATEWAY }),
        schemes: array(['Bearer', 'Basic']),
        scope: array(['read', 'write']),
        set: of({ hop: of({ schemes: array(['Bearer']), value: '1' }) }),
        status: 401,
      }),
    )
  },
  'parameters to write': (count) => {
    const of = (object) => (count ? calling(object, count) : object)
    const scope = ['a', 'b']
    return bearerChallenge(
      of({ extensions: of({ x: 'é', y: 1 }), realm: 'é', scope: count ? callingArray(scope, count) : scope }),
      of({ scheme: 'DPoP' }),
    )
  },
  'challenges to write': (count) => {
    const of = (object) => (count ? calling(object, count) : object)
    const challenges = [
      of({ params: of({ realm: 'a', x: '"' }), scheme: 'Basic' }),
      of({ scheme: 'N', token68: 'a=' }),
    ]
    return formatWwwAuthenticate(count ? callingArray(challenges, count) : challenges)
  },
  'options of lint': (count) => {
    const options = { profile: 'mcp', status: 403 }
    return lintWwwAuthenticate(LINE, count ? calling(options, count) : options)
  },
  sources: (count) => {
    const of = (object) => (count ? calling(object, count) : object)
    const lines = [LINE, 'Basic realm="b"']
    const array = count ? callingArray(lines, count) : lines
    const sources = [
      array,
      of({ 'WWW-Authenticate': array }),
      of({ headers: of({ 'www-authenticate': array }), status: 401 }),
      of({ headersDistinct: of({ 'www-authenticate': array }), statusCode: 401 }),
      {
        get: () => {
          if (count) within(count)
          return lines
        },
        __proto__: class {}.prototype,
      },
    ]
    const forward = createForwarder({ ensure: true, realm: 'new' })
    return sources.map((source) => [
      parseWwwAuthenticate(source),
      findChallenge(source, 'basic'),
      forward(source),
    ])
  },
}

const plain = (result) => JSON.parse(JSON.stringify(result))

for (const [place, run] of Object.entries(PLACES)) {
  test(`a call within a call changes neither: ${place}`, () => {
    let calls = 0
    const nested = plain(run(() => (calls += 1)))
    assert.deepEqual(nested, plain(run()))
    assert.ok(calls > 0, 'there was a call within the call')
  })
}

test('what a callback throws reaches the caller, and the next call works', () => {
  const thrown = new Error('of the caller')
  const evil = () => {
    callAgain()
    throw thrown
  }
  for (const call of [
    () => parseWwwAuthenticate(LINE, { onDefect: evil }),
    () => forwardChallenge(LINE, { normalize: true, onChange: evil }),
    () => forwardChallenge(LINE, { scope: evil }),
    () => forwardChallenge(LINE, { resourceMetadata: evil }),
    () => bearerChallenge({ realm: '"' }, { onChange: evil }),
    () => bearerChallenge(Object.defineProperty({}, 'realm', { enumerable: true, get: evil })),
  ]) {
    assert.throws(call, (error) => error === thrown)
    callAgain()
  }
})

test('forwarders whose edits the back end keeps take turns', () => {
  const forwarders = Array.from({ length: 50 }, (_, at) => [
    `realm-${at}`,
    createForwarder({ realm: `realm-${at}` }),
  ])
  for (let round = 0; round < 4; round += 1) {
    for (const [realm, forward] of round % 2 ? forwarders : [...forwarders].reverse()) {
      assert.deepEqual(forward('Basic'), [`Basic realm="${realm}"`])
      if (round === 2) callAgain()
      assert.deepEqual(forward(['Basic', 'Bearer a=b']), [
        `Basic realm="${realm}"`,
        `Bearer a=b, realm="${realm}"`,
      ])
    }
  }
})

/** The file that Node.js loads. */
const FILE = 'dist/node-addons/index.cjs'

/** Loads the library once more, as a test runner does that resets its modules. */
function loadAgain(file) {
  const before = { ...require.cache }
  for (const name of Object.keys(require.cache)) {
    if (name.startsWith(path.dirname(file) + path.sep)) delete require.cache[name]
  }
  const again = require(file)
  // All that turns are taken with, while the files are those of the other instance.
  takeTurns(again, again)
  Object.assign(require.cache, before)
  return again
}

/** Both libraries in turn: neither finds edits, text or rows of the other. */
function takeTurns(one, other) {
  assert.equal(one.backend, other.backend)
  const forwarders = [one, other].map((library, at) => [at, library.createForwarder({ realm: `copy-${at}` })])
  for (let round = 0; round < 20; round += 1) {
    for (const [at, forward] of forwarders) {
      assert.deepEqual(forward(`Basic a=${round}`), [`Basic a=${round}, realm="copy-${at}"`])
    }
    one.parseWwwAuthenticate(`Basic realm="${round}"`, {
      onDefect: () => {},
      strict: true,
    })
    assert.equal(other.parseWwwAuthenticate(`Basic realm="o${round}"`)[0].params.realm, `o${round}`)
  }
  assert.throws(() => other.parseWwwAuthenticate('Basic a="', { strict: true }), other.ChallengeSyntaxError)
}

test('two instances of the library share one back end', () => {
  const file = path.join(__dirname, '..', FILE)
  const one = require(file)
  takeTurns(one, one)
  const other = loadAgain(file)
  assert.notEqual(one.parseWwwAuthenticate, other.parseWwwAuthenticate)
  takeTurns(one, other)
})

test('two copies at two paths live side by side', (t) => {
  const root = path.dirname(require.resolve('../package.json'))
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'auth-challenge-')))
  t.after(() => {
    try {
      fs.rmSync(folder, { recursive: true })
    } catch (error) {
      // Windows keeps the file of a loaded addon.
      if (process.platform !== 'win32') throw error
    }
  })
  for (const file of fs.readdirSync(root)) {
    const isNeeded = ['dist', 'package.json'].includes(file) || file.endsWith('.node')
    if (isNeeded) fs.cpSync(path.join(root, file), path.join(folder, file), { recursive: true })
  }
  const bindings = path.join(root, 'node_modules/@auth-challenge')
  if (fs.existsSync(bindings)) {
    fs.cpSync(bindings, path.join(folder, 'node_modules/@auth-challenge'), { recursive: true })
  }
  const [one, other] = [root, folder].map((at) => require(path.join(at, FILE)))
  assert.notEqual(one.parseWwwAuthenticate, other.parseWwwAuthenticate)
  takeTurns(one, other)
})

test('values of another realm are taken, and errors are those of the library', () => {
  for (let round = 0; round < 20; round += 1) {
    const context = vm.createContext({ library, reports: [] })
    const run = (code) => vm.runInContext(code, context)
    assert.equal(
      run(`library.parseWwwAuthenticate(['Basic realm="a"', 'Bearer'], { strict: true }).length`),
      2,
    )
    assert.equal(
      run(`library.forwardChallenge('Basic', { set: { x: '${round}' } })[0]`),
      `Basic x="${round}"`,
    )
    assert.equal(
      run(`library.bearerChallenge({ scope: ['a', 'b'], extensions: { x: 'y' } })`),
      'Bearer scope="a b", x="y"',
    )
    run(`library.parseWwwAuthenticate('a b c', { onDefect: (defect) => reports.push(defect.code) })`)
    assert.deepEqual([...context.reports], ['stray-text'])
    const thrown = run(`(() => {
      const mine = new Error('of the context')
      try {
        library.forwardChallenge('Bearer scope="a"', { scope() { throw mine } })
      } catch (error) {
        return error === mine
      }
    })()`)
    assert.equal(thrown, true)
    assert.throws(() => run(`library.parseWwwAuthenticate(7)`), TypeError)
  }
})
