// Compiled, not run: what TypeScript must accept and refuse.
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'

import { ChallengeSyntaxError, parseWwwAuthenticate } from 'auth-challenge'
import type { Challenge, Defect, DefectCode } from 'auth-challenge'

const challenges: Challenge[] = parseWwwAuthenticate('Basic realm="a"')
const realm: string | undefined = challenges[0]?.params['realm']
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

void [realm, token68, code]
