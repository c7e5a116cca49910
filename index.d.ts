import type { IncomingMessage } from 'node:http'

/**
 * Where field lines come from.
 *
 * - a string is one field line, an array of strings several, as they were received
 * - `Headers` and `Response` of fetch give their lines joined
 * - `IncomingMessage` gives its lines apart, through `headersDistinct`
 * - `null` and `undefined` are no challenge
 */
export type ChallengeSource = string | readonly string[] | Headers | Response | IncomingMessage | null | undefined

/** `challenge = auth-scheme [ 1*SP ( token68 / #auth-param ) ]`, RFC 9110 11.3 */
export interface Challenge {
  /** The scheme as it was sent; its case does not matter (RFC 9110 11.1). */
  scheme: string
  /** The token68 that stands in the place of parameters, if one was sent. */
  token68: string | undefined
  /**
   * The parameters in order: names in lower case, values without quotes and with quoted-pairs undone. The object
   * inherits nothing, so that `__proto__` and `constructor` are names like any other.
   */
  params: Record<string, string>
}

/** The name of a deviation from the grammar. */
export type DefectCode =
  | 'comma-after-scheme'
  | 'missing-comma'
  | 'semicolon-separator'
  | 'unquoted-value'
  | 'unterminated-quote'
  | 'control-character'
  | 'not-an-octet'
  | 'tab-after-scheme'
  | 'duplicate-parameter'
  | 'orphan-parameter'
  | 'stray-text'
  | 'too-long'

/** A deviation from the grammar of RFC 9110 11, from which tolerant reading recovers. */
export interface Defect {
  code: DefectCode
  /** The field line, counted from 0. */
  line: number
  /** The UTF-16 code unit in that line, counted from 0. */
  offset: number
}

/** Options for finding the field in a source. */
export interface SourceOptions {
  /**
   * The field to read of a `Headers`, `Response` or `IncomingMessage`, such as `proxy-authenticate`.
   *
   * @default 'www-authenticate'
   */
  header?: string | undefined
}

export interface ParseOptions extends SourceOptions {
  /**
   * Throw a {@link ChallengeSyntaxError} at the first deviation from RFC 9110 11.6.1.
   *
   * @default false
   */
  strict?: boolean | undefined
  /** Told of each deviation, in order, once the reading is done. Not called in strict reading. */
  onDefect?: ((defect: Defect) => void) | undefined
  /**
   * How many UTF-16 code units are read, over all lines. Of a longer field, what is complete before the limit is kept.
   *
   * @default 65536
   */
  maxLength?: number | undefined
}

/**
 * Reads the challenges of `WWW-Authenticate` or `Proxy-Authenticate`, in order (RFC 9110 11.6.1).
 *
 * ```http
 * WWW-Authenticate: Bearer realm="files", scope="read write", Basic realm="files"
 * ```
 * ```js
 * parseWwwAuthenticate('Bearer realm="files", scope="read write", Basic realm="files"')
 * // [ { scheme: 'Bearer', token68: undefined, params: { realm: 'files', scope: 'read write' } },
 * //   { scheme: 'Basic', token68: undefined, params: { realm: 'files' } } ]
 * ```
 *
 * No text makes it throw, unless `strict` is set.
 *
 * @throws {TypeError} `code` names what was expected: `expected-source`, `expected-options`, `expected-boolean` and so on
 * @throws {ChallengeSyntaxError} in strict reading
 */
export function parseWwwAuthenticate(source: ChallengeSource, options?: ParseOptions): Challenge[]

/**
 * The first deviation that strict reading meets. Neither the message nor a property holds header text.
 *
 * ```http
 * WWW-Authenticate: Bearer, error="insufficient_scope"
 * ```
 * ```js
 * parseWwwAuthenticate('Bearer, error="insufficient_scope"', { strict: true })
 * // throws: code 'comma-after-scheme', line 0, offset 6
 * ```
 */
export class ChallengeSyntaxError extends SyntaxError implements Defect {
  constructor(defect: Defect)
  readonly name: 'ChallengeSyntaxError'
  readonly code: DefectCode
  readonly line: number
  readonly offset: number
}
