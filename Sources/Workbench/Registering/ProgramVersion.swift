/// The version of the program, which runs and `--version` name.
public enum ProgramVersion {
  /// The version as numbers with points.
  public static let current = "0.1.0"
}
