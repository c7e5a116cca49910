// Rounds in which every contestant runs in turn, in one process.
//
// mitata and tinybench time one contestant after the other; on a machine that others use too, that measures the
// others. Here a ratio is one of two samples a few milliseconds apart, and the median is over all rounds.

const SAMPLE_MS = 1.5

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Nobody reads it; without it V8 would leave out what nobody uses. */
export let sink

/** Nanoseconds a call. */
export function sample(run, inputs, count) {
  let at = 0
  const start = process.hrtime.bigint()
  for (let left = count; left > 0; left--) {
    sink = run(inputs[at])
    if (++at === inputs.length) at = 0
  }
  return Number(process.hrtime.bigint() - start) / count
}

/** How many calls take about a sample's time. */
function calibrate({ run, inputs }) {
  let count = 1
  let ns = sample(run, inputs, count)
  while (ns * count < SAMPLE_MS * 1e6) {
    count = Math.ceil(Math.min(count * 10, (SAMPLE_MS * 1.05e6) / ns))
    ns = sample(run, inputs, count)
  }
  return count
}

/**
 * Times contestants `{ name, run, inputs }`: for each its median time, and the median of its ratios to the first, which
 * repeats far better than the time does.
 */
export function rounds(contestants, { count = 61 } = {}) {
  const runners = contestants.map((contestant) => ({ ...contestant, count: calibrate(contestant), ns: [] }))
  for (let round = 0; round < count; round++) {
    // Another order each round, so that nobody always runs after the same one.
    for (let turn = 0; turn < runners.length; turn++) {
      const runner = runners[(turn + round) % runners.length]
      runner.ns.push(sample(runner.run, runner.inputs, runner.count))
    }
  }
  const [first] = runners
  return runners.map(({ name, ns }) => ({
    name,
    ns: median(ns),
    ratio: median(ns.map((time, round) => time / first.ns[round])),
  }))
}
