/** The value of a header field: a line, several lines, or nothing. */
type FieldLines = string | readonly string[] | null | undefined

/** The global `URL`, if the program has types for it: those of the DOM, or of Node.js. */
type Url = typeof globalThis extends { URL: { prototype: infer T } } ? T : never

/** Headers by their names, in any case: `headers` of Node.js, of http2 and of undici. */
interface HeaderRecord {
  readonly [name: string]: unknown
}

/** Headers with a method to get one by its name: `Headers` of fetch, `AxiosHeaders`, a `Map`. */
interface HeaderGetter {
  get(name: string): unknown
}

/**
 * Where field lines come from.
 *
 * - A string is one field line. An array of strings has several, as they were received.
 * - Headers: `Headers` of fetch, which joins the lines, a record of names and values, or what has a method `get`.
 * - What has headers: a `Response` of fetch, an `IncomingMessage` of Node.js (through `headersDistinct`, which keeps the
 *   lines apart), a response of axios, got or undici.
 * - `null` and `undefined` are no challenge.
 */
export type ChallengeSource =
  | FieldLines
  | HeaderRecord
  | HeaderGetter
  | { readonly headers: HeaderRecord | HeaderGetter }
  | { readonly headersDistinct: HeaderRecord }

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
  params: ChallengeParams
}

/** The parameters that specifications define, and any others. */
export interface ChallengeParams {
  realm?: string
  scope?: string
  error?: string
  error_description?: string
  error_uri?: string
  resource_metadata?: string
  acr_values?: string
  max_age?: string
  algs?: string
  authorization_uri?: string
  claims?: string
  client_id?: string
  trusted_issuers?: string
  service?: string
  as_uri?: string
  ticket?: string
  access?: string
  referrer?: string
  domain?: string
  nonce?: string
  opaque?: string
  stale?: string
  algorithm?: string
  qop?: string
  userhash?: string
  charset?: string
  challenge?: string
  'max-age'?: string
  [name: string]: string | undefined
}

/**
 * The `code` of a `TypeError` for an argument that this library does not take. The error of an option has its name too,
 * as `option`: such as `resourceMetadata.origin`.
 */
export type ArgumentErrorCode =
  | 'invalid-source'
  | 'invalid-options'
  | 'unknown-option'
  | 'invalid-option'
  | 'unknown-parameter'
  | 'invalid-argument'

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
  | 'missing-value'
  | 'quoted-field'

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
  /** Called for each deviation, in order, after the field is read. Not called in strict reading. */
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
 * It never throws on header text, unless `strict` is set.
 *
 * @throws {TypeError} for an invalid source or option; `code` is an {@link ArgumentErrorCode}
 * @throws {ChallengeSyntaxError} in strict reading
 */
export function parseWwwAuthenticate(source: ChallengeSource, options?: ParseOptions): Challenge[]

/**
 * The first challenge of a scheme, whatever its case (RFC 9110 11.1), or `undefined`.
 *
 * ```http
 * WWW-Authenticate: Negotiate, bearer scope="read"
 * ```
 * ```js
 * findChallenge(response, 'Bearer')?.params.scope
 * // 'read'
 * ```
 *
 * @param source where the field lines come from, or the challenges that `parseWwwAuthenticate` returned
 * @throws {TypeError} for an invalid source, or a scheme that is not a token; `code` is an {@link ArgumentErrorCode}
 */
export function findChallenge(
  source: ChallengeSource | readonly Challenge[],
  scheme: string,
): Challenge | undefined

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
  | 'repair'
  | 'stray-text'
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
  /** The UTF-16 code unit in that line at which `before` begins, if it comes from there. */
  offset?: number | undefined
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
    | Url
    | { origin: string | Url; from?: string | Url | undefined }
    | ((url: string, challenge: Challenge | undefined) => string | Url | null | undefined)
    | undefined
  /** A URL to add as `resource_metadata` to `Bearer` and `DPoP` challenges without one; `true` for that of `resourceMetadata`. */
  insertResourceMetadata?: string | Url | true | undefined
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
   * scheme, none around `=`, values in quotes (but for `stale` and `algorithm` of Digest, which RFC 7616 3.3 wants as tokens).
   * Repairs every defect.
   *
   * @default false
   */
  normalize?: boolean | undefined
  /** Called for each change, in order, after all of them are made. */
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
 * It never throws on header text. What a callback throws reaches the caller.
 *
 * @throws {TypeError} for an invalid source or option; `code` is an {@link ArgumentErrorCode}
 */
export function forwardChallenge(source: ChallengeSource, options?: ForwardOptions): string[]

/**
 * {@link forwardChallenge} for many responses: the options are checked once, here.
 *
 * ```http
 * WWW-Authenticate: Bearer realm="files", resource_metadata="http://10.0.0.7/.well-known/oauth-protected-resource"
 * ```
 * ```js
 * const forward = createForwarder({ resourceMetadata: { origin: 'https://gateway.example' } })
 * response.setHeader('WWW-Authenticate', forward(upstream))
 * // Bearer realm="files", resource_metadata="https://gateway.example/.well-known/oauth-protected-resource"
 * ```
 *
 * @throws {TypeError} for an invalid option; `code` is an {@link ArgumentErrorCode}
 */
export function createForwarder(options?: ForwardOptions): (source: ChallengeSource) => string[]

/** A challenge to write. */
export interface ChallengeInit {
  scheme: string
  token68?: string | undefined
  /** Parameters without a value (`undefined`) are not written. */
  params?: Readonly<Record<string, string | undefined>> | undefined
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
 * @throws {TypeError} `invalid-argument` for what is not a challenge
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

/** Which rules {@link lintWwwAuthenticate} applies. Each profile has those of the one before it: http, oauth, mcp. */
export type LintProfile = 'http' | 'oauth' | 'mcp'

/** What a {@link Finding} is about: a deviation from the grammar, or a rule beyond it. */
export type FindingCode =
  | DefectCode
  | 'challenge-missing'
  | 'proxy-challenge-missing'
  | 'realm-not-quoted'
  | 'unknown-scheme'
  | 'unknown-parameter'
  | 'unexpected-token68'
  | 'basic-realm-missing'
  | 'invalid-charset'
  | 'digest-realm-missing'
  | 'digest-nonce-missing'
  | 'digest-qop-missing'
  | 'digest-not-quoted'
  | 'digest-quoted'
  | 'bearer-parameters-missing'
  | 'invalid-character'
  | 'invalid-scope'
  | 'comma-in-scope'
  | 'unknown-error'
  | 'error-status'
  | 'step-up-status'
  | 'dpop-error-status'
  | 'error-without-credentials'
  | 'description-without-error'
  | 'invalid-resource-metadata'
  | 'dpop-algs-missing'
  | 'invalid-dpop-algs'
  | 'symmetric-dpop-alg'
  | 'invalid-max-age'
  | 'invalid-acr-values'
  | 'step-up-requirement-missing'
  | 'step-up-error-missing'
  | 'oauth-challenge-missing'
  | 'resource-metadata-missing'
  | 'scope-missing'
  | 'insufficient-scope-missing'
  | 'scopes-in-several-challenges'
  | 'offline-access'
  | 'insecure-resource-metadata'

/** What is wrong with a field, and where. */
export interface Finding {
  code: FindingCode
  /**
   * `error`: a specification forbids it. `warning`: a specification recommends something else, or clients go wrong.
   * `note`: worth knowing.
   */
  severity: 'error' | 'warning' | 'note'
  /** The field line, counted from 0. */
  line: number
  /** The UTF-16 code unit in that line, counted from 0. */
  offset: number
  /** How many code units it is about: 0 where something is missing. */
  length: number
  /** The specification and its section, such as `RFC 9110 11.5`. */
  rule: string
  /** The rule in words. It holds no header text. */
  message: string
  /** What to put in the place of a part of the same line, if that is certain. The fixes of a field do not overlap. */
  fix: { offset: number; length: number; text: string } | undefined
}

export interface LintOptions extends SourceOptions {
  /**
   * `http`: RFC 9110, and the schemes Basic and Digest. `oauth`: Bearer and DPoP (RFC 6750, 9449, 9470, 9728) too.
   * `mcp`: what the authorization specification of the Model Context Protocol asks of a server too.
   *
   * @default 'http'
   */
  profile?: LintProfile | undefined
  /** The status of the response, which some rules need. That of a `Response` or an `IncomingMessage` is known. */
  status?: number | undefined
}

/**
 * What is wrong with the challenges of a field, by which rule, where, and how to repair it.
 *
 * ```http
 * WWW-Authenticate: Bearer, error="insufficient_scope", scope="files:read"
 * ```
 * ```js
 * lintWwwAuthenticate('Bearer, error="insufficient_scope", scope="files:read"')
 * // [ { code: 'comma-after-scheme', severity: 'error', line: 0, offset: 6, length: 1, rule: 'RFC 9110 11.3',
 * //     message: 'Expected a space between the scheme and its parameters, not a comma.',
 * //     fix: { offset: 6, length: 2, text: ' ' } } ]
 * ```
 *
 * It never throws on header text.
 *
 * @throws {TypeError} for an invalid source or option; `code` is an {@link ArgumentErrorCode}
 */
export function lintWwwAuthenticate(source: ChallengeSource, options?: LintOptions): Finding[]

/** What no header can carry. */
export class ChallengeFormatError extends TypeError {
  constructor(refusal: { code: FormatErrorCode; challenge: number; parameter?: string | undefined })
  readonly name: 'ChallengeFormatError'
  readonly code: FormatErrorCode
  /** The place of the challenge, counted from 0. */
  readonly challenge: number
  /** The name of the parameter, if it is one. */
  readonly parameter: string | undefined
}

/** The value of a parameter; an array has spaces between its words. Nothing is written for `null` and `undefined`. */
export type BearerValue = string | number | boolean | Url | readonly string[] | null | undefined

/**
 * Parameters of a Bearer or DPoP challenge: those that specifications define. Another name is an error, which suggests
 * the one that was meant; a parameter of your own goes into `extensions`.
 */
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
  authorization_uri?: BearerValue
  claims?: BearerValue
  client_id?: BearerValue
  trusted_issuers?: BearerValue
  service?: BearerValue
  as_uri?: BearerValue
  ticket?: BearerValue
  access?: BearerValue
  referrer?: BearerValue
  domain?: BearerValue
  nonce?: BearerValue
  opaque?: BearerValue
  stale?: BearerValue
  algorithm?: BearerValue
  qop?: BearerValue
  userhash?: BearerValue
  charset?: BearerValue
  challenge?: BearerValue
  'max-age'?: BearerValue
  /** Parameters that no specification defines. A name must be a token (RFC 9110 5.6.2), else it is left out. */
  extensions?: Readonly<Record<string, BearerValue>> | undefined
}

export interface BearerOptions {
  /** @default 'Bearer' */
  scheme?: 'Bearer' | 'DPoP' | undefined
  /** Called for everything that was replaced or left out. */
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
 * @throws {TypeError} `unknown-parameter` for a name that no specification defines, `invalid-argument` for a value that
 *   is not text, a number, a boolean, a URL or an array of strings
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
 * @throws {TypeError} `invalid-argument` if `resource` is not an http or https URL
 */
export function protectedResourceMetadataUrl(resource: string | Url): string

/**
 * What runs the operations: the addon, or the WebAssembly module, which every other runtime and every bundle has. Node.js
 * and Bun take the module where no addon loads; the environment variable `AUTH_CHALLENGE_BACKEND` asks for one of them.
 */
export const backend: 'native' | 'wasm'
