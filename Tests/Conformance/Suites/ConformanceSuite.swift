/// Cases that third parties publish, run against our own code.
public protocol ConformanceSuite: Sendable {
  /// The name on the command line.
  static var name: String { get }

  /// Runs every case in a file, or in a folder's files.
  ///
  /// - Throws: ``ConformanceError`` when the cases cannot be read.
  static func run(path: String) throws(ConformanceError) -> ConformanceResult
}

/// What a suite found.
public struct ConformanceResult: Hashable, Sendable {
  /// How many cases passed.
  public var passed = 0
  /// A line for each case that failed.
  public var failures: [String] = []
  /// Lines that say more of a file, or why cases were left out.
  public var notes: [String] = []

  /// Creates an empty result.
  public init() {}

  /// The last line that the runner prints.
  public var summary: String { "\(passed) passed, \(failures.count) failed" }

  /// Counts a case.
  public mutating func record(_ failure: String?) {
    if let failure { failures.append(failure) } else { passed += 1 }
  }
}

/// Why a suite's cases cannot be read.
public struct ConformanceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line: where, what, and what to do.
  public let description: String

  /// Creates an error.
  public init(_ description: String) { self.description = description }
}

/// The one list of suites.
public enum SuiteRegistry {
  /// Every suite that there is.
  public static let all: [any ConformanceSuite.Type] = [
    CronSuite.self, CSVSuite.self, DecimalSuite.self, JSONSuite.self, StrdSuite.self,
    ZonesSuite.self,
  ]

  /// The suite of that name.
  public static func named(_ name: String) -> (any ConformanceSuite.Type)? {
    all.first { $0.name == name }
  }
}
