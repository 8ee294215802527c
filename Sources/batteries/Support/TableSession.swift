import BatteryFiles
import BatteryTables
import Foundation
import SystemPackage
import TableTool

/// What a table command works with, on a thread where waiting holds nobody up.
struct TableSession: Sendable {
  /// The files.
  let opener: TableOpener
  private let console: Console
  private let format: TableOutputFormat?
  private let target: FilePath?
  private let isQuiet: Bool
  private let isVerbose: Bool

  /// Runs the work of a command on its files, and tells of the rows that could not be read.
  static func run(
    _ files: [String],
    reading: TableReadingOptions,
    output: TableOutputOptions,
    further: FilePath? = nil,
    memory: TableMemory = TableMemory(),
    isLenient: Bool = false,
    work: @escaping @Sendable (TableSession) throws -> Void
  ) async throws {
    try await run(
      files,
      reading: reading,
      format: output.format,
      output: output.output,
      further: further,
      verbosity: output.verbosity,
      memory: memory,
      isLenient: isLenient,
      work: work
    )
  }

  /// Runs the work of a command on its files, and tells of the rows that could not be read.
  static func run(
    _ files: [String],
    reading: TableReadingOptions,
    format: TableOutputFormat? = nil,
    output: String? = nil,
    database: FilePath? = nil,
    further: FilePath? = nil,
    verbosity: VerbosityOptions,
    memory: TableMemory = TableMemory(),
    isLenient: Bool = false,
    work: @escaping @Sendable (TableSession) throws -> Void
  ) async throws {
    let console = Console.current
    let options = try reading.reading()
    let paths = files.map { console.path($0) }
    let target = output == "-" ? nil : output.map { console.path($0) }
    let (isQuiet, isVerbose) = (verbosity.quiet, verbosity.verbose)
    for path in [target, further].compactMap(\.self) { try Self.checkName(of: path, format) }
    try await Interruption.cancels {
      try await BlockingWork.run { cancellation in
        let opener = try TableOpener(
          options,
          paths,
          outputs: [target, database, further].compactMap(\.self),
          rejectsFile: options.rejects.map { console.path($0) },
          memory: memory,
          isLenient: isLenient,
          isCancelled: { cancellation.isCancelled }
        )
        let session = TableSession(
          opener: opener,
          console: console,
          format: format,
          target: target,
          isQuiet: isQuiet,
          isVerbose: isVerbose
        )
        do {
          try work(session)
        } catch {
          try? opener.rejects.finish()
          throw error
        }
        try opener.rejects.finish()
        session.noteRejects()
        session.noteEmptiness()
        // Who has not said that rows may be left out learns from the status that some were.
        if opener.rejects.count > 0, !options.isLenient, !isLenient {
          throw CommandFailure(ExitStatus.negative)
        }
      }
    }
  }

  /// The output file's name, for formats that only it can say.
  var outputPath: FilePath? { target }

  /// How a result is written that is no table.
  var outputFormat: TableOutputFormat {
    format ?? target.flatMap { TableOutputFormat(name: $0.string) } ?? .text
  }

  /// How rows are written: laid out on a terminal, and as CSV for another program.
  private var rowFormat: TableOutputFormat {
    if let format { return format }
    guard let target else { return console.isTerminal(.output) ? .text : .csv }
    return TableOutputFormat(name: target.string) ?? .csv
  }

  /// Whether the result goes to a file in the format of databases.
  var isToDatabase: Bool {
    format == nil && target.flatMap { TableFileFormat(name: $0.string) } == .sqlite
  }

  /// Whether values are written as what they are rather than as they were written.
  var isTyped: Bool { rowFormat.isTyped || isToDatabase }

  /// The rows of the files after some steps.
  func rows(_ steps: TableSteps) throws -> any TableReader {
    try TableQuery(opener, steps).rows(asText: !isTyped, note: note)
  }

  /// Writes rows to the output.
  func write(_ reader: any TableReader) throws {
    var writer = TableRowWriter(rowFormat)
    if let target {
      guard !isToDatabase else {
        throw CommandFailure(
          ExitStatus.usage,
          "\(target): is a database. Write another format, or pipe the rows to batteries table import."
        )
      }
      let file = try OutputFile(target, inputs: opener.paths)
      try writer.write(reader, to: file)
      try file.commit()
    } else {
      writer.width = console.width(of: .output)
      if console.hasColours(.output) { writer.styler = { _, _ in nil } }
      try writer.write(reader, to: ConsoleSink(console))
    }
  }

  /// Whether values are written as what they are, also to a second file.
  func isTyped(with further: FilePath?) -> Bool {
    isTyped
      || further.map { (format ?? TableOutputFormat(name: $0.string) ?? .csv).isTyped } ?? false
  }

  /// Writes rows to the output and others to a second file; both are whole before either has its name.
  func write(
    _ reader: any TableReader,
    and others: any TableReader,
    to further: FilePath
  ) throws {
    guard let target, !isToDatabase, OutputFile.first(of: [target], at: further) == nil else {
      throw CommandFailure(
        ExitStatus.usage,
        "\(further): takes the rest. Write what is taken to another file, with --output."
      )
    }
    let file = try OutputFile(target, inputs: opener.paths)
    let second = try OutputFile(further, inputs: opener.paths)
    try TableRowWriter(rowFormat).write(reader, to: file)
    let format = format ?? TableOutputFormat(name: further.string) ?? .csv
    try TableRowWriter(format).write(others, to: second)
    try file.commit()
    try second.commit()
  }

  /// Writes a text to the output.
  func write(_ text: String) throws {
    guard let target else { return try console.print(text) }
    let file = try OutputFile(target, inputs: opener.paths)
    var line = text.hasSuffix("\n") ? text : text + "\n"
    try line.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    try file.commit()
  }

  /// Says something on standard error, unless the user wants quiet.
  func note(_ text: String) {
    if !isQuiet { console.note(text) }
  }

  /// Says something on standard error when the user wants to know more.
  func detail(_ text: String) {
    if isVerbose { console.note(text) }
  }

  /// Refuses a name that does not say how to write what goes into the file.
  private static func checkName(of target: FilePath, _ format: TableOutputFormat?) throws {
    guard format == nil, TableOutputFormat(name: target.string) == nil,
      TableFileFormat(name: target.string) != .sqlite, FileIdentity(target)?.isStream != true
    else { return }
    throw CommandFailure(
      ExitStatus.usage,
      "\(target): the name does not say how to write it. End it with .csv, .tsv, .json, .jsonl, .md or"
        + " .html, or pass --format."
    )
  }

  /// Says that there is a table, but nothing in it: most likely not what was meant.
  private func noteEmptiness() {
    guard opener.parsed.isFinished, opener.parsed.count == 0, opener.rejects.count == 0 else {
      return
    }
    let names = opener.paths.map { $0.string == "-" ? "standard input" : $0.string }
    let list = names.joined(separator: ", ")
    let files = opener.paths.compactMap { try? opener.file($0) }
    let isCSV = files.allSatisfy { $0.format == .csv }
    note("\(list): \(isCSV ? "there is a header, but no row after it" : "there are no rows").")
  }

  /// Says which rows could not be read: these and what was parsed make all rows.
  private func noteRejects() {
    let count = opener.rejects.count
    guard count > 0 || isVerbose else { return }
    for reject in opener.rejects.first { note(reject.description) }
    let parsed = opener.parsed.count
    note("\(parsed) rows parsed + \(count) rejected = \(parsed + count) rows.")
  }
}

/// Bytes that go to standard output.
private struct ConsoleSink: ByteSink {
  let console: Console

  init(_ console: Console) { self.console = console }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try console.write(.output, Array(bytes))
  }
}

extension Console {
  /// A path of the command line as messages name it; `-` stays as it is.
  func path(_ path: String) -> FilePath {
    if path == "-" { return FilePath(path) }
    let isHere = directory == FilePath(FileManager.default.currentDirectoryPath)
    return isHere && !path.hasPrefix("~") ? FilePath(path) : resolve(path)
  }
}
