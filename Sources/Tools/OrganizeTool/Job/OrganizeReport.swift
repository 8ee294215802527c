public import BatteryJobs

/// What a run did.
public struct OrganizeReport: JobReport {
  /// The name of the run, for `undo`; `nil` when there was nothing to do.
  public var run: String?

  /// The folder.
  public var root: String

  /// How many files were looked at.
  public var looked: Int

  /// How many files were moved or renamed.
  public var moved: Int

  /// How many steps of other sorts were done.
  public var others: [String: Int]

  /// Steps that were not done, because a file had changed meanwhile.
  public var changed: Int

  /// What could not be done, and why.
  public var problems: [String]

  /// Files that a rule is for and that stay as they are, and why.
  public var notes: [String]

  /// How much was done.
  public var summary: String {
    guard let run else { return "looked at \(looked) files, nothing to do" }
    var parts = ["moved \(moved) of \(looked) files"]
    for (verb, count) in others.sorted(by: { $0.key < $1.key }) { parts.append("\(verb) \(count)") }
    return "\(parts.joined(separator: ", ")); \"batteries organize undo \(run)\" takes it back"
  }

  /// What was not done.
  public var warnings: [String] {
    let all = problems + notes
    var warnings = Array(all.prefix(20))
    if all.count > 20 { warnings.append("\(all.count - 20) more files stay as they are") }
    return warnings
  }
}
