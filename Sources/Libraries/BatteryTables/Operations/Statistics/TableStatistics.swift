/// What there is to say of every column of a table, in one pass.
public struct TableStatistics: TableFold {
  /// All columns.
  public struct Result: Hashable, Sendable {
    /// How many rows there are.
    public var rows: Int
    /// The columns, in their order.
    public var columns: [ColumnStatistics]
  }

  private enum Profile: Sendable {
    case numbers(NumberProfile)
    case texts(TextProfile)

    var size: Int {
      switch self {
      case .numbers(let profile): profile.size
      case .texts(let profile): profile.size
      }
    }
  }

  private let schema: Schema
  private var rows = 0
  private var nulls: [Int]
  private var profiles: [Profile]
  private var memory: Int

  /// Begins to look at the rows of a table.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - memory: How many bytes may be used to count different values and to find the median
  ///     exactly; above it both are estimated. States that are merged may use what each may.
  public init(_ schema: Schema, memory: Int = 256 << 20) {
    self.schema = schema
    nulls = [Int](repeating: 0, count: schema.count)
    self.memory = memory
    let room = memory / max(1, schema.count) / 4
    profiles = schema.fields.map { field in
      switch field.type {
      case .text, .decimal: .texts(TextProfile(field.type, limit: memory, room: room))
      default: .numbers(NumberProfile(field.type, room: room))
      }
    }
  }

  /// Estimates the columns that take most while all together take too much.
  private mutating func keepWithinMemory() {
    while profiles.reduce(0, { $0 + $1.size }) > memory {
      guard let place = profiles.indices.max(by: { profiles[$0].size < profiles[$1].size }),
        profiles[place].size > 0
      else { return }
      switch profiles[place] {
      case .numbers(var profile):
        profile.beginToEstimate(memory / profiles.count)
        profiles[place] = .numbers(profile)
      case .texts(var profile):
        profile.beginToEstimate()
        profiles[place] = .texts(profile)
      }
    }
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) throws(TableError) {
    rows += batch.count
    for (place, column) in batch.columns.enumerated() {
      nulls[place] += column.nulls.nullCount
      switch profiles[place] {
      case .numbers(var profile):
        profiles[place] = .numbers(NumberProfile(.boolean))
        profile.add(column)
        profiles[place] = .numbers(profile)
      case .texts(var profile):
        profiles[place] = .numbers(NumberProfile(.boolean))
        try profile.add(column)
        profiles[place] = .texts(profile)
      }
    }
    keepWithinMemory()
  }

  /// Sorts what is collected, so that merging is fast.
  public mutating func seal() {
    for place in profiles.indices {
      switch profiles[place] {
      case .numbers(var profile):
        profile.seal()
        profiles[place] = .numbers(profile)
      case .texts(var profile):
        profile.seal()
        profiles[place] = .texts(profile)
      }
    }
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: TableStatistics) {
    rows += later.rows
    memory += later.memory
    for place in profiles.indices {
      nulls[place] += later.nulls[place]
      switch (profiles[place], later.profiles[place]) {
      case (.numbers(var profile), .numbers(let other)):
        profile.merge(other)
        profiles[place] = .numbers(profile)
      case (.texts(var profile), .texts(let other)):
        profile.merge(other)
        profiles[place] = .texts(profile)
      default: break
      }
    }
    keepWithinMemory()
  }

  /// The statistics.
  public mutating func finish() -> Result {
    let columns = profiles.indices.map { place in
      switch profiles[place] {
      case .numbers(var profile): profile.finish(schema[place].name, nulls: nulls[place])
      case .texts(var profile): profile.finish(schema[place].name, nulls: nulls[place])
      }
    }
    return Result(rows: rows, columns: columns)
  }
}
