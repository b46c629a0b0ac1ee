/** Steps: the only measure of time there is. */
export const STEPS = String.raw`  let steps = 0, total = 0, depth = 0, lastSite = -1, dead = false, grains = 0
  let on = false, level = 0, variables = false
  // What a listener has slept in this call, in ms.
  let slept = 0, canSleep = false
  // Read from outside, in the middle of whatever runs here.
  const counter = new Int32Array(host.counter)

  function stop(kind) {
    dead = true
    host.stop(kind)
    throw new Error(kind)
  }
  function charge(count) {
    counter[0] = steps += min(count, limits.total)
    if (dead || steps > limits.steps || total + steps > limits.total) stop('budget')
  }
  // A step has 64 grains. A grain is about what it takes to compare four letters.
  function pay(amount) {
    grains += amount
    if (grains < 64) return
    const whole = floor(grains / 64)
    grains -= whole * 64
    charge(whole)
  }
`
