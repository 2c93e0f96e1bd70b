/// What a folder holds that can be opened.
public struct FolderListing: Codable, Hashable, Sendable {
  /// The folder, absolute.
  public var path: String
  /// Folders first, then files, each by name.
  public var entries: [Entry]

  /// One entry.
  public struct Entry: Codable, Hashable, Sendable {
    /// The name without the folder.
    public var name: String
    /// Whether it is a folder.
    public var isFolder: Bool
    /// Whether it is a folder with a description, which opens as a data set.
    public var isDataset: Bool
    /// Bytes of a file.
    public var byteCount: Int
  }
}
