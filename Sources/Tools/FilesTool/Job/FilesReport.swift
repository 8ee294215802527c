import BatteryFiles
public import BatteryJobs
import SystemPackage

/// What an indexing found and changed.
public struct FilesReport: JobReport {
  /// What was found in one folder.
  public struct Folder: Codable, Hashable, Sendable {
    /// The absolute path.
    public var path: String
    /// How many entries it has.
    public var entries: Int
    /// How many of them are new.
    public var added: Int
    /// How many changed.
    public var changed: Int
    /// How many went.
    public var removed: Int
    /// How many tagged files were found again elsewhere.
    public var retagged: Int
    /// How many files were read for their texts.
    public var texts: Int
    /// How much could not be looked at.
    public var failures: Int
    /// Why, the first of it.
    public var problems: [String]

    init(_ path: FilePath, _ counts: IndexCounts) {
      self.path = path.string
      entries = counts.entries
      added = counts.added
      changed = counts.changed
      removed = counts.removed
      retagged = counts.retagged
      texts = counts.texts
      failures = counts.failureCount
      problems = counts.failures.map { DisplayText.harmless($0.description) }
    }

    var detail: String {
      "\(added) new, \(changed) changed, \(removed) gone, of \(entries)"
    }
  }

  /// The folders.
  public var folders: [Folder]

  /// Folders that could not be indexed, and why.
  public var missing: [String] = []

  /// How long it took.
  public var seconds: Double = 0

  /// How much there is and what changed.
  public var summary: String {
    let entries = folders.reduce(0) { $0 + $1.entries }
    let added = folders.reduce(0) { $0 + $1.added }
    let changed = folders.reduce(0) { $0 + $1.changed }
    let removed = folders.reduce(0) { $0 + $1.removed }
    let texts = folders.reduce(0) { $0 + $1.texts }
    let retagged = folders.reduce(0) { $0 + $1.retagged }
    var text = "indexed \(entries) entries: \(added) new, \(changed) changed, \(removed) gone"
    if texts > 0 { text += ", \(texts) texts read" }
    if retagged > 0 { text += ", tags of \(retagged) moved files kept" }
    return text + " (\(SpokenTime.elapsed(seconds)))"
  }

  /// What could not be looked at.
  public var warnings: [String] {
    var warnings = missing
    for folder in folders {
      warnings += folder.problems
      let more = folder.failures - folder.problems.count
      if more > 0 { warnings.append("\(DisplayText.harmless(folder.path)): \(more) more failures") }
    }
    return warnings
  }
}
