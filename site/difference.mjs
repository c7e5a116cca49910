// What differs between two lines.

/** More words are not compared with each other, since that takes the product of their numbers. */
const MOST = 1000

const words = (line) => line.match(/[ ,;]+|[^ ,;]+/g) ?? []

/** The parts of both lines in order: `['del', text]`, `['ins', text]`, and `[undefined, text]` of what is in both. */
export function differences(before, after) {
  const [old, fresh] = [words(before), words(after)]
  if (old.length > MOST || fresh.length > MOST) {
    return joined([
      ['del', before],
      ['ins', after],
    ])
  }
  const lengths = commonLengths(old, fresh)
  const parts = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      parts.push([undefined, old[i]])
      i += 1
      j += 1
    } else if (j === fresh.length || (i < old.length && lengths[i + 1][j] >= lengths[i][j + 1])) {
      parts.push(['del', old[i]])
      i += 1
    } else {
      parts.push(['ins', fresh[j]])
      j += 1
    }
  }
  return joined(parts)
}

/** How much text the rests of both lists, from each pair of places on, have in common. */
function commonLengths(old, fresh) {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1))
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      lengths[i][j] =
        old[i] === fresh[j]
          ? lengths[i + 1][j + 1] + old[i].length
          : Math.max(lengths[i + 1][j], lengths[i][j + 1])
    }
  }
  return lengths
}

/** Parts of the same kind in a row are one, and what goes stands before what comes. */
function joined(parts) {
  const all = []
  for (const [kind, text] of parts) {
    const last = all.at(-1)
    const before = all.at(-2)
    if (last !== undefined && last[0] === kind) last[1] += text
    else if (kind === 'del' && last?.[0] === 'ins' && before?.[0] === 'del') before[1] += text
    else all.push([kind, text])
  }
  return all.filter(([, text]) => text !== '')
}
