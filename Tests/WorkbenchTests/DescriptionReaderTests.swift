import Foundation
import Tabular
import Testing
import Workbench

@Suite struct DescriptionReaderTests {
  @Test func aDescriptionIsRead() throws {
    let path = try SmallSets.file(
      """
      name: bank
      file: bank.csv
      target: y
      positive: 'yes'
      excluded:
        - {column: duration, reason: known only after the call}
      """, name: "dataset.yaml")
    let description = try DescriptionReader.read(path: path)
    #expect(description.roles.excluded.first?.column == "duration")
    #expect(description.positive == "yes")
  }

  @Test(arguments: [
    ("name: a\nfile: ../../etc/passwd\n", "must lie in the folder"),
    ("name: a\nfile: /etc/passwd\n", "must lie in the folder"),
    ("name: a\n", "“file” is missing"),
    ("name: a\nfile: b.csv\ntargt: y\n", "“targt” is not known"),
    ("name: a\nfile: [b]\n", "“file” has the wrong type"),
    ("a: &x [1]\nb: *x\n", "anchors or aliases"),
    ("- 1\n- 2\n", "holds no keys"), ("name: a\n  file: : b\n", "not readable as YAML"),
    ("name: a\nname: b\nfile: c\n", "duplicated key(s): 'name'"),
    ("", "holds no keys"),
  ])
  func wrongOnesAreOneSentence(text: String, words: String) throws {
    let path = try SmallSets.file(text, name: "dataset.yaml")
    do {
      _ = try DescriptionReader.read(path: path)
      Issue.record("no error")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
      #expect(!"\(error)".contains("\n"))
    }
  }

  @Test func ampersandsInProseAreNoAnchors() throws {
    let path = try SmallSets.file(
      "name: a\nfile: b.csv\nsummary: Fish & chips, 2 * 3\n", name: "dataset.yaml")
    #expect(try DescriptionReader.read(path: path).summary == "Fish & chips, 2 * 3")
  }
}
