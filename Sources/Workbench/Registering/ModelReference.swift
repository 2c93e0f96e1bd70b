import Registry

/// What stands where a model file goes: the path of a file, or the name of a registered model.
public enum ModelReference {
  /// Whether text names a registered model: `champion`, `champion:DATASET` or `run:RUN/MODEL`.
  public static func isReference(_ text: String) -> Bool {
    text == "champion" || text.hasPrefix("champion:") || text.hasPrefix("run:")
  }

  /// The path of the model file; a path is returned as it is, and that of a registered model is read and
  /// held against its name before.
  ///
  /// - Parameter folder: the folder of artifacts.
  /// - Throws: `RegistryError` when there is no such model, or its file is not what was registered.
  public static func path(_ text: String, artifacts folder: String) throws -> String {
    guard isReference(text) else { return text }
    let registry = try RunRegistry(reading: folder)
    return try registry.checkedFile(of: registry.model(text))
  }
}
