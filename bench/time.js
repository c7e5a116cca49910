/** Nanoseconds in the unit that suits them. */
export function time(ns) {
  if (ns < 1e3) return `${ns.toFixed(0)} ns`
  if (ns < 1e6) return `${(ns / 1e3).toFixed(ns < 1e4 ? 2 : 1)} us`
  return `${(ns / 1e6).toFixed(1)} ms`
}
