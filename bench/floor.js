// The floor: a raw native call that copies the string, then the same objects from positions that are known
// beforehand. It reads nothing, so no reader that crosses into native code can be faster.

import { createRequire } from 'node:module'

const { copy } = createRequire(import.meta.url)('./floor/floor.node')

export { copy }

/** Code for the objects of one header, with names and positions as constants; none where a value is no slice. */
export function floorOf({ line, expected }) {
  let from = 0
  const slice = (value) => {
    const start = line.indexOf(value, from)
    if (start < 0) throw new RangeError('not a slice')
    from = start + value.length
    return `text.slice(${start}, ${from})`
  }
  const challenge = ({ scheme, token68, params }) => {
    from = line.indexOf(scheme, from) + scheme.length
    const stores = Object.keys(params).map((name) => {
      from = line.indexOf(`${name}=`, from) + name.length
      return `params[${JSON.stringify(name)}] = ${slice(params[name])}`
    })
    return `{
      const params = new Params()
      ${stores.join('\n      ')}
      const token68 = ${token68 === undefined ? undefined : slice(token68)}
      challenges.push({ scheme: ${JSON.stringify(scheme)}, token68, params })
    }`
  }
  let code
  try {
    code = expected.map(challenge).join('\n')
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
  return new Function(
    'copy',
    `function Params() {}
    Params.prototype = Object.freeze(Object.create(null))
    return (text) => {
      copy(text)
      const challenges = []
      ${code}
      return challenges
    }`,
  )(copy)
}
