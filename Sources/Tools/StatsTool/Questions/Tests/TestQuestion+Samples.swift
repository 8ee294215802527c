internal import BatteryJobs
internal import BatteryNumbers
internal import BatteryStatistics
internal import BatteryTables

extension TestQuestion {
  /// The tests of one sample or two.
  func samples(
    _ table: StatsTable,
    _ settings: StatsSettings
  ) throws(StatisticsError) -> StatsAnswer {
    let samples = try twoSamples(table, isExact: settings.lane == .exact)
    let (first, second) = (samples[0], samples.count > 1 ? samples[1] : nil)
    let result: TestResult
    var lane = settings.lane
    switch test {
    case .wilcoxon:
      result = try RankTest.wilcoxon(
        try differences(first, second),
        alternative: alternative,
        correction: correction
      )
    case .mannWhitney:
      let (one, other) = Self.ordered(first, second)
      result = try RankTest.mannWhitney(
        one,
        other,
        alternative: alternative,
        correction: correction
      )
    case .ks:
      if let distribution {
        lane = .fast
        result = try distribution.test(first.doubles)
      } else {
        let (one, other) = Self.ordered(first, second)
        result = try KolmogorovSmirnovTest.twoSample(one, other)
      }
    default:
      result = try means(first, second, settings.confidence)
    }
    return write(result, samples.map(\.summary), table, lane, settings)
  }

  private static func ordered(
    _ first: TestSample,
    _ second: TestSample?
  ) -> ([Double], [Double]) {
    second.map { TestSample.ordered(first, $0) } ?? (first.doubles, [])
  }

  /// The samples: columns, or the groups of one.
  private func twoSamples(
    _ table: StatsTable,
    isExact: Bool
  ) throws(StatisticsError) -> [TestSample] {
    var samples: [TestSample] = []
    if let group {
      samples = TestSample.groups(
        try table.column(values[0]),
        by: try table.labels(of: group),
        isExact: isExact
      )
      guard samples.count == 2 else {
        let count = samples.count == 1 ? "1 group" : "\(samples.count) groups"
        let names = samples.prefix(10).map(\.name).joined(separator: ", ")
        let remedy = samples.count > 2 ? "Leave rows out, or take anova." : "Take another column."
        throw StatisticsError(
          .shape,
          "The column \(group) has \(count)\(samples.isEmpty ? "" : " (\(names))") and the test"
            + " \(test.rawValue) compares two. \(remedy)",
          columns: [group]
        )
      }
    } else {
      for name in values { samples.append(TestSample(try table.column(name), isExact: isExact)) }
    }
    let least = test == .t ? 2 : 1
    for sample in samples where sample.doubles.count < least {
      let count = sample.doubles.count == 1 ? "1 value" : "\(sample.doubles.count) values"
      throw StatisticsError(
        .tooFewValues,
        "\(group == nil ? "The column" : "The group") \(sample.name) has \(count). The test"
          + " \(test.rawValue) takes \(least) or more.",
        columns: group.map { [$0] } ?? [sample.name]
      )
    }
    return samples
  }

  /// What lies above and below the hypothesis.
  private func differences(
    _ first: TestSample,
    _ second: TestSample?
  ) throws(StatisticsError) -> [Double] {
    let differences = first.less(second, mean)
    guard differences.allSatisfy({ $0 == 0 }) else { return differences }
    let hypothesis = "\(mean ?? 0)"
    throw StatisticsError(
      .constant,
      (second == nil ? "No value differs from \(hypothesis)" : "Every difference is \(hypothesis)")
        + ": there is nothing to rank.",
      columns: values
    )
  }

  private func means(
    _ first: TestSample,
    _ second: TestSample?,
    _ confidence: Double
  ) throws(StatisticsError) -> TestResult {
    if let exact = first.fractions {
      let hypothesis = mean.flatMap { Fraction(exactly: $0) }
      return try means(exact, second?.fractions, hypothesis, confidence)
    }
    return try means(first.doubles, second?.doubles, mean.map { Double($0) }, confidence)
  }

  private func means<Value: StatisticsNumber>(
    _ first: [Value],
    _ second: [Value]?,
    _ hypothesis: Value?,
    _ confidence: Double
  ) throws(StatisticsError) -> TestResult {
    guard let second else {
      return try TTest.oneSample(
        first,
        mean: hypothesis,
        alternative: alternative,
        confidence: confidence
      )
    }
    return paired
      ? try TTest.paired(
        first,
        second,
        difference: hypothesis,
        alternative: alternative,
        confidence: confidence
      )
      : try TTest.twoSample(
        first,
        second,
        difference: hypothesis,
        equalVariances: equalVariances,
        alternative: alternative,
        confidence: confidence
      )
  }

  // MARK: - Writing

  /// What is tested: the name of the figure that the hypothesis is about, and its value.
  private var hypothesis: (name: String, value: Decimal)? {
    switch test {
    case .t where paired: ("mean difference", mean ?? 0)
    case .t: (values.count > 1 || group != nil ? "difference of means" : "mean", mean ?? 0)
    case .wilcoxon: (values.count > 1 ? "median difference" : "median", mean ?? 0)
    default: nil
    }
  }

  private func write(
    _ result: TestResult,
    _ samples: [TestSample.Summary],
    _ table: StatsTable,
    _ lane: Lane,
    _ settings: StatsSettings
  ) -> StatsAnswer {
    var writer = FigureWriter()
    var json = JSONObject([])
    func add(_ key: String, _ value: JSONValue) { json.append(.init(key, value)) }
    add("method", .string(result.method))
    add("statistic", writer.json(result.statistic, "statistic"))
    add("p", writer.json(result.p, "p"))
    add("probability", .string(result.probability.rawValue))
    add("degreesOfFreedom", writer.json(result.degreesOfFreedom, "degreesOfFreedom"))
    add("estimate", writer.json(result.estimate, "estimate"))
    add("low", writer.json(result.low, "low"))
    add("high", writer.json(result.high, "high"))
    if let hypothesis {
      add("hypothesis", GivenNumber.json(hypothesis.value))
    }
    if let distribution { add("distribution", .string("\(distribution)")) }
    add("alternative", .string(alternative.rawValue))
    if result.estimate != nil { add("confidence", GivenNumber.json(settings.confidence)) }
    add("samples", .array(samples.map { $0.json(&writer) }))
    add("missing", .integer(Int64(table.leftOut)))
    add("lane", .string(lane.rawValue))
    var notes = writer.notes
    if lane != settings.lane {
      notes += settings.notes(ofDoubles: "Distances from a distribution are")
    }
    if result.probability == .asymptotic {
      notes.append(
        test == .t
          ? "The probability is that of Welch's degrees of freedom, which is a near one."
          : "The probability is that of a distribution for many values."
      )
    }
    return StatsAnswer(
      json: .object(json),
      sections: [
        .init(
          title: result.method,
          table: ReportTable(
            columns: [.init("figure"), .init("value", .trailing)],
            rows: rows(result, samples.count, lane, settings)
          )
        ),
        .init(title: "Samples", table: Self.table(of: samples)),
      ],
      notes: notes
    )
  }

  private func rows(
    _ result: TestResult,
    _ samples: Int,
    _ lane: Lane,
    _ settings: StatsSettings
  ) -> [[String]] {
    var rows = [
      ["statistic", FigureWriter.text(result.statistic)],
      ["p", FigureWriter.probability(result.p)],
      ["probability", result.probability.rawValue],
    ]
    if let freedom = result.degreesOfFreedom {
      rows.append(["degrees of freedom", FigureWriter.text(freedom)])
    }
    if let estimate = result.estimate {
      let texts = Figure.texts([result.low, estimate, result.high].map { $0 ?? .nan })
      rows.append([samples > 1 ? "difference" : "mean", texts[1]])
      let percent = FigureWriter.text(settings.confidence * 100, digits: 4)
      rows.append([
        "\(percent)% interval",
        "\(texts[0]) to \(texts[2])",
      ])
    }
    if let hypothesis {
      rows.append(["hypothesis", "\(hypothesis.name) \(hypothesis.value)"])
    }
    if let distribution { rows.append(["distribution", distribution.meaning]) }
    rows.append(["alternative", alternative.rawValue])
    rows.append(["lane", lane.rawValue])
    return rows
  }
}
