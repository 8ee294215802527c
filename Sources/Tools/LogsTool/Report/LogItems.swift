import BatteryTables

/// To which items of the panels the records of a table belong: worked out once for each different
/// text, not for each record.
struct LogItems: Sendable {
  /// Whether each target is a static file.
  let isStatic: [Bool]
  /// For each target its place among those that were not found; -1 for the others.
  let missing: [Int32]
  /// The targets that were not found.
  let missingTargets: [Int32]
  /// What each agent is.
  let classes: [AgentClass]
  /// Whether each referrer is one.
  let isReferrer: [Bool]
  /// The first day, since 1970, and how many there are from it to the last.
  let firstDay: Int
  let dayCount: Int

  init(
    _ table: LogTable,
    isStatic: (UnsafeBufferPointer<UInt8>) -> Bool,
    classify: (UnsafeBufferPointer<UInt8>) -> AgentClass
  ) {
    let targets = table[.target].different
    self.isStatic = (0..<targets.count).map { targets.withBytes(of: $0, isStatic) }
    let agents = table[.agent].different
    classes = (0..<agents.count).map { agents.withBytes(of: $0, classify) }
    let referrers = table[.referrer].different
    isReferrer = (0..<referrers.count).map { number in
      referrers.withBytes(of: number) { !$0.isEmpty && !($0.count == 1 && $0[0] == 0x2D) }
    }
    var missing = [Int32](repeating: -1, count: targets.count)
    var missingTargets: [Int32] = []
    let (codes, statuses) = (table[.target].codes, table[.status])
    for record in 0..<table.count where statuses[record] == 404 + 1 {
      let code = codes[record]
      guard missing[code] < 0 else { continue }
      missing[code] = Int32(missingTargets.count)
      missingTargets.append(Int32(code))
    }
    self.missing = missing
    self.missingTargets = missingTargets
    let times = table[.time].bounds ?? 0...0
    firstDay = times.lowerBound / 86_400
    dayCount = times.upperBound / 86_400 - firstDay + 1
  }
}
