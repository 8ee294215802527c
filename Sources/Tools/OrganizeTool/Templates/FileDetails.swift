/// What a template and a plan have to know of a file that a rule is for.
struct FileDetails: Sendable {
  /// The directory below the folder.
  var directory: PlanPath
  var name: [UInt8]
  var stamp: FileStamp
  var created: Int64?
  var kind: FileKind?
  /// What the clock showed where a photo was taken, as if it had been UTC, in nanoseconds.
  var taken: Int64?
  /// The digits of the content's hash.
  var hash: String?
  /// The groups of the expression that matched.
  var groups: [String: String] = [:]

  /// Where the last suffix begins; at the end when there is none.
  static func suffixStart(_ name: [UInt8]) -> Int {
    guard let dot = name.lastIndex(of: 0x2E), dot > 0, dot < name.count - 1,
      name[..<dot].contains(where: { $0 != 0x2E })
    else { return name.count }
    return dot
  }

  /// The last suffix in lower case, without its dot; empty when there is none.
  static func suffix(_ name: [UInt8]) -> String {
    let start = suffixStart(name)
    guard start < name.count else { return "" }
    return String(decoding: name[(start + 1)...], as: UTF8.self).lowercased()
  }
}
