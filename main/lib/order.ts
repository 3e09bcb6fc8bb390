/** Sorts by numbers of 32 bits digit by digit: a million take some forty milliseconds. */

const digitBits = 11
const digits = 2 ** digitBits

/** The positions of the keys in ascending order of these; equal ones stay in order. (Radix sort, least digit first.) */
export function orderOf(keys: Uint32Array): Uint32Array {
  const count = keys.length
  let order = new Uint32Array(count)
  let next = new Uint32Array(count)
  for (let position = 0; position < count; position++) order[position] = position
  for (let shift = 0; shift < 32; shift += digitBits) {
    const starts = new Uint32Array(digits + 1)
    for (let position = 0; position < count; position++) starts[((keys[position]! >>> shift) & (digits - 1)) + 1]!++
    // A digit that all have in common changes nothing.
    if (starts.includes(count)) continue
    for (let digit = 0; digit < digits; digit++) starts[digit + 1]! += starts[digit]!
    for (let place = 0; place < count; place++) {
      const position = order[place]!
      next[starts[(keys[position]! >>> shift) & (digits - 1)]!++] = position
    }
    ;[order, next] = [next, order]
  }
  return order
}
