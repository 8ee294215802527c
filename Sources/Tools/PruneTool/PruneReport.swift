public import BatteryJobs

/// What was deleted.
public struct PruneReport: JobReport {
  /// The directory.
  public var path: String

  /// How many files were deleted.
  public var deleted: Int

  /// The bytes that those files held.
  public var bytes: Int64

  /// How many directories were removed.
  public var directories: Int

  /// How many files matched and were kept.
  public var kept: Int

  /// What was planned and not done, because it had changed meanwhile.
  public var changed: [String]

  /// What could not be deleted or looked at, and why.
  public var failed: [String]

  /// How many files wait for the next run because of the limit.
  public var beyondLimit: Int

  /// How much was deleted and kept.
  public var summary: String {
    var text = "deleted \(deleted) \(deleted == 1 ? "file" : "files")"
    text += " (\(ByteCount(bytes: bytes))), kept \(kept)"
    if directories > 0 { text += ", removed \(directories) empty directories" }
    return text
  }

  /// What was not done.
  public var warnings: [String] {
    var warnings = changed.prefix(20).map { "\($0) changed since the plan was made and was kept" }
    if changed.count > 20 { warnings.append("\(changed.count - 20) more changed and were kept") }
    warnings += failed.prefix(20)
    if failed.count > 20 { warnings.append("\(failed.count - 20) more failed") }
    if beyondLimit > 0 { warnings.append("\(beyondLimit) files wait for the next run") }
    return warnings
  }
}
