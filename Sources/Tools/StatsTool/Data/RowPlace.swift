internal import BatteryJobs
internal import BatteryTables

/// Where a row of a table is found in the files.
package struct RowPlace: Hashable, Sendable, CustomStringConvertible {
  /// What messages call the file; `nil` of a table that comes from none.
  package var file: String?
  /// Whether there are several files, so that the name of this one has to be said.
  package var isOneOfSeveral: Bool
  /// The number of the row among those of the file that could be read, from 1.
  package var row: Int
  /// The line on which the row begins, from 1; `nil` where rows have no lines of their own.
  package var line: Int?

  package init(file: String? = nil, isOneOfSeveral: Bool = false, row: Int, line: Int? = nil) {
    self.file = file
    self.isOneOfSeveral = isOneOfSeveral
    self.row = row
    self.line = line
  }

  /// For people, within a sentence: `line 12`, `row 11`, `line 12 of b.csv`.
  package var description: String {
    let number = line.map { "line \($0)" } ?? "row \(row)"
    guard isOneOfSeveral, let file else { return number }
    return "\(number) of \(file)"
  }

  /// What an error begins with: `b.csv:12`, or `b.sqlite: row 11`.
  package var prefix: String {
    guard let file else { return "row \(row)" }
    return line.map { "\(file):\($0)" } ?? "\(file): row \(row)"
  }

  /// For programs: `row`, and `line` and `file` where they say more.
  var members: [JSONObject.Member] {
    var members: [JSONObject.Member] = []
    if isOneOfSeveral, let file { members.append(.init("file", .string(file))) }
    members.append(.init("row", .integer(Int64(row))))
    if let line { members.append(.init("line", .integer(Int64(line)))) }
    return members
  }
}
