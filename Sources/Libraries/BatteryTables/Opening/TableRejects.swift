import Synchronization
public import SystemPackage

/// The rows that could not be read: how many, the first of them, and all of them in a file.
public final class TableRejects: Sendable {
  /// One row.
  public struct Row: Codable, Hashable, Sendable, CustomStringConvertible {
    /// The file, as messages call it.
    public var source: String
    /// The line on which the row begins, from 1.
    public var line: Int
    /// How many bytes are before the row.
    public var offset: Int
    /// What is wrong, and what to do.
    public var reason: String

    /// One line: where, what, and what to do.
    public var description: String { "\(source):\(line): \(reason)" }
  }

  private struct State: Sendable {
    var count = 0
    var first: [Row] = []
    var waiting: [Row] = []
    var failure: (any Error)?
    var file: Writer?
  }

  private final class Writer: @unchecked Sendable {
    let file: OutputFile
    var writer: CSVWriter<OutputFile>

    init(_ file: OutputFile) throws {
      self.file = file
      writer = try CSVWriter(file)
      try writer.writeRow(["source", "line", "offset", "reason"])
    }
  }

  private let state: Mutex<State>
  private static let mostShown = 20

  /// Begins to collect.
  ///
  /// - Parameters:
  ///   - path: The file for all of them, if any.
  ///   - inputs: The files that are read.
  ///   - outputs: What else is written; the rejected rows must not take its place.
  /// - Throws: ``TableError`` when the file cannot be made, or is one of the others.
  public init(_ path: FilePath?, inputs: [FilePath], outputs: [FilePath]) throws {
    if let path, OutputFile.first(of: outputs, at: path) != nil {
      throw TableError(
        .invalidExpression,
        "\(path): the rejected rows would take the place of the output. Name another file."
      )
    }
    let writer = try path.map { try Writer(OutputFile($0, inputs: inputs)) }
    state = Mutex(State(file: writer))
  }

  /// How many rows were rejected.
  public var count: Int { state.withLock { $0.count } }

  /// The first of them.
  public var first: [Row] { state.withLock { $0.first } }

  /// Takes in a row.
  public func add(_ reject: Row) {
    state.withLock { state in
      state.count += 1
      if state.first.count < Self.mostShown { state.first.append(reject) }
      do {
        try state.file?.writer.writeRow([
          reject.source, "\(reject.line)", "\(reject.offset)", reject.reason,
        ])
      } catch {
        if state.failure == nil { state.failure = error }
      }
    }
  }

  /// Puts the file in its place.
  ///
  /// - Throws: ``TableError`` when it could not be written.
  public func finish() throws {
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      try state.file?.writer.finish()
      try state.file?.file.commit()
      state.file = nil
    }
  }
}
