import Foundation

/// The logistic function 1/(1 + e⁻ˣ), without overflow at either end.
func logistic(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let e = exp(x)
  return e / (1 + e)
}
