import BatteryFiles
import BatteryJobs
import SystemPackage

/// Prints groups of files of the same content.
struct DuplicatePrinter {
  private struct Group: Encodable {
    var size: Int64
    var files: [PathText]
  }

  private let console: Console
  private let format: TableFormat
  private let isNull: Bool

  init(_ console: Console, _ format: TableFormat, isNull: Bool) {
    self.console = console
    self.format = format
    self.isNull = isNull
  }

  func print(_ groups: [DuplicateSearch.Group]) throws {
    if isNull {
      return try console.write(
        .output,
        groups.flatMap { group in group.paths.flatMap { $0.bytes + [0] } + [0] }
      )
    }
    switch format {
    case .text:
      for (number, group) in groups.enumerated() {
        if number > 0 { try console.print("") }
        try console.print("\(group.paths.count) files of \(ByteCount(bytes: group.size)):")
        for path in group.paths { try console.print("  " + DisplayText.harmless(path.string)) }
      }
    case .json:
      let all = groups.map { Group(size: $0.size, files: $0.paths.map(PathText.init)) }
      try console.print(JSONText.encode(all))
    default:
      let rows = groups.enumerated().flatMap { number, group in
        group.paths.map { ["\(number + 1)", "\(group.size)", $0.string] }
      }
      let columns: [ReportTable.Column] = [
        .init("group", .trailing), .init("size", .trailing), .init("path"),
      ]
      try console.print(ReportTable(columns: columns, rows: rows), format: format)
    }
  }
}
