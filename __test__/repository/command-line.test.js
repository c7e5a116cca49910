'use strict'

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const fs = require('node:fs')
const http = require('node:http')
const https = require('node:https')
const path = require('node:path')
const { test } = require('node:test')

const { bin, version } = require('../../package.json')

const root = path.join(__dirname, '../..')
const program = path.join(root, bin['auth-challenge'])

/** Runs the program as a shell does: `{ code, stdout, stderr }`. */
function run(args, { env = {}, input = '' } = {}) {
  const { FORCE_COLOR: _force, NO_COLOR: _no, COLUMNS: _columns, ...rest } = process.env
  return new Promise((resolve) => {
    const options = { encoding: 'utf8', env: { ...rest, ...env }, timeout: 30_000 }
    const child = execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

const FORBIDDEN = 'Bearer, error="insufficient_scope", scope="files:read"'

test('a header is shown with what is wrong with it, as the README says', async () => {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8')
  const [, expected] = /^\$ npx auth-challenge .*\n([^`]*)```/m.exec(readme)
  assert.deepEqual(await run([FORBIDDEN]), { code: 1, stdout: expected, stderr: '' })
})

test('the caret stands under the place, in a long header too', async () => {
  const long = await run([`Bearer error_description=${'a/'.repeat(100)}`], { env: { COLUMNS: '60' } })
  assert.match(long.stdout, /^ {2}fix: «(a\/)+a?….*» becomes «"(a\/)+a?….*"»$/m)
  assert.ok(long.stdout.split('\n').every((row) => row.length <= 60))
  const header = `Basic realm="${'long '.repeat(100)}", Basic realm=place, Basic realm="${'b'.repeat(300)}"`
  for (const columns of [40, 80, 200]) {
    const { stdout } = await run([header], { env: { COLUMNS: String(columns) } })
    const rows = stdout.split('\n')
    const at = rows.findIndex((row) => /^ *\^+$/.test(row))
    assert.equal(rows[at - 1].slice(rows[at].indexOf('^'), rows[at].length), 'place')
    assert.ok(
      rows.every((row) => row.length <= columns),
      `${columns} columns`,
    )
    assert.match(rows[at - 1], /^ {4}….*…$/)
  }
})

test('a long value goes on in the next row, from a space on', async () => {
  const { stdout } = await run([`Basic realm="${'word '.repeat(12)}${'x'.repeat(50)}"`], {
    env: { COLUMNS: '40' },
  })
  const words = 'word word word word word word'
  assert.deepEqual(stdout.split('\n').slice(0, 6), [
    'Basic (RFC 7617)',
    `  realm  ${words}`,
    `         ${words}`,
    `         ${'x'.repeat(31)}`,
    `         ${'x'.repeat(19)}`,
    '',
  ])
})

test('colours are for terminals: none in a pipe or with NO_COLOR', async () => {
  const args = ['--profile', 'mcp', '--forward-origin', 'https://h', FORBIDDEN]
  const plain = (await run(args)).stdout
  const coloured = (await run(args, { env: { FORCE_COLOR: '1' } })).stdout
  assert.doesNotMatch(plain, /\x1b/)
  assert.match(coloured, /\x1b\[31m\^/)
  assert.equal(coloured.replace(/\x1b\[\d+m/g, ''), plain)
  assert.equal((await run(args, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout, plain)
})

test('no character of a header acts on the terminal', async () => {
  const hostile =
    'Be\x07arer rea\x1blm="\x1b[31m\x9b\x7f\u202e\u200b\u2028\r\n\ud800", \x1b]0;title\x07="a", x\x08y=b'
  const input = `HTTP/1.1 401 \x1b\nWWW-Authenticate: Basic realm="\x1b]8;;http://h\x07", \x9bx="\x85"\n\n`
  for (const args of [[], ['--json'], ['--fix'], ['--strict'], ['--forward-origin', 'https://h']]) {
    const texts = [hostile, 'Bearer realm=a\x9bb, x="\x85']
    for (const { stdout, stderr } of [await run([...args, ...texts]), await run([...args, '-'], { input })]) {
      assert.doesNotMatch(stdout + stderr, /[\0-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u202e\ufffe]/)
    }
  }
})

test('standard input is a value, headers, or what curl prints', async () => {
  const read = async (input) => {
    const [{ header, lines, status }] = JSON.parse((await run(['--json', '-'], { input })).stdout).results
    return { header, lines, status }
  }
  const www = (lines, status) => ({ header: 'WWW-Authenticate', lines, status })
  assert.deepEqual(await read('Basic realm="a"\n'), www(['Basic realm="a"'], undefined))
  assert.deepEqual(
    await read('www-authenticate:Basic\nServer: x\nWWW-AUTHENTICATE: A, \n'),
    www(['Basic', 'A,'], undefined),
  )
  assert.deepEqual(await read('\n\nWWW-Authenticate: A\n\nWWW-Authenticate: B\n'), www(['A'], undefined))
  assert.deepEqual(
    await read('HTTP/2 401 \r\nWWW-Authenticate: A\r\n\r\nWWW-Authenticate: B\n'),
    www(['A'], 401),
  )
  assert.deepEqual(await read('HTTP/1.1 401 No\nWWW-Authenticate: A,\n\tB\nX: y\n z\n\n'), www(['A, B'], 401))
  const redirected =
    'HTTP/1.1 302 Found\nWWW-Authenticate: A\n\nbody\nHTTP/1.1 403 Forbidden\nWWW-Authenticate: B\n\n'
  assert.deepEqual(await read(redirected), www(['B'], 403))
  assert.deepEqual(await read('* connected\n< HTTP/1.1 401 No\n< WWW-Authenticate: A\n< \n'), www(['A'], 401))
  const proxy = { header: 'Proxy-Authenticate', lines: ['B'], status: 407 }
  assert.deepEqual(await read('HTTP/1.1 407 x\nWWW-Authenticate: A\nProxy-Authenticate: B\n\n'), proxy)
  assert.deepEqual(await read('Proxy-Authenticate: B'), { ...proxy, status: undefined })
  assert.deepEqual(await read('HTTP/1.1 200 OK\n\n'), www([], 200))
  assert.deepEqual(
    await read(Buffer.from('Basic realm="\xe9"', 'latin1')),
    www(['Basic realm="\xe9"'], undefined),
  )
  const { results } = JSON.parse((await run(['--json', 'WWW-Authenticate: A', 'B'])).stdout)
  assert.deepEqual(results[0].lines, ['A', 'B'])
})

test('exit codes: 0 clean, 1 from the severity of --fail-on, 2 wrong usage', async () => {
  const note = 'Newauth realm="a"'
  const warning = 'Bearer scope="a"'
  for (const [args, code] of [
    [['Basic realm="a"'], 0],
    [[note], 0],
    [['--fail-on', 'note', note], 1],
    [['--fail-on', 'warning', note], 0],
    [['--profile', 'mcp', warning], 0],
    [['--profile', 'mcp', '--fail-on', 'warning', warning], 1],
    [['--fail-on', 'never', FORBIDDEN], 0],
    [['--status', '401', ''], 1],
    [['--fix', FORBIDDEN], 0],
    [['--fix', 'realm=a'], 1],
    [['--help'], 0],
    [['--version'], 0],
    [[], 2],
    [['--bogus', 'Basic'], 2],
    [['--profile', 'MCP', 'Basic'], 2],
    [['--fail-on', 'fatal', 'Basic'], 2],
    [['--status', '99', 'Basic'], 2],
    [['--status', '401.5', 'Basic'], 2],
    [['--forward-origin', 'https://h/p', 'Basic'], 2],
    [['--fix', '--json', 'Basic'], 2],
    [['-', 'Basic'], 2],
    [['http://h/', 'Basic'], 2],
    [['--status', '401', 'http://h/'], 2],
    [['--insecure', 'Basic'], 2],
    [['-H', 'no header', 'http://h/'], 2],
    [['-H', 'a: b\nc: d', 'http://h/'], 2],
    [['--timeout', '0', 'http://h/'], 2],
  ]) {
    const result = await run(args)
    assert.equal(result.code, code, `${args}: ${result.stderr}`)
    if (code === 2) assert.match(result.stderr, /^auth-challenge: .+\nTry `auth-challenge --help`\.\n$/)
    if (code === 2) assert.equal(result.stdout, '')
  }
  assert.equal((await run(['-v'])).stdout, `${version}\n`)
})

test('each option is in the help, and each example of the help runs', async () => {
  const { stdout } = await run(['--help'])
  const source = fs.readFileSync(path.join(root, 'bin/options.js'), 'utf8')
  const names = [...source.matchAll(/^ {2}'?([\w-]+)'?: \{ type: /gm)].map(([, name]) => name)
  assert.ok(names.length > 10)
  for (const name of names) assert.ok(stdout.includes(`--${name}`), name)
  const examples = [...stdout.matchAll(/^ {2}auth-challenge (.*)$/gm)].map(([, example]) => example)
  const local = examples.filter((example) => !/ https:\S+$/.test(example))
  assert.equal(local.length, 4)
  for (const example of local) {
    const args = [...example.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare)
    const result = await run(args)
    assert.ok(result.code <= 1 && result.stderr === '', `${example}: ${result.stderr}`)
  }
})

test('--fix prints the repaired lines and nothing else; what is left goes to standard error', async () => {
  const clean = await run(['--fix', FORBIDDEN, 'Basic realm=a'])
  const repaired = 'Bearer error="insufficient_scope", scope="files:read"\nBasic realm="a"\n'
  assert.deepEqual(clean, { code: 0, stdout: repaired, stderr: '' })
  const twice = await run(['--fix', '--profile', 'oauth', 'Bearer error="a", error_description="b\\'])
  assert.equal(twice.stdout, 'Bearer error="a", error_description="b/"\n')
  const rest = await run(['--fix', 'Bearer realm="a"; scope="b" ???'])
  assert.equal(rest.stdout, 'Bearer realm="a", scope="b" ???\n')
  assert.match(rest.stderr, /stray-text/)
})

test('--forward-origin shows a difference', async () => {
  const pointer = (origin) => `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource"`
  const args = ['--forward-origin', 'https://gateway.example', pointer('http://10.0.0.7'), 'Basic realm="a"']
  const { stdout } = await run(args, { env: { COLUMNS: '200' } })
  const section = stdout.slice(stdout.indexOf('Forwarded'))
  assert.equal(
    section,
    `Forwarded by a gateway
- WWW-Authenticate: ${pointer('http://10.0.0.7')}
+ WWW-Authenticate: ${pointer('https://gateway.example')}
  WWW-Authenticate: Basic realm="a"
Changes: resource-metadata: resource_metadata
`,
  )
  const narrow = (await run(args, { env: { COLUMNS: '60' } })).stdout
  assert.ok(narrow.split('\n').every((row) => row.length <= 60))
  assert.equal(narrow.slice(narrow.indexOf('Forwarded')).match(/^[-+ ] /gm).length, 5)
  const { results } = JSON.parse((await run(['--json', ...args])).stdout)
  assert.deepEqual(results[0].forwarded.lines, [pointer('https://gateway.example'), 'Basic realm="a"'])
  assert.match(
    (await run(['--forward-origin', 'https://h', 'Basic realm="a"'])).stdout,
    /Nothing changes\.\n$/,
  )
})

test('--strict recovers from nothing', async () => {
  assert.match((await run(['--strict', FORBIDDEN])).stdout, /^Strict reading refuses this header\.\n/)
  assert.match((await run(['--strict', 'Basic realm="a"'])).stdout, /^Basic \(RFC 7617\)\n {2}realm {2}a\n/)
})

test('the JSON has what its documentation names', async () => {
  const documentation = fs.readFileSync(path.join(root, 'docs/command-line.md'), 'utf8')
  const pointer = 'Bearer resource_metadata="http://h/.well-known/oauth-protected-resource", scope=a/b'
  const args = [
    '--json',
    '--clients',
    '--profile',
    'mcp',
    '--status',
    '401',
    '--forward-origin',
    'https://g',
    pointer,
    'Negotiate a==',
  ]
  const printed = JSON.parse((await run(args)).stdout)
  assert.deepEqual(Object.keys(printed), ['version', 'results'])
  const [result] = printed.results
  const documented = [...documentation.matchAll(/^\| `results\[\]\.(\w+)` \|/gm)].map(([, name]) => name)
  assert.deepEqual(['request', ...Object.keys(result)].sort(), documented.sort())
  const row = (name) => documentation.split('\n').find((line) => line.startsWith(`| \`results[].${name}\` |`))
  const namesIn = (objects) => new Set(objects.flatMap((object) => Object.keys(object)))
  for (const [name, objects] of [
    ['challenges', result.challenges],
    ['findings', [...result.findings, ...result.findings.flatMap(({ fix }) => fix ?? [])]],
    ['forwarded', [result.forwarded, ...result.forwarded.changes]],
  ]) {
    const words = new Set(row(name).match(/\w+/g))
    assert.ok(objects.length > 1)
    for (const property of namesIn(objects)) assert.ok(words.has(property), `${name}: ${property}`)
  }
})

/** A server on loopback, while `use` runs. */
async function serve(create, listener, use) {
  const server = create(listener)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await use(`${server instanceof https.Server ? 'https' : 'http'}://127.0.0.1:${server.address().port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const serveHttp = (listener, use) => serve((listener) => http.createServer(listener), listener, use)

test('a URL is asked by GET and as an MCP client asks', async () => {
  const seen = []
  const listener = (request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      seen.push([request.method, request.headers['x-test'], body && JSON.parse(body).method])
      response.writeHead(401, { 'WWW-Authenticate': ['Negotiate', FORBIDDEN] })
      // The body never ends: only the head is read.
      response.write('waiting')
    })
  }
  await serveHttp(listener, async (origin) => {
    const { code, stdout } = await run(['-H', 'X-Test: yes', `${origin}/mcp#fragment`])
    assert.equal(code, 1)
    assert.deepEqual(seen, [
      ['GET', 'yes', ''],
      ['POST', 'yes', 'initialize'],
    ])
    assert.ok(
      stdout.startsWith(
        `GET ${origin}/mcp → 401\nPOST ${origin}/mcp → 401\n\nNegotiate (RFC 4559)\nBearer (RFC 6750)\n`,
      ),
    )
    const { results } = JSON.parse((await run(['--json', origin])).stdout)
    assert.deepEqual(
      results.map(({ lines, request, status }) => [lines, request, status]),
      [
        [['Negotiate', FORBIDDEN], [{ method: 'GET', url: `${origin}/`, status: 401 }], 401],
        [['Negotiate', FORBIDDEN], [{ method: 'POST', url: `${origin}/`, status: 401 }], 401],
      ],
    )
  })
})

test('redirects are shown, and other origins get no header of the caller', async () => {
  const seen = []
  const target = (request, response) => {
    seen.push([request.method, request.headers.authorization])
    const isEnd = request.url === '/end'
    response.writeHead(isEnd ? 401 : 302, isEnd ? {} : { location: '/end' }).end()
  }
  await serveHttp(target, async (other) => {
    const redirect = (request, response) => {
      const paths = {
        '/307-302': [307, `${other}/302`],
        '/302': [302, '/307'],
        '/307': [307, `${other}/end`],
        '/loop': [302, '/loop'],
      }
      const [status, location] = paths[request.url]
      seen.push([request.method, request.headers.authorization])
      response.writeHead(status, { location }).end()
    }
    await serveHttp(redirect, async (origin) => {
      const { code, stdout } = await run(['-H', 'Authorization: secret', `${origin}/302`])
      assert.equal(code, 1)
      assert.deepEqual(seen, [
        ['GET', 'secret'],
        ['GET', 'secret'],
        ['GET', undefined],
        ['POST', 'secret'],
        ['GET', 'secret'],
        ['GET', undefined],
      ])
      assert.ok(
        stdout.startsWith(
          `GET ${origin}/302 → 302 to ${origin}/307\nGET ${origin}/307 → 307 to ${other}/end\nGET ${other}/end → 401\n`,
        ),
      )
      assert.match(stdout, /challenge-missing/)
      seen.length = 0
      await run(['-H', 'Authorization: secret', `${origin}/307-302`])
      assert.deepEqual(
        seen.map(([, authorization]) => authorization),
        ['secret', undefined, undefined, 'secret', undefined, undefined],
      )
      seen.length = 0
      const loop = await run([`${origin}/loop`])
      assert.deepEqual(
        [loop.code, loop.stderr, seen.length],
        [2, 'auth-challenge: more than 5 redirects\n', 6],
      )
    })
  })
})

test('no answer is exit code 2: refused, too late, not HTTP, no certificate that counts', async () => {
  const closed = http.createServer()
  await new Promise((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const { port } = closed.address()
  await new Promise((resolve) => closed.close(resolve))
  const refused = await run([`http://127.0.0.1:${port}/`])
  assert.deepEqual([refused.code, refused.stdout], [2, ''])
  assert.match(refused.stderr, /^auth-challenge: GET http:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED.*\n$/)
  await serveHttp(
    () => {},
    async (origin) => {
      const late = await run(['--timeout', '0.2', origin])
      assert.deepEqual(
        [late.code, late.stderr],
        [2, `auth-challenge: GET ${origin}: no answer within 0.2 s\n`],
      )
    },
  )
  assert.equal((await run(['http://[::/'])).code, 2)
  const tls = (file) => fs.readFileSync(path.join(__dirname, 'tls', file))
  const create = (listener) =>
    https.createServer({ cert: tls('certificate.pem'), key: tls('key.pem') }, listener)
  const listener = (_request, response) =>
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="a"' }).end()
  await serve(create, listener, async (origin) => {
    const refused = await run([origin])
    assert.equal(refused.code, 2)
    assert.match(refused.stderr, /certificate/)
    assert.equal((await run(['--insecure', origin])).code, 0)
  })
})

test('a header that node:http refuses to read is read', async () => {
  const raw = require('node:net').createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () =>
      socket.end('HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="a\x01b"\r\nContent-Length: 0\r\n\r\n'),
    )
  })
  await new Promise((resolve) => raw.listen(0, '127.0.0.1', resolve))
  const { code, stdout } = await run([`http://127.0.0.1:${raw.address().port}/`])
  raw.close()
  assert.equal(code, 1)
  assert.match(stdout, /control-character/)
})
