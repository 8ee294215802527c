/// The kinds of job that a program knows.
///
/// The command line makes the one list; the hub is handed it and never names a tool.
public struct JobRegistry: Sendable {
  private struct Entry: Sendable {
    let kind: JobKind
    let schema: JobSchema
    let decode: @Sendable (any Decoder) throws -> AnyJob
  }

  private let entries: [Entry]

  /// Makes a registry of some types of job.
  public init(_ types: [any Job.Type]) {
    entries = types.map { Self.entry($0) }
  }

  private static func entry<J: Job>(_ type: J.Type) -> Entry {
    Entry(kind: J.kind, schema: J.schema) { decoder in try AnyJob(J(from: decoder)) }
  }

  /// The kinds, in the order in which they were registered.
  public var kinds: [JobKind] { entries.map(\.kind) }

  /// Returns the schema of a kind, or `nil` when there is no such kind.
  public func schema(of kind: JobKind) -> JobSchema? {
    entries.first { $0.kind == kind }?.schema
  }

  /// Decodes and checks a job of a kind.
  ///
  /// - Returns: `nil` when there is no such kind.
  /// - Throws: The decoder's error, or ``ConfigurationError`` from the job's own check.
  public func decode(_ kind: JobKind, from decoder: any Decoder) throws -> AnyJob? {
    try entries.first { $0.kind == kind }?.decode(decoder)
  }
}
