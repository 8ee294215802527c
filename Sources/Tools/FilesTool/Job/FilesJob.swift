import BatteryFiles
public import BatteryJobs
import SystemPackage

/// Indexes folders into a catalog, in which `batteries files find` and the dashboard search.
///
/// ```yaml
/// files:
///   folders: [~/Documents, ~/Pictures]
///   text: true
///   rules: [{ tag: invoice, find: { name: invoice, kind: document } }]
/// ```
public struct FilesJob: Job {
  /// The folders; those that the catalog has when there are none.
  public var folders: [String]

  /// The file of the catalog; the user's own when there is none.
  public var catalog: String?

  /// How the folders are indexed; as the last time when nothing is said.
  public var options: FolderOptions?

  /// Rules that give tags; they are added to those that the catalog has.
  public var rules: [TagRule]

  /// Describes what is to be indexed.
  public init(
    folders: [String] = [],
    catalog: String? = nil,
    options: FolderOptions? = nil,
    rules: [TagRule] = []
  ) {
    self.folders = folders
    self.catalog = catalog
    self.options = options
    self.rules = rules
  }

  /// The key `files`.
  public static var kind: JobKind { "files" }

  /// What is indexed.
  public var title: String {
    folders.isEmpty
      ? "index the folders of the catalog" : "index \(folders.joined(separator: ", "))"
  }

  /// Checks the folders and the rules.
  public func validate() throws(ConfigurationError) {
    if let index = folders.firstIndex(where: \.isEmpty) {
      throw ConfigurationError(
        path: "folders[\(index)]",
        problem: "is empty",
        remedy: "Name a folder, such as ~/Documents."
      )
    }
    if catalog?.isEmpty == true {
      throw ConfigurationError(
        path: "catalog",
        problem: "is empty",
        remedy: "Name a file, or leave it out."
      )
    }
    for (index, rule) in rules.enumerated() {
      do {
        try Catalog.check(tag: rule.tag)
      } catch {
        throw ConfigurationError(
          path: "rules[\(index)].tag",
          problem: "cannot be a tag",
          remedy: (error as? JobError)?.message ?? ""
        )
      }
      if rule.find.isEmpty {
        throw ConfigurationError(
          path: "rules[\(index)].find",
          problem: "would tag every file",
          remedy: "Say which files, by name or kind."
        )
      }
    }
  }
}
