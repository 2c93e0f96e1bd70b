import Foundation
import Modelling
import Testing

@Suite struct SplitSchemeTests {
  @Test(arguments: [
    ("holdout:0.3", SplitScheme.holdout(share: 0.3)), ("holdout", .holdout(share: 0.2)),
    ("group:0.25", .group(share: 0.25)), ("group:5", .groupFolds(5)),
    ("group", .group(share: 0.2)), ("time:0.1", .time(share: 0.1)), ("kfold:5", .folds(5)),
    ("kfold", .folds(5)), ("groupkfold:10", .groupFolds(10)),
    ("repeated:5x3", .repeatedFolds(5, repeats: 3)), ("repeated", .repeatedFolds(5, repeats: 3)),
    ("grouptime:0.3", .groupTime(share: 0.3)), ("grouptime", .groupTime(share: 0.2)),
    ("rolling:4", .rolling(windows: 4)), ("rolling", .rolling(windows: 4)),
  ])
  func schemesAreRead(text: String, scheme: SplitScheme) throws {
    #expect(try SplitScheme(parsing: text) == scheme)
    #expect(try SplitScheme(parsing: scheme.description) == scheme)
    let coded = try JSONEncoder().encode(scheme)
    #expect(try JSONDecoder().decode(SplitScheme.self, from: coded) == scheme)
  }

  @Test(arguments: [
    ("kfold:1", "from 2 to 100"), ("kfold:x", "kfold:5"), ("kfold:2.5", "kfold:5"),
    ("kfold:101", "from 2 to 100"), ("repeated:5", "repeated:5x3"),
    ("repeated:5x0", "from 1 to 100"), ("repeated:5x3x2", "repeated:5x3"),
    ("rolling:0", "from 1 to 100"), ("groupkfold:", "groupkfold:5"),
    ("holdout:1", "between 0 and 1"),
    ("holdout:nan", "between 0 and 1"), ("group:1", "between 0 and 1"), ("", "is not known"),
    ("loo", "rolling:4"), ("kfold:5:2", "is not known"),
  ])
  func badSchemesAreRefusedInWords(text: String, words: String) throws {
    let error = #expect(throws: ModellingError.self) { try SplitScheme(parsing: text) }
    #expect(error?.code == .invalidSetting)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func aSchemeKnowsItsShareAndItsSingleSplit() {
    #expect(SplitScheme.folds(5).share == 0.2 && SplitScheme.rolling(windows: 4).share == 0.2)
    #expect(SplitScheme.repeatedFolds(4, repeats: 3).foldCount == 12)
    #expect(SplitScheme.holdout(share: 0.3).foldCount == 1)
    #expect(SplitScheme.groupFolds(5).with(share: 0.1) == .group(share: 0.1))
    #expect(SplitScheme.rolling(windows: 3).with(share: 0.1) == .time(share: 0.1))
    #expect(SplitScheme.repeatedFolds(5, repeats: 2).with(share: 0.1) == .holdout(share: 0.1))
    #expect(SplitScheme.groupTime(share: 0.3).with(share: 0.1) == .groupTime(share: 0.1))
    #expect(
      SplitScheme.groupTime(share: 0.3).needsGroups && SplitScheme.groupTime(share: 0.3).isByTime)
    #expect(SplitScheme.groupFolds(5).needsGroups && SplitScheme.rolling(windows: 2).isByTime)
  }
}
