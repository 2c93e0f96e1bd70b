/// Which release of the program this is.
public enum ProgramVersion {
  /// Major, minor and patch.
  public static let current = "0.1.0"
}
