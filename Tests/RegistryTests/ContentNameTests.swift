import Foundation
import Registry
import Testing

@Suite struct ContentNameTests {
  /// The examples of FIPS 180-4.
  @Test func `known answers hold`() {
    #expect(
      ContentName.of(Data("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      ContentName.of(Data())
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
