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
    // Ranks and distances of doubles that are the nearest to exact numbers.
    var lane = settings.lane
    switch test {
    case .wilcoxon:
      result = try RankTest.wilcoxon(
        first.less(second, mean),
        alternative: alternative,
        correction: correction
      )
    case .mannWhitney:
      result = try RankTest.mannWhitney(
        first.doubles,
        second?.doubles ?? [],
        alternative: alternative,
        correction: correction
      )
    case .ks:
      if let distribution {
        lane = .fast
        result = try distribution.test(first.doubles)
      } else {
        result = try KolmogorovSmirnovTest.twoSample(first.doubles, second?.doubles ?? [])
      }
    default:
      result = try means(first, second, settings.confidence)
    }
    return write(result, samples, table, lane, settings)
  }

  /// The samples: columns, or the groups of one.
  private func twoSamples(
    _ table: StatsTable,
    isExact: Bool
  ) throws(StatisticsError) -> [TestSample] {
    guard let group else {
      var samples: [TestSample] = []
      for name in values { samples.append(TestSample(try table.column(name), isExact: isExact)) }
      return samples
    }
    let samples = TestSample.groups(
      try table.column(values[0]),
      by: try table.labels(of: group),
      isExact: isExact
    )
    guard samples.count == 2 else {
      throw StatisticsError(
        .shape,
        "The column \(group) has \(samples.count) groups and the test \(test.rawValue) compares two."
          + " Leave rows out, or take anova.",
        columns: [group]
      )
    }
    return samples
  }

  private func means(
    _ first: TestSample,
    _ second: TestSample?,
    _ confidence: Double
  ) throws(StatisticsError) -> TestResult {
    if let exact = first.fractions {
      let hypothesis = mean.flatMap { Fraction(exactly: $0) } ?? 0
      guard let other = second?.fractions else {
        return try TTest.oneSample(
          exact: exact,
          mean: hypothesis,
          alternative: alternative,
          confidence: confidence
        )
      }
      return paired
        ? try TTest.paired(
          exact: exact,
          other,
          difference: hypothesis,
          alternative: alternative,
          confidence: confidence
        )
        : try TTest.twoSample(
          exact: exact,
          other,
          difference: hypothesis,
          equalVariances: equalVariances,
          alternative: alternative,
          confidence: confidence
        )
    }
    let hypothesis = mean.map { Double($0) } ?? 0
    guard let other = second?.doubles else {
      return try TTest.oneSample(
        first.doubles,
        mean: hypothesis,
        alternative: alternative,
        confidence: confidence
      )
    }
    return paired
      ? try TTest.paired(
        first.doubles,
        other,
        difference: hypothesis,
        alternative: alternative,
        confidence: confidence
      )
      : try TTest.twoSample(
        first.doubles,
        other,
        difference: hypothesis,
        equalVariances: equalVariances,
        alternative: alternative,
        confidence: confidence
      )
  }

  private func write(
    _ result: TestResult,
    _ samples: [TestSample],
    _ table: StatsTable,
    _ lane: Lane,
    _ settings: StatsSettings
  ) -> StatsAnswer {
    var writer = FigureWriter()
    var members: [JSONObject.Member] = []
    func add(_ key: String, _ value: JSONValue) { members.append(.init(key, value)) }
    add("method", .string(result.method))
    add("statistic", writer.json(result.statistic, "statistic"))
    add("p", writer.json(result.p, "p"))
    add("degreesOfFreedom", writer.json(result.degreesOfFreedom, "degreesOfFreedom"))
    add("estimate", writer.json(result.estimate, "estimate"))
    add("low", writer.json(result.low, "low"))
    add("high", writer.json(result.high, "high"))
    if let mean { add("hypothesis", .string("\(mean)")) }
    if let distribution { add("distribution", .string("\(distribution)")) }
    add("alternative", .string(alternative.rawValue))
    add("exactProbability", .boolean(result.isExact))
    add("confidence", FigureWriter.json(settings.confidence))
    add("samples", .array(samples.map { $0.json(&writer) }))
    add("missing", .integer(Int64(table.missing)))
    add("lane", .string(lane.rawValue))
    var rows = [["statistic", FigureWriter.text(result.statistic)]]
    rows.append(["p", FigureWriter.probability(result.p)])
    if let freedom = result.degreesOfFreedom {
      rows.append(["degrees of freedom", FigureWriter.text(freedom)])
    }
    if let estimate = result.estimate {
      rows.append([samples.count > 1 ? "difference" : "mean", FigureWriter.text(estimate)])
      let percent = FigureWriter.text(settings.confidence * 100, digits: 4)
      rows.append([
        "\(percent)% interval",
        "\(FigureWriter.text(result.low)) to \(FigureWriter.text(result.high))",
      ])
    }
    rows.append(["alternative", alternative.rawValue])
    rows.append(["lane", lane.rawValue])
    var notes = writer.notes
    if !result.isExact {
      notes.append(
        test == .t
          ? "The probability is that of Welch's degrees of freedom, which is a near one."
          : "The probability is that of a distribution for many values."
      )
    }
    return StatsAnswer(
      json: .object(JSONObject(members)),
      sections: [
        .init(
          title: result.method,
          table: ReportTable(columns: [.init("figure"), .init("value", .trailing)], rows: rows)
        ),
        .init(title: "Samples", table: Self.table(of: samples)),
      ],
      notes: notes
    )
  }
}
