public import BatteryJobs

/// What fills a directory.
public struct DiskReport: JobReport {
  /// A file or directory and all that is below it.
  public struct Row: Codable, Hashable, Sendable {
    /// The path relative to the directory.
    public var path: String

    /// The bytes that it takes on the file system.
    public var bytes: Int64

    /// How many files it holds; everything that is no directory counts.
    public var files: Int

    /// Its share of the directory, from 0 to 1.
    public var share: Double
  }

  /// The directory.
  public var path: String

  /// The bytes that the directory and all below it take on the file system.
  public var bytes: Int64

  /// How many files there are below it.
  public var files: Int

  /// What takes most, the largest first.
  public var rows: [Row]

  /// The size of the file system in bytes.
  public var capacity: Int64

  /// The bytes in use on the file system.
  public var used: Int64

  /// How full the file system is, from 0 to 1.
  public var usedShare: Double

  /// How full it may be before the run warns.
  public var warnAbove: Percentage?

  /// What could not be looked at; the first 20.
  public var unreadable: [String]

  /// How much could not be looked at.
  public var unreadableCount: Int

  /// The size, the largest part and how full the file system is.
  public var summary: String {
    var text = "\(path) takes \(ByteCount(bytes: bytes)) in \(files) files"
    if let largest = rows.first {
      text += ", \(largest.path) \(Self.percent(largest.share)) of it"
    }
    return text + "; the file system is \(Self.percent(usedShare)) full"
  }

  /// A file system that is too full, and what could not be looked at.
  public var warnings: [String] {
    var warnings: [String] = []
    if let warnAbove, usedShare > warnAbove.share {
      warnings.append(
        "the file system of \(path) is \(Self.percent(usedShare)) full, above \(warnAbove)"
      )
    }
    warnings += unreadable
    if unreadableCount > unreadable.count {
      warnings.append("\(unreadableCount - unreadable.count) more could not be looked at")
    }
    return warnings
  }

  /// The rows.
  public var table: ReportTable? {
    ReportTable(
      columns: [
        .init("size", .trailing), .init("share", .trailing), .init("files", .trailing),
        .init("path"),
      ],
      rows: rows.map { row in
        [
          "\(ByteCount(bytes: row.bytes))", Self.percent(row.share), "\(row.files)", row.path,
        ]
      }
    )
  }

  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
}
