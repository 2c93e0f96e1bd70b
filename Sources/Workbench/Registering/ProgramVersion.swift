import Foundation

/// The version of the program, which runs and `--version` name.
public enum ProgramVersion {
  /// The version as numbers with points.
  public static let current = "0.1.0"

  /// The version and what tells one build of it from another: a checksum of the program's own file, as
  /// `0.1.0 (build 1f2e3d4c5b6a)`. The version alone where that file can't be read.
  static let withBuild: String = {
    guard let path = Bundle.main.executablePath,
      let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    else { return current }
    return "\(current) (build \(ModelFile.checksum(bytes).prefix(12)))"
  }()
}
