import BatteryFiles
import BatteryJobs
import FilesTool
import SystemPackage

/// Prints the files that a search found.
struct FoundFilePrinter {
  private static let chunk = 1 << 16

  private let console: Console
  private let format: TableFormat
  private let isLong: Bool
  private let isNull: Bool

  init(_ console: Console, _ format: TableFormat, isLong: Bool, isNull: Bool) {
    self.console = console
    self.format = format
    self.isLong = isLong
    self.isNull = isNull
  }

  func print(_ files: [FoundFile]) throws {
    if format == .json { return try console.print(JSONText.encode(files)) }
    if format == .text, !isLong { return try printPaths(files) }
    let isText = format == .text
    let rows = files.map { file in
      [
        file.kind.rawValue, isText ? ByteCount(bytes: file.size).description : "\(file.size)",
        file.modifiedText, file.tags.joined(separator: ", "), file.path.string,
      ]
    }
    let table = ReportTable(
      columns: [
        .init("kind"), .init("size", .trailing), .init("modified"), .init("tags"), .init("path"),
      ],
      rows: rows
    )
    try console.print(table, format: format)
  }

  private func printPaths(_ files: [FoundFile]) throws {
    var text: [UInt8] = []
    for file in files {
      let bytes = file.pathBytes
      if isNull {
        text += bytes
        text.append(0)
      } else {
        // Printable ASCII, which most names are, needs no look at its signs.
        let isPlain = bytes.allSatisfy { $0 &- 0x20 < 0x5F }
        text += isPlain ? bytes : Array(DisplayText.harmless(file.path.string).utf8)
        text.append(0x0A)
      }
      if text.count > Self.chunk {
        try console.write(.output, text)
        text.removeAll(keepingCapacity: true)
      }
    }
    if !text.isEmpty { try console.write(.output, text) }
  }
}
