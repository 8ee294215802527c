import BatteryStatistics
import BatteryTables

/// Reads the columns that a question needs from files.
struct StatsInput: Sendable {
  /// Opens the files.
  var opener: TableOpener
  /// The condition that rows have to meet.
  var condition: TableExpression?
  /// The columns of numbers; `nil` for all.
  var numbers: [String]?
  /// Columns of numbers that are needed besides: the weights.
  var others: [String] = []
  /// The columns of texts.
  var labels: [String] = []
  /// The columns whose values make groups.
  var by: [String] = []
  /// What becomes of NaN and infinity.
  var na = NotFinitePolicy.fail
  /// How numbers are computed.
  var lane = Lane.exact
  /// Whether the lines of rows are wanted.
  var hasLines = false
  /// The columns of texts and of groups that are numbers: those that are equal have one name.
  private(set) var numbered: Set<String> = []

  /// What was read.
  struct Result<Fold> {
    var fold: Fold
    /// The names of the columns of numbers.
    var numbers: [String]
    /// The columns that were left out since they are not numbers.
    var leftOut: [String]
    /// Where the files begin.
    var files: [FileStart] = []
  }

  /// Reads all files.
  ///
  /// - Parameter initial: Makes the state for the columns of numbers, the further ones last.
  /// - Returns: The state of all rows, and the columns that were chosen.
  /// - Throws: `TableError` for what cannot be read or is not a number.
  func fold<Fold: StatsFold>(
    _ initial: @escaping @Sendable ([String]) -> Fold
  ) throws -> Result<Fold> {
    var input = self
    var result: Result<Fold>?
    var start = 0
    for path in opener.paths {
      let file = try opener.file(path)
      let known = result?.numbers
      let (part, end) = try named(file) { try input.read(file, as: known, start, initial) }
      if result == nil { result = part } else { try result?.fold.merge(part.fold) }
      result?.files.append(FileStart(name: file.name, place: start))
      start = end
    }
    opener.parsed.finish()
    guard let result else {
      throw TableError(.invalidExpression, "There is no file. Name one, or - for standard input.")
    }
    return result
  }

  /// Reads one file, whose columns of numbers the files before it may have decided.
  private mutating func read<Fold: StatsFold>(
    _ file: TableFile,
    as known: [String]?,
    _ start: Int,
    _ initial: @escaping @Sendable ([String]) -> Fold
  ) throws -> (result: Result<Fold>, end: Int) {
    var blobs: [String: Int] = [:]
    let schema = try NumberGuess.schema(of: file, self, blobs: &blobs)
    let chosen = try known ?? chosenNumbers(schema, file)
    let names = chosen + others
    if known == nil {
      numbered = numbered(schema)
    }
    try Self.refuse(blobs, among: names, of: file)
    let counter = PlaceCounter(start)
    var fold: Fold
    if file.format == .csv {
      fold = try scan(file, names, counter) { initial(names) }
    } else {
      fold = initial(names)
      try self.read(file, names, counter, into: &fold)
    }
    if na == .fail, !fold.notFinite.isEmpty {
      throw try problem(fold.notFinite, file, names, start: counter.start)
    }
    let left =
      numbers == nil ? schema.names.filter { !isNamed($0) && !chosen.contains($0) } : []
    return (Result(fold: fold, numbers: chosen, leftOut: left), counter.end)
  }

  private func numbered(_ schema: Schema) -> Set<String> {
    Set(
      (labels + by).filter { name in
        schema.place(of: name).map { schema[$0].type.isOfNumbers } ?? false
      }
    )
  }

  /// The columns of texts and of groups that are numbers in a file.
  func numbered(of file: TableFile) throws -> Set<String> {
    numbered(try NumberGuess.schema(of: file, self))
  }

  /// Does something with a file; where there are several, errors about columns say which.
  private func named<Value>(_ file: TableFile, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as TableError
      where opener.paths.count > 1
      && (error.code == .unknownColumn || error.code == .invalidExpression)
    {
      guard !error.message.hasPrefix(file.name) else { throw error }
      throw TableError(error.code, "\(file.name): \(error.message)")
    }
  }

  private func isNamed(_ name: String) -> Bool {
    others.contains(name) || labels.contains(name) || by.contains(name)
  }

  private func chosenNumbers(_ schema: Schema, _ file: TableFile) throws -> [String] {
    if let numbers {
      for name in numbers + others { _ = try schema.requiredPlace(of: name) }
      return numbers
    }
    let found = schema.fields.filter { field in
      !isNamed(field.name) && [.integer, .double, .decimal].contains(field.type)
    }
    guard !found.isEmpty else {
      throw TableError(
        .invalidData,
        "\(file.name): no column looks like numbers. Name those that are, with --columns."
      )
    }
    return found.map(\.name)
  }
}
