/// A CSV file that is read by several threads at once, for what does not need its rows in order.
///
/// The states that the threads fold are merged in no certain order, and each saw rows from all over
/// the file: what depends on the order goes by the place of each batch, or is made by
/// ``foldInOrder(_:transform:combine:)``. Sums of floating-point numbers may differ in their last
/// digits.
public struct CSVScan {
  private var opening: CSVOpening
  private let options: CSVOptions
  private let rejects: CSVRejects
  private var isUsed = false

  /// Opens a file: finds its dialect, names and types.
  ///
  /// - Throws: ``TableError`` when the file cannot be read or has no rows that make a table.
  public init(_ source: some ByteSource, _ options: CSVOptions = CSVOptions()) throws {
    opening = try CSVOpening(source, options)
    self.options = options
    rejects = CSVRejects(options)
    if options.ragged == .keep || opening.isGuess { try prepare() }
  }

  /// The names and types of the columns; a type may become wider while the file is folded.
  public var schema: Schema { opening.layout.schema }

  /// The dialect that is read.
  public var dialect: CSVDialect { opening.layout.dialect }

  /// The names of all columns, wanted or not.
  public var names: [String] { opening.layout.names }

  private var threads: Int { max(1, options.threads ?? Workers.number) }

  /// Joins all batches into one state: each thread has one of its own, into which it takes the
  /// batches that it parses, and at the end all are merged.
  ///
  /// When a value does not fit the type of its column, everything begins again with a wider type.
  ///
  /// - Parameters:
  ///   - initial: Makes a state for rows of a schema.
  ///   - update: Takes a batch into a state.
  ///   - merge: Takes the second state into the first; the rows that they saw lie between each other.
  /// - Returns: The merged state.
  /// - Throws: What the functions throw, and ``TableError`` when the file cannot be read.
  public mutating func fold<State>(
    _ initial: @escaping @Sendable (Schema) throws -> State,
    update: @escaping @Sendable (inout State, Batch) throws -> Void,
    merge: (inout State, State) throws -> Void
  ) throws -> State {
    try fold(initial) { state, batch, _ in
      try update(&state, batch)
    } merge: {
      try merge(&$0, $1)
    }
  }

  /// Joins all batches into one state, as ``fold(_:update:merge:)`` does, with the place of each.
  ///
  /// - Parameters:
  ///   - initial: Makes a state for rows of a schema.
  ///   - update: Takes a batch into a state. Its place is a number for its first row; those of rows
  ///     further down in the file are greater. A state gets its batches in the order of the file.
  ///   - seal: Is called for each state when it has all its batches, on the thread that made it.
  ///   - merge: Takes the second state into the first; the rows that they saw lie between each other.
  /// - Returns: The merged state.
  /// - Throws: What the functions throw, and ``TableError`` when the file cannot be read; a
  ///   ``RowProblem`` becomes one with the line.
  public mutating func fold<State>(
    _ initial: @escaping @Sendable (Schema) throws -> State,
    update: @escaping @Sendable (inout State, Batch, _ place: Int) throws -> Void,
    seal: @escaping @Sendable (inout State) throws -> Void = { _ in },
    merge: (inout State, State) throws -> Void
  ) throws -> State {
    try fold(
      withLines: false,
      initial,
      update: { state, batch, place, _ in try update(&state, batch, place) },
      seal: seal,
      merge: merge
    )
  }

  /// Joins all batches into one state, as ``fold(_:update:seal:merge:)`` does, with the line of each
  /// row.
  ///
  /// - Parameters:
  ///   - initial: Makes a state for rows of a schema.
  ///   - update: Takes a batch into a state, with its place and the lines on which its rows begin, from
  ///     1.
  ///   - merge: Takes the second state into the first.
  /// - Returns: The merged state.
  /// - Throws: What the functions throw, and ``TableError`` when the file cannot be read.
  package mutating func foldLines<State>(
    _ initial: @escaping @Sendable (Schema) throws -> State,
    update: @escaping @Sendable (inout State, Batch, _ place: Int, _ lines: [Int]) throws -> Void,
    merge: (inout State, State) throws -> Void
  ) throws -> State {
    try fold(withLines: true, initial, update: update, seal: { _ in }, merge: merge)
  }

  private mutating func fold<State>(
    withLines: Bool,
    _ initial: @escaping @Sendable (Schema) throws -> State,
    update: @escaping @Sendable (inout State, Batch, _ place: Int, _ lines: [Int]) throws -> Void,
    seal: @escaping @Sendable (inout State) throws -> Void,
    merge: (inout State, State) throws -> Void
  ) throws -> State {
    let (threads, rejects) = (threads, rejects)
    return try again { opening in
      let layout = opening.layout
      let schema = layout.schema
      let states = CSVSlots<State>(threads)
      try Self.run(opening, threads, rejects) { supply, rejects, worker in
        var state = try initial(schema)
        let parser = CSVBlockParser(layout)
        while let block = supply.next() {
          do {
            // No block has as many rows as would reach the place of the next.
            var place = block.ordinal << 32
            let found = try parser.parse(block, withLines: withLines) { batch, lines in
              try update(&state, batch, place, lines)
              place += batch.count
            }
            try rejects.add(found, of: block.ordinal)
          } catch {
            supply.fail(error, in: block.ordinal)
          }
          supply.reuse(block)
        }
        try seal(&state)
        states.put(state, at: worker)
      }
      var all = states.takeAll()
      guard var state = all.isEmpty ? nil : all.removeFirst() else { return try initial(schema) }
      while !all.isEmpty { try merge(&state, all.removeFirst()) }
      return state
    }
  }

  /// Makes something of each batch, on several threads, and joins it in the order of the file.
  ///
  /// - Parameters:
  ///   - initial: Makes the state for rows of a schema.
  ///   - transform: Makes something of a batch.
  ///   - combine: Takes it into the state; called for one batch at a time, in the order of the file.
  /// - Returns: The state.
  /// - Throws: What the functions throw, and ``TableError`` when the file cannot be read.
  public mutating func foldInOrder<State, Part>(
    _ initial: @escaping @Sendable (Schema) throws -> State,
    transform: @escaping @Sendable (Batch) throws -> Part,
    combine: @escaping @Sendable (inout State, Part) throws -> Void
  ) throws -> State {
    let (threads, rejects) = (threads, rejects)
    return try again { opening in
      let layout = opening.layout
      let ordered = CSVOrdered<State, Part>(try initial(layout.schema), combine)
      try Self.run(opening, threads, rejects) { supply, rejects, _ in
        let parser = CSVBlockParser(layout)
        while let block = supply.next() {
          do {
            var parts: [Part] = []
            let found = try parser.parse(block) { parts.append(try transform($0)) }
            try rejects.add(found, of: block.ordinal)
            try ordered.add(parts, of: block.ordinal)
          } catch {
            supply.fail(error, in: block.ordinal)
          }
          supply.reuse(block)
        }
      }
      return ordered.state
    }
  }

  /// Counts the rows; nothing is parsed.
  ///
  /// - Returns: How many there are.
  /// - Throws: ``TableError`` when the file cannot be read.
  public mutating func countRows() throws -> Int {
    let (threads, rejects) = (threads, rejects)
    return try again { opening in
      let layout = opening.layout
      let counts = CSVSlots<Int>(threads)
      try Self.run(opening, threads, rejects) { supply, rejects, worker in
        let parser = CSVBlockParser(layout)
        var count = 0
        while let block = supply.next() {
          do {
            let found = try parser.count(block)
            count += found.rows
            try rejects.add(found.rejects, of: block.ordinal)
          } catch {
            supply.fail(error, in: block.ordinal)
          }
          supply.reuse(block)
        }
        counts.put(count, at: worker)
      }
      return counts.all.reduce(0, +)
    }
  }

  /// Reads the whole file once to learn what every value fits, so that the schema is certain.
  ///
  /// - Throws: ``TableError`` when the file cannot be read.
  mutating func settleTypes() throws {
    guard opening.isGuess else { return }
    try findTypes()
  }

  /// The blocks of a file whose types are certain, for a reader.
  mutating func begin() throws -> (CSVLayout, CSVBlockReader, CSVRejects) {
    try rewind()
    opening.keepSpelling()
    return (opening.layout, opening.blocks(), rejects)
  }

  /// What can only be known by reading everything first, or, of a stream, not at all.
  private mutating func prepare() throws {
    var probe = opening
    let canRestart = try probe.restart()
    if canRestart {
      opening = probe
      if options.ragged == .keep { try findTypes() }
    } else {
      if options.ragged == .keep {
        throw TableError(
          .invalidData,
          "\(opening.layout.source): how many columns the longest row has is only known at the end,"
            + " and this cannot be read twice. Write it to a file first, or pass --ragged pad."
        )
      }
      opening.settleForText()
    }
  }

  private mutating func rewind() throws {
    if isUsed, try !opening.restart() {
      throw TableError(
        .unavailable,
        "\(opening.layout.source): cannot be read a second time. Write it to a file first."
      )
    }
    isUsed = true
  }

  /// Runs a pass over the file, and runs it again with better types when they do not hold.
  private mutating func again<Result>(
    _ pass: (CSVOpening) throws -> Result
  ) throws -> Result {
    while true {
      try rewind()
      rejects.restart()
      do {
        return try pass(opening)
      } catch is CSVMisfit {
        guard opening.isGuess else {
          throw TableError(
            .inputOutput,
            "\(opening.layout.source): the file changed while it was read. Read a copy of it."
          )
        }
        try findTypes()
      }
    }
  }

  /// Looks at every value of the file.
  private mutating func findTypes() throws {
    while true {
      try rewind()
      let layout = opening.layout
      let parts = CSVSlots<(guesses: [TypeGuess], widest: Int)>(threads)
      try Self.run(opening, threads, rejects) { supply, _, worker in
        let parser = CSVBlockParser(layout)
        var guesses = [TypeGuess](repeating: .anything, count: layout.wanted.count)
        while let block = supply.next() {
          try parser.guess(block, into: &guesses)
          supply.reuse(block)
        }
        parts.put((guesses, parser.widest), at: worker)
      }
      let widest = parts.all.map(\.widest).max() ?? 0
      if layout.ragged == .keep, widest > layout.names.count {
        opening.widen(to: widest)
        continue
      }
      var guesses = [TypeGuess](repeating: .anything, count: layout.wanted.count)
      for part in parts.all {
        for place in guesses.indices { guesses[place].formIntersection(part.guesses[place]) }
      }
      if options.types == .inferred { opening.settle(guesses) } else { opening.settleForText() }
      return
    }
  }

  /// Runs work on the threads and throws the first failure in the file.
  private static func run(
    _ opening: CSVOpening,
    _ threads: Int,
    _ rejects: CSVRejects,
    _ work: @escaping @Sendable (CSVSupply, CSVRejects, Int) throws -> Void
  ) throws {
    let supply = CSVSupply(opening.blocks(), ahead: threads * 2)
    Workers.run(threads, "csv") { worker in
      do {
        try work(supply, rejects, worker)
      } catch {
        supply.fail(error, in: .max)
      }
    }
    if let failure = supply.firstFailure { throw failure.error }
  }
}
