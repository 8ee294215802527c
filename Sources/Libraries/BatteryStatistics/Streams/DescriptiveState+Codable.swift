extension DescriptiveState: Codable {
  private enum Key: String, CodingKey {
    case version, nextRow, segments, quantiles, distinct, frequent
  }

  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    let next = try container.decode(Int.self, forKey: .nextRow)
    settled = try container.decode([Segment].self, forKey: .segments)
    quantiles = try container.decode(LogarithmicHistogram.self, forKey: .quantiles)
    distinct = try container.decode(HyperLogLog.self, forKey: .distinct)
    frequent = try container.decode(TopK<Double>.self, forKey: .frequent)
    (runningStart, runningEnd) = (next, next)
    // Rows ascend without an overlap, and all parts are of the same values.
    var row = 0
    var values = 0
    for segment in settled {
      guard segment.start >= row, segment.end > segment.start,
        segment.moments.count <= segment.end - segment.start, segment.moments.depth == .shape
      else { throw StatisticsError.damaged("list of rows") }
      row = segment.end
      values += segment.moments.count
    }
    guard next >= row, next < 1 << 60, values == quantiles.count, values == frequent.count else {
      throw StatisticsError.damaged("list of rows")
    }
  }

  /// Writes the state.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(runningEnd, forKey: .nextRow)
    try container.encode(segments, forKey: .segments)
    try container.encode(quantiles, forKey: .quantiles)
    try container.encode(distinct, forKey: .distinct)
    try container.encode(frequent, forKey: .frequent)
  }
}
