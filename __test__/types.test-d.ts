// Compiled, not run: what TypeScript must accept and refuse.
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'

import {
  ChallengeFormatError,
  ChallengeSyntaxError,
  bearerChallenge,
  createForwarder,
  findChallenge,
  formatWwwAuthenticate,
  forwardChallenge,
  lintWwwAuthenticate,
  parseWwwAuthenticate,
  protectedResourceMetadataUrl,
} from 'auth-challenge'
import type {
  Challenge,
  Change,
  Defect,
  DefectCode,
  Finding,
  FindingCode,
  FormatErrorCode,
  LintProfile,
} from 'auth-challenge'

const challenges: Challenge[] = parseWwwAuthenticate('Basic realm="a"')
const realm: string | undefined = challenges[0]?.params.realm
const token68: string | undefined = challenges[0]?.token68

parseWwwAuthenticate(['Basic', 'Bearer'] as const)
parseWwwAuthenticate(new Headers())
parseWwwAuthenticate(new Response())
parseWwwAuthenticate(new IncomingMessage(new Socket()))
parseWwwAuthenticate(null)
parseWwwAuthenticate(undefined, { header: 'proxy-authenticate', maxLength: 10, strict: true })
parseWwwAuthenticate('', { onDefect: (defect: Defect) => void (defect.code satisfies DefectCode) })

// @ts-expect-error a number is no source
parseWwwAuthenticate(1)
// @ts-expect-error an option that there is not
parseWwwAuthenticate('', { tolerant: true })
// @ts-expect-error a code that there is not
const code: DefectCode = 'no-such-code'

try {
  parseWwwAuthenticate('', { strict: true })
} catch (error) {
  if (error instanceof ChallengeSyntaxError) {
    const { code, line, offset }: { code: DefectCode; line: number; offset: number } = error
    void [code, line, offset]
  }
}

const findings: Finding[] = lintWwwAuthenticate(new Response(), { header: 'x', profile: 'mcp', status: 401 })
const findingCode: FindingCode = findings[0]?.code ?? ('comma-after-scheme' satisfies DefectCode)
const replacement: string | undefined = findings[0]?.fix?.text
const profile: LintProfile = 'oauth'
lintWwwAuthenticate('', { profile })
// @ts-expect-error a profile that there is not
lintWwwAuthenticate('', { profile: 'MCP' })
// @ts-expect-error a finding may have no fix
findings[0].fix.text
void [findingCode, replacement]

const lines: string[] = forwardChallenge(new Response(), {
  ensure: { scope: ['a'] },
  errors: 'drop',
  insertResourceMetadata: true,
  normalize: true,
  onChange: (change: Change) => void change.reason,
  realm: { value: 'a', schemes: ['Basic'] },
  remove: ['error', { name: 'realm' }],
  resourceMetadata: (url, challenge) => (challenge?.scheme === 'Bearer' ? new URL(url) : undefined),
  schemes: ['Bearer'] as const,
  scope: (scopes) => scopes.filter((scope) => scope !== 'a'),
  set: { max_age: '5' },
  status: 401,
})
forwardChallenge(lines, { resourceMetadata: { origin: new URL('https://h') } })
// @ts-expect-error an origin is needed
forwardChallenge(lines, { resourceMetadata: {} })
// @ts-expect-error an option that there is not
forwardChallenge(lines, { resource_metadata: 'https://h' })

const found: Challenge | undefined =
  findChallenge(challenges, 'Bearer') ?? findChallenge(new Headers(), 'Bearer')
const forward: (source: string) => string[] = createForwarder({
  resourceMetadata: { origin: 'https://h', from: 'http://i' },
})
parseWwwAuthenticate({ 'www-authenticate': ['a'] })
parseWwwAuthenticate(new Map([['www-authenticate', 'a']]))

const text: string =
  formatWwwAuthenticate(parseWwwAuthenticate(lines)) + formatWwwAuthenticate([{ scheme: 'Basic' }])
// @ts-expect-error a value is text
formatWwwAuthenticate([{ scheme: 'Basic', params: { realm: 1 } }])
// @ts-expect-error a misspelt parameter
bearerChallenge({ scopes: ['a'] })
const header: string = bearerChallenge(
  { scope: ['a'], max_age: 5, error: undefined, extensions: { 'x-any': true } },
  { scheme: 'DPoP' },
)
// @ts-expect-error another scheme
bearerChallenge({}, { scheme: 'Basic' })
const url: string = protectedResourceMetadataUrl(new URL('https://h'))
const refused = (error: unknown): FormatErrorCode | undefined =>
  error instanceof ChallengeFormatError ? error.code : undefined

void [found, forward, text, header, url, refused, realm, token68, code]
