public import BatteryJobs
import SystemPackage

/// Says what fills a directory, and how full its file system is.
///
/// ```yaml
/// disk: /var
/// disk: { path: /srv, depth: 2, warnAbove: 80%, failAbove: 95% }
/// ```
public struct DiskJob: Job {
  /// The directory.
  public var path: String

  /// How many levels below the directory have rows of their own.
  public var depth: Int

  /// How many rows the report has at most, the largest first.
  public var top: Int

  /// Whether directories on other file systems are left out.
  public var oneFilesystem: Bool

  /// How full the file system may be before the run warns.
  public var warnAbove: Percentage?

  /// How full the file system may be before the run fails.
  public var failAbove: Percentage?

  /// Describes what to look at.
  public init(
    path: String,
    depth: Int = 1,
    top: Int = 20,
    oneFilesystem: Bool = true,
    warnAbove: Percentage? = nil,
    failAbove: Percentage? = nil
  ) {
    self.path = path
    self.depth = depth
    self.top = top
    self.oneFilesystem = oneFilesystem
    self.warnAbove = warnAbove
    self.failAbove = failAbove
  }

  /// The key `disk`.
  public static var kind: JobKind { "disk" }

  /// What is looked at.
  public var title: String { "what fills \(path)" }

  /// The fields of the long form.
  public static var schema: JobSchema {
    JobSchema(
      summary: "Says what fills a directory, and how full its file system is.",
      fields: [
        .init("path", .path, "The directory.", isRequired: true),
        .init(
          "depth",
          .integer(1...Self.deepest),
          "How many levels below the directory have rows of their own.",
          defaultValue: "1"
        ),
        .init(
          "top",
          .integer(1...Self.mostRows),
          "How many rows there are at most, the largest first.",
          defaultValue: "20"
        ),
        .init(
          "oneFilesystem",
          .boolean,
          "Whether directories on other file systems are left out.",
          defaultValue: "true"
        ),
        .init(
          "warnAbove",
          .string,
          "How full the file system may be before the run warns, such as 80%."
        ),
        .init(
          "failAbove",
          .string,
          "How full the file system may be before the run fails, such as 95%."
        ),
      ],
      shorthand: [.path]
    )
  }

  static let deepest = 20
  static let mostRows = 10_000

  /// Checks the ranges.
  public func validate() throws(ConfigurationError) {
    guard !path.isEmpty else {
      throw ConfigurationError(
        path: "path",
        problem: "is empty",
        remedy: "Name the directory to look at, such as /var."
      )
    }
    try Self.check("depth", depth, 1...Self.deepest)
    try Self.check("top", top, 1...Self.mostRows)
    if let warnAbove, let failAbove, warnAbove > failAbove {
      throw ConfigurationError(
        path: "warnAbove",
        problem: "is above failAbove",
        remedy: "Warn before failing: make it at most \(failAbove)."
      )
    }
  }

  private static func check(
    _ name: String,
    _ value: Int,
    _ range: ClosedRange<Int>
  ) throws(ConfigurationError) {
    guard !range.contains(value) else { return }
    throw ConfigurationError(
      path: name,
      problem: "must be from \(range.lowerBound) to \(range.upperBound)",
      remedy: "Write a number in this range."
    )
  }
}

extension DiskJob {
  private enum Key: String, CodingKey {
    case path
    case depth
    case top
    case oneFilesystem
    case warnAbove
    case failAbove
  }

  /// Reads the long form, or the path alone.
  public init(from decoder: any Decoder) throws {
    if let path = try? decoder.singleValueContainer().decode(String.self) {
      self.init(path: path)
      return
    }
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      path: try container.decode(String.self, forKey: .path),
      depth: try container.decodeIfPresent(Int.self, forKey: .depth) ?? 1,
      top: try container.decodeIfPresent(Int.self, forKey: .top) ?? 20,
      oneFilesystem: try container.decodeIfPresent(Bool.self, forKey: .oneFilesystem) ?? true,
      warnAbove: try container.decodeIfPresent(Percentage.self, forKey: .warnAbove),
      failAbove: try container.decodeIfPresent(Percentage.self, forKey: .failAbove)
    )
  }
}
