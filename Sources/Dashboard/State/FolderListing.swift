/// What a folder holds.
public struct FolderListing: Codable, Hashable, Sendable {
  /// The folder, absolute.
  public var path: String
  /// Folders first, then files, each by name.
  public var entries: [Entry]

  /// What an entry is.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// A folder.
    case folder
    /// A folder with a description, which opens as a data set.
    case dataset = "data set"
    /// A file that reads as a table.
    case table
    /// A description of a data set.
    case description
    /// Anything else.
    case other
  }

  /// One entry.
  public struct Entry: Codable, Hashable, Sendable {
    /// The name without the folder.
    public var name: String
    /// What it is.
    public var kind: Kind
    /// Bytes of a file.
    public var byteCount = 0
    /// How many entries a folder has; `nil` for files, and where nobody may look.
    public var itemCount: Int?
    /// Why it can't be opened, in a few words; `nil` if it can.
    public var trouble: String?

    /// Whether it is a folder, be it with a description.
    public var isFolder: Bool { kind == .folder || kind == .dataset }
    /// Whether it is listed only where all files are asked for.
    public var isAside: Bool { name.hasPrefix(".") || kind == .other }
  }
}
