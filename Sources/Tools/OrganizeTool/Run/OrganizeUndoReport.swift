/// What taking a run back did.
public struct OrganizeUndoReport: Codable, Hashable, Sendable {
  /// The run.
  public var run: String

  /// The folder.
  public var root: String

  /// How many steps were taken back.
  public var restored: Int

  /// What was not put back, because it was edited since or something is in its place, and why.
  public var refused: [String]

  /// What stays as the run left it though nothing is wrong, and why.
  public var kept: [String]

  /// How much was taken back, in one line.
  public var summary: String {
    let refused = refused.isEmpty ? "" : ", refused \(refused.count)"
    return "took back \(restored) \(restored == 1 ? "step" : "steps") of run \(run)\(refused)"
  }
}
