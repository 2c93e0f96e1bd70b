import Foundation

/// The probability that a standard normal value lies further from 0 than `z`.
func twoSidedNormalTail(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }
