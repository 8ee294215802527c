internal import BatteryNumbers
public import BatteryStatistics
internal import BatteryTables

extension TestQuestion {
  private enum Key: String, CodingKey {
    case test
    case columns
    case value
    case group
    case label
    case mean
    case paired
    case equalVariances
    case alternative
    case expected
    case distribution
    case correction
  }

  /// Reads the question from a configuration; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func value<Value: Decodable>(_ key: Key, _ usual: Value) throws -> Value {
      try container.decodeIfPresent(Value.self, forKey: key) ?? usual
    }
    let test = try container.decode(HypothesisTestKind.self, forKey: .test)
    let columns = try OneOrMany.strings(container, .columns) ?? []
    let (own, counted) =
      (
        try OneOrMany.strings(container, .value) ?? [],
        try OneOrMany.strings(container, .label) ?? []
      )
    let (values, labels) = try container.reading { () throws(StatisticsError) in
      try Self.columns(test, columns, values: own, labels: counted)
    }
    self.init(
      test: test,
      values: values,
      group: try container.decodeIfPresent(String.self, forKey: .group),
      labels: labels,
      mean: try container.decodeIfPresent(Decimal.self, forKey: .mean),
      paired: try value(.paired, false),
      equalVariances: try value(.equalVariances, false),
      alternative: try value(.alternative, .twoSided),
      expected: try Self.shares(container),
      distribution: try container.decodeIfPresent(NamedDistribution.self, forKey: .distribution),
      correction: try value(.correction, true)
    )
  }

  /// The columns of a test by the name that all questions have for them: those of numbers, or of
  /// classes that are counted.
  ///
  /// - Throws: ``StatisticsError`` when they have their own name as well.
  public static func columns(
    _ test: HypothesisTestKind,
    _ columns: [String],
    values: [String],
    labels: [String]
  ) throws(StatisticsError) -> (values: [String], labels: [String]) {
    guard !columns.isEmpty else { return (values, labels) }
    let isCounted = test == .chiSquare
    guard isCounted ? labels.isEmpty : values.isEmpty else {
      let name = isCounted ? "label" : "value"
      throw StatisticsError(
        .invalidArgument,
        "Both columns and \(name) name the columns of the test. Leave one of them out."
      )
    }
    return isCounted ? (values, columns) : (columns, labels)
  }

  /// How often classes are expected, as decimals; those of a JSON text may be fractions.
  private static func shares(
    _ container: KeyedDecodingContainer<Key>
  ) throws -> [String: Decimal] {
    guard container.contains(.expected) else { return [:] }
    if let doubles = try? container.decode([String: Double].self, forKey: .expected) {
      return doubles.mapValues { Decimal("\($0)") ?? .nan }
    }
    return try container.decode([String: Decimal].self, forKey: .expected)
  }

  /// Writes the question to a configuration.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(test, forKey: .test)
    if !values.isEmpty { try container.encode(values, forKey: .value) }
    try container.encodeIfPresent(group, forKey: .group)
    if !labels.isEmpty { try container.encode(labels, forKey: .label) }
    try container.encodeIfPresent(mean, forKey: .mean)
    try container.encode(paired, forKey: .paired)
    try container.encode(equalVariances, forKey: .equalVariances)
    try container.encode(alternative, forKey: .alternative)
    if !expected.isEmpty { try container.encode(expected, forKey: .expected) }
    try container.encodeIfPresent(distribution, forKey: .distribution)
    try container.encode(correction, forKey: .correction)
  }

  /// Refuses options that the test does not have, and columns of the wrong number.
  public func validate() throws(StatisticsError) {
    func refuse(_ option: String, unless fits: Bool) throws(StatisticsError) {
      guard !fits else { return }
      throw StatisticsError(
        .invalidArgument,
        "The test \(test.rawValue) has no option \(option). Leave it out."
      )
    }
    let isT = test == .t
    try refuse("paired", unless: !paired || isT || test == .wilcoxon)
    let hasTwo = values.count > 1 || group != nil
    try refuse("equal-variances", unless: !equalVariances || isT && !paired && hasTwo)
    try refuse("mean", unless: mean == nil || isT || test == .wilcoxon)
    let hasSides = isT || test == .wilcoxon || test == .mannWhitney
    try refuse("alternative", unless: alternative == .twoSided || hasSides)
    try refuse("expected", unless: expected.isEmpty || test == .chiSquare && labels.count < 2)
    try refuse("distribution", unless: distribution == nil || test == .ks)
    let jumps = test == .chiSquare || test == .wilcoxon || test == .mannWhitney
    try refuse("no-correction", unless: correction || jumps)
    try refuse("label", unless: labels.isEmpty || test == .chiSquare)
    try refuse("value", unless: values.isEmpty || test != .chiSquare)
    try refuse("group", unless: group == nil || test != .chiSquare && !(test == .wilcoxon))
    try checkColumns()
    for (name, share) in expected.sorted(by: { GroupOrder.isBefore($0.key, $1.key) })
    where !(share > 0 && share.isFinite) {
      throw StatisticsError(
        .invalidArgument,
        "The expectation of \(name) is \(share). Give one above 0."
      )
    }
  }

  private func checkColumns() throws(StatisticsError) {
    let remedy: String? =
      switch test {
      case .anova:
        values.count == 1 && group != nil ? nil : "Give one value and a group."
      case .chiSquare:
        (1...2).contains(labels.count) ? nil : "Give one label, or two."
      case .t:
        if paired {
          values.count == 2 && group == nil ? nil : "Give two values and no group for pairs."
        } else {
          values.count == 1 || values.count == 2 && group == nil
            ? nil : "Give one value, one value and a group, or two values."
        }
      case .wilcoxon:
        (1...2).contains(values.count) ? nil : "Give one value, or two for pairs."
      case .mannWhitney:
        values.count == 2 && group == nil || values.count == 1 && group != nil
          ? nil : "Give one value and a group, or two values."
      case .ks:
        (distribution != nil) == (values.count == 1 && group == nil)
          && (values.count == 1 || values.count == 2 && group == nil)
          ? nil : "Give one value and a distribution, one value and a group, or two values."
      }
    guard let remedy else { return }
    throw StatisticsError(
      .invalidArgument,
      "The test \(test.rawValue) cannot be made of these columns. \(remedy)"
    )
  }
}
