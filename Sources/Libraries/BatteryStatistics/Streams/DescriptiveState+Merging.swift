extension DescriptiveState {
  var segments: [Segment] {
    guard runningEnd > runningStart else { return settled }
    let last = Segment(start: runningStart, end: runningEnd, moments: running.moments)
    return Self.joined(settled + [last])
  }

  /// Segments, ascending, of which those without a gap between them are made one.
  private static func joined(_ segments: [Segment]) -> [Segment] {
    var result: [Segment] = []
    for segment in segments {
      if let last = result.last, last.end == segment.start {
        result[result.count - 1].moments.add(segment.moments)
        result[result.count - 1].end = segment.end
      } else {
        result.append(segment)
      }
    }
    return result
  }

  /// Adds the rows of another state, at the places that it has in the whole.
  ///
  /// In any order: parts that follow each other become one as soon as both are there. Rows that are
  /// added later come after the last of all.
  ///
  /// - Throws: ``StatisticsError`` where both have the same rows, or another capacity; then nothing is
  ///   added.
  public mutating func merge(_ other: DescriptiveState) throws(StatisticsError) {
    let parts = (segments + other.segments).sorted { $0.start < $1.start }
    for (part, next) in zip(parts, parts.dropFirst()) where part.end > next.start {
      throw StatisticsError(
        .shape,
        "Both states have the row \(next.start). Say with which row of the whole each begins."
      )
    }
    try frequent.add(other.frequent)
    try distinct.add(other.distinct)
    quantiles.add(other.quantiles)
    settled = Self.joined(parts)
    running = .none
    let end = settled.last?.end ?? runningEnd
    (runningStart, runningEnd) = (end, end)
  }

  /// Adds the rows of another state after those of this one, wherever that one says they are.
  ///
  /// - Throws: ``StatisticsError`` for another capacity.
  public mutating func append(_ other: DescriptiveState) throws(StatisticsError) {
    let end = segments.last?.end ?? runningEnd
    var other = other
    let parts = other.segments
    let shift = end - (parts.first?.start ?? end)
    other.settled = parts.map {
      Segment(start: $0.start + shift, end: $0.end + shift, moments: $0.moments)
    }
    other.running = .none
    (other.runningStart, other.runningEnd) = (end, end)
    try merge(other)
  }
}
