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

/** Why something was changed. */
export type ChangeReason =
  | 'unsendable'
  | 'resource-metadata'
  | 'insert-resource-metadata'
  | 'ensure'
  | 'scope'
  | 'set'
  | 'remove'
  | 'schemes'
  | 'errors'
  | 'normalize'
  | 'characters'
  | 'length'
  | 'scope-token'
  | 'url'
  | 'name'

/** A change that forwarding or writing made. */
export interface Change {
  reason: ChangeReason
  /** The field line, counted from 0. */
  line: number
  /** The scheme of the challenge, if one is concerned. */
  scheme?: string | undefined
  /** The name of the parameter in lower case, if one is concerned. */
  parameter?: string | undefined
  /** What stood there, if anything did. */
  before?: string | undefined
  /** What stands there now, if anything does. */
  after?: string | undefined
}

/** A value to set, in challenges of all schemes or of some. */
export type Setting = string | { value: string; schemes?: readonly string[] | undefined }

/** A parameter to take out, of challenges of all schemes or of some. */
export type Removal = string | { name: string; schemes?: readonly string[] | undefined }

export interface ForwardOptions extends SourceOptions {
  /**
   * What becomes of `resource_metadata` (RFC 9728 5.1), in every challenge that carries it and whose value is an http
   * or https URL: another URL, the same with another origin, or what a function says. With `{ origin }`, only URLs
   * whose path has `/.well-known/oauth-protected-resource` change. A function that returns nothing changes nothing; it
   * gets the challenge too, unless the parameter stands outside of any.
   */
  resourceMetadata?:
    | string
    | URL
    | { origin: string | URL }
    | ((url: string, challenge: Challenge | undefined) => string | URL | null | undefined)
    | undefined
  /** A URL to add as `resource_metadata` to `Bearer` and `DPoP` challenges without one; `true` for that of `resourceMetadata`. */
  insertResourceMetadata?: string | URL | true | undefined
  /**
   * The challenge to send if there is none (RFC 9110 15.5.2), as a field line, as what {@link formatWwwAuthenticate}
   * takes, or as parameters of {@link bearerChallenge}; `true` for a Bearer challenge with the URL of `insertResourceMetadata`. For status 401 only.
   */
  ensure?: string | ChallengeInit | BearerParams | true | undefined
  /** The status of the response. Edits are for 401, 403 and 407: with another one the lines stay as they came. */
  status?: number | undefined
  /** Another scope, in every challenge that carries one, or a function from scopes to scopes. Without any left, it goes. */
  scope?:
    | string
    | readonly string[]
    | ((scopes: string[], challenge: Challenge | undefined) => string | readonly string[])
    | undefined
  /** The realm, as with `set`. */
  realm?: Setting | undefined
  /** Parameters to set or to add. `Negotiate` and `NTLM`, which have none, get one only if they are named. */
  set?: Readonly<Record<string, Setting>> | undefined
  /** Parameters to take out. */
  remove?: Removal | readonly Removal[] | undefined
  /** Keep the challenges of these schemes, in this order, and no others. */
  schemes?: readonly string[] | undefined
  /**
   * `redact` puts a fixed text in the place of `error_description`; `drop` takes out `error`, `error_description` and
   * `error_uri`, for a request without credentials (RFC 6750 3.1).
   *
   * @default 'keep'
   */
  errors?: 'keep' | 'redact' | 'drop' | undefined
  /**
   * Write each challenge anew, in the form that every client reads: one a line, Bearer first, one space after the
   * scheme, none around `=`, every value quoted. Repairs every defect.
   *
   * @default false
   */
  normalize?: boolean | undefined
  /** Told of each change, in order, once all is done. */
  onChange?: ((change: Change) => void) | undefined
}

/**
 * The field lines to send on, for `response.setHeader('WWW-Authenticate', lines)`.
 *
 * Without options the lines come back as they are (a proxy must not modify them, RFC 9110 11.6.1), but for characters
 * that no field may hold, which become spaces. What an option does not name keeps every octet.
 *
 * ```http
 * WWW-Authenticate: Bearer realm="files", resource_metadata="http://10.0.0.7/.well-known/oauth-protected-resource"
 * ```
 * ```js
 * forwardChallenge(upstream, { resourceMetadata: { origin: 'https://gateway.example' } })
 * // ['Bearer realm="files", resource_metadata="https://gateway.example/.well-known/oauth-protected-resource"']
 * ```
 *
 * No header text makes it throw.
 *
 * @throws {TypeError} for a source or an option that is none; `code` names what was expected
 */
export function forwardChallenge(source: ChallengeSource, options?: ForwardOptions): string[]

/** A challenge to write. */
export interface ChallengeInit {
  scheme: string
  token68?: string | undefined
  params?: Readonly<Record<string, string>> | undefined
}

/**
 * One field line of the challenges, in order; the exact inverse of reading.
 *
 * ```http
 * WWW-Authenticate: Basic realm="the \"files\"", Negotiate
 * ```
 * ```js
 * formatWwwAuthenticate([{ scheme: 'Basic', params: { realm: 'the "files"' } }, { scheme: 'Negotiate' }])
 * ```
 *
 * @throws {ChallengeFormatError} for what no header can carry
 * @throws {TypeError} for what is no challenge; `code` names what was expected
 */
export function formatWwwAuthenticate(challenges: readonly ChallengeInit[]): string

/** Why a challenge cannot be written. */
export type FormatErrorCode =
  | 'invalid-scheme'
  | 'invalid-token68'
  | 'token68-with-params'
  | 'invalid-param-name'
  | 'repeated-param'
  | 'control-in-value'
  | 'upper-case-name'
  | 'too-long'
  | 'wide-in-value'

/** What no header can carry. */
export class ChallengeFormatError extends TypeError {
  constructor(refusal: { code: FormatErrorCode; expected: string; challenge: number; param?: string | undefined })
  readonly name: 'ChallengeFormatError'
  readonly code: FormatErrorCode
  /** The place of the challenge, counted from 0. */
  readonly challenge: number
  /** The name of the parameter, if it is one. */
  readonly parameter: string | undefined
}

/** The value of a parameter; an array has spaces between its words. Nothing is written for `null` and `undefined`. */
export type BearerValue = string | number | boolean | URL | readonly string[] | null | undefined

/** Parameters of a Bearer or DPoP challenge: those of RFC 6750 3 and RFC 9728 5.1, and any others. */
export interface BearerParams {
  realm?: BearerValue
  /** Scopes, RFC 6749 3.3. */
  scope?: BearerValue
  error?: BearerValue
  error_description?: BearerValue
  error_uri?: BearerValue
  resource_metadata?: BearerValue
  /** RFC 9470 3 */
  acr_values?: BearerValue
  /** RFC 9470 3, in seconds. */
  max_age?: BearerValue
  /** RFC 9449 7.1, for the scheme DPoP. */
  algs?: BearerValue
  [name: string]: BearerValue
}

export interface BearerOptions {
  /** @default 'Bearer' */
  scheme?: 'Bearer' | 'DPoP' | undefined
  /** Told of everything that was replaced or left out. */
  onChange?: ((change: Change) => void) | undefined
}

/**
 * A Bearer challenge that every known client reads, whatever text it is made of (RFC 6750 3).
 *
 * ```http
 * WWW-Authenticate: Bearer scope="files:read", error="insufficient_scope", error_description="say 'please'"
 * ```
 * ```js
 * bearerChallenge({ error: 'insufficient_scope', error_description: 'say "please"', scope: 'files:read' })
 * ```
 *
 * The result has at most 8192 characters, all of them printable ASCII. In text, `"` becomes `'`, `\` becomes `/`,
 * letters outside of ASCII become `?` and other characters spaces; `realm`, `error` and `error_description` are cut at
 * 512 characters. Words that are no scope-tokens are left out, and those past 2048 characters. URLs must be http or
 * https, without userinfo and with at most 2048 characters; they are percent-encoded. Other parameters are left out if
 * there is no room. An empty value is left out, but for a realm. Text that could be taken for a parameter that does not
 * stand before it, such as `scope=` in a realm, gets a space before the `=`.
 *
 * @throws {TypeError} for what is neither text nor a number; `code` names what was expected
 */
export function bearerChallenge(params?: BearerParams, options?: BearerOptions): string

/**
 * The URL of a resource's metadata document, RFC 9728 3.1: the well-known segment stands between host and path, the
 * query stays, userinfo and fragment go.
 *
 * ```js
 * protectedResourceMetadataUrl('https://files.example/mcp')
 * // 'https://files.example/.well-known/oauth-protected-resource/mcp'
 * ```
 *
 * @throws {TypeError} `expected-url` if `resource` is no http or https URL
 */
export function protectedResourceMetadataUrl(resource: string | URL): string
