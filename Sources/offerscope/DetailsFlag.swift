import ArgumentParser

/// Whether all models are printed in full, or what a person reads first.
struct DetailsFlag: ParsableArguments {
  @Flag(
    name: .long,
    help:
      "Print the segments of every model, not of the best alone, and every pair of models, not of the best four; JSON has them anyway."
  )
  var details = false

  /// How many models are held against each other; all when `nil`.
  var most: Int? { details ? nil : 4 }
}
