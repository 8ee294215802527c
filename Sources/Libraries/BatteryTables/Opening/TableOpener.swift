public import SystemPackage

/// Opens the files of a table.
public struct TableOpener: Sendable {
  /// How they are read.
  public var reading: TableReading
  /// The files; `-` is standard input.
  public var paths: [FilePath]
  /// How much memory the work may take.
  public var memory: TableMemory
  /// Whether a row of JSON that cannot be read ends the work, as one of CSV does, unless it is said that
  /// some may be left out.
  public var isComplete = false
  /// The rows that could not be read.
  public let rejects: TableRejects
  /// How many rows were read.
  public let parsed = TableRowCount()
  /// How many threads read CSV; `nil` for one for each core.
  public var threads: Int?
  /// Whether the work is not wanted any more.
  let isCancelled: @Sendable () -> Bool
  /// Whether rows that cannot be read are left out.
  let isLenient: Bool
  /// What can be opened once only, and was.
  private let streams = OpenStreams()

  /// Prepares to open files.
  ///
  /// - Parameters:
  ///   - reading: How they are read.
  ///   - paths: The files; `-` is standard input.
  ///   - outputs: What is written of them; must be none of them, nor the file of rejected rows.
  ///   - rejectsFile: Where rows that cannot be read are written.
  ///   - memory: How much memory the work may take.
  ///   - isLenient: Whether rows that cannot be read are left out in any case.
  ///   - isCancelled: Whether the work is not wanted any more.
  /// - Throws: ``TableError`` when the file of rejected rows cannot be made, or a file would be read
  ///   or written twice.
  public init(
    _ reading: TableReading,
    _ paths: [FilePath],
    outputs: [FilePath],
    rejectsFile: FilePath? = nil,
    memory: TableMemory = TableMemory(),
    isLenient: Bool = false,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    self.reading = reading
    self.paths = paths
    self.memory = memory
    self.isCancelled = isCancelled
    self.isLenient = isLenient || reading.isLenient
    try Self.checkStreams(paths)
    for output in outputs { try OutputFile.check(output, isNot: paths) }
    rejects = try TableRejects(rejectsFile, inputs: paths, outputs: outputs)
  }

  /// Refuses what can be read once only and is to be read twice at the same time.
  private static func checkStreams(_ paths: [FilePath]) throws(TableError) {
    var seen: Set<FileIdentity> = []
    for path in paths {
      let identity = path.string == "-" ? FileIdentity(.standardInput) : FileIdentity(path)
      guard let identity, path.string == "-" || identity.isStream else { continue }
      guard seen.insert(identity).inserted else {
        throw TableError(
          .invalidExpression,
          "\(path.string == "-" ? "standard input" : path.string): is named twice, but can be read"
            + " once only. Write it to a file first."
        )
      }
    }
  }

  // MARK: - Opening

  /// Opens a file, and unpacks it.
  ///
  /// - Throws: ``TableError`` when it is missing or may not be read.
  public func file(_ path: FilePath) throws -> TableFile {
    if let file = try streams.file(path) { return file }
    let file = try TableFile(path, format: reading.format, isCancelled: isCancelled)
    if file.isStream { streams.keep(file, path) }
    return file
  }

  /// Reads all files as one table.
  ///
  /// - Parameters:
  ///   - columns: The columns that are wanted; `nil` for all.
  ///   - typed: The columns of CSV whose types matter while the rows are only to be written as text
  ///     again; the rows then end with ``SpelledColumns``.
  /// - Returns: The rows, counted.
  /// - Throws: ``TableError`` when one cannot be read, or lacks a column of another.
  public func reader(
    columns: [String]? = nil,
    typed: Set<String>? = nil
  ) throws -> any TableReader {
    let files = try paths.map { try file($0) }
    if files.count == 1 {
      return counted(try reader(of: files[0], columns: columns, typed: typed))
    }
    var readers = try files.map {
      try reader(of: $0, columns: columns, typed: typed, keepsSpelling: false)
    }
    let names = files.map(\.name)
    let schema = try ConcatenatedReader.schema(readers.map(\.schema), names: names)
    let keepsSpelling = typed != nil && files.allSatisfy { $0.format == .csv }
    for (index, file) in files.enumerated() where file.format == .csv {
      // Read again as the wider type, so that every value stays as it is written.
      var given = reading.types
      for field in readers[index].schema.fields {
        guard let place = schema.place(of: field.name) else { continue }
        let type = schema[place].type
        if type != field.type || keepsSpelling && type != .text { given[field.name] = type }
      }
      guard given != reading.types else { continue }
      var source = file.source
      guard try source.restart() else { continue }
      var options = try options(file, columns: columns, given: given)
      options.typed = typed
      options.keepsSpelling = keepsSpelling
      readers[index] = try CSVReader(source, options)
    }
    return counted(try ConcatenatedReader(readers, names: names))
  }

  /// Reads one file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - columns: The columns that are wanted; `nil` for all.
  ///   - typed: As for ``reader(columns:typed:)``.
  ///   - keepsSpelling: Whether numbers and times that can be written in several ways are read as
  ///     texts, too, when only some columns are typed.
  /// - Returns: The rows.
  /// - Throws: ``TableError`` when it cannot be read.
  public func reader(
    of file: TableFile,
    columns: [String]? = nil,
    typed: Set<String>? = nil,
    keepsSpelling: Bool = true
  ) throws -> any TableReader {
    switch file.format {
    case .csv:
      var options = try options(file, columns: columns)
      options.typed = typed
      options.keepsSpelling = typed != nil && keepsSpelling
      return try CSVReader(file.source, options)
    case .jsonLines: return try JSONLinesReader(file.source, jsonOptions(columns))
    case .json: return try JSONArrayReader(file.source, jsonOptions(columns))
    case .sqlite: return try selecting(columns, databaseReader(file))
    }
  }

  /// The one CSV file of the table, for what needs no order; `nil` when there is anything else.
  ///
  /// - Parameters:
  ///   - columns: The columns that are wanted; `nil` for all.
  ///   - dictionaries: The columns in which equal texts are looked for.
  /// - Returns: The file.
  /// - Throws: ``TableError`` when it cannot be read.
  public func scan(
    columns: [String]? = nil,
    dictionaries: CSVOptions.Dictionaries = .none
  ) throws -> CSVScan? {
    guard paths.count == 1 else { return nil }
    let file = try file(paths[0])
    guard file.format == .csv else { return nil }
    var options = try options(file, columns: columns)
    options.dictionaries = dictionaries
    return try CSVScan(file.source, options)
  }

  /// Which columns of the one CSV file are to be read so that those of a set are there; `nil` for all:
  /// also when the file lacks one, so that who needs it can say which there are.
  ///
  /// - Parameters:
  ///   - needed: The columns that are needed.
  ///   - computed: Those of them that the file need not have.
  /// - Returns: The names, in the order of the file.
  /// - Throws: ``TableError`` when it cannot be read.
  public func columns(needed: Set<String>, computed: [String]) throws -> [String]? {
    guard paths.count == 1, let names = try names(of: try file(paths[0])) else { return nil }
    let chosen = names.filter(needed.contains)
    let isComplete = needed.subtracting(computed).isSubset(of: chosen)
    return isComplete && !chosen.isEmpty && chosen.count < names.count ? chosen : nil
  }

  /// The names in the header of a CSV file; `nil` of other files, and of one that becomes wider.
  ///
  /// - Throws: ``TableError`` when it cannot be read.
  public func names(of file: TableFile) throws -> [String]? {
    guard file.format == .csv, reading.ragged != .keep else { return nil }
    var source = file.source
    var options = try options(file, columns: nil)
    options.types = .text
    let names = try CSVScan(source, options).names
    return try source.restart() ? names : nil
  }

  /// The same rows, counted, and ended once the work is not wanted any more.
  public func counted(_ reader: any TableReader) -> any TableReader {
    CheckedReader(reader, parsed) { [self] in try check() }
  }

  /// Throws when the work is not wanted any more, or takes too much memory.
  ///
  /// - Throws: `CancellationError`, or ``TableError``.
  public func check() throws {
    if isCancelled() { throw CancellationError() }
    try memory.check()
  }
}
