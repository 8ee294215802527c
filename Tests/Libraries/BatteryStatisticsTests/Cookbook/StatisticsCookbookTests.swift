import BatteryNumbers
import BatteryStatistics
import Foundation
import Testing

/// Runs the pieces of `Documentation/Cookbook/Statistics.md`, which stand here to the letter.
@Suite("Cookbook, statistics", .timeLimit(.minutes(5))) struct StatisticsCookbookTests {
  typealias Decimal = BatteryNumbers.Decimal

  @Test("describes fractions without making doubles of them")
  func fractions() throws {
    // page: begin
    let data: [Fraction] = ["1/2", "3/4", "5/6", "7/8"]
    let mean = try Statistics.mean(data)
    let median = try Statistics.median(data)
    let variance = try Statistics.variance(data)
    let deviation = try Statistics.stdev(data)
    // page: end
    #expect(mean == "71/96")
    #expect(median == "19/24")
    #expect(variance == "65/2304")
    #expect(deviation == 0.1679637030895531)
  }

  @Test("tells a sample from a population")
  func population() throws {
    // page: begin
    let marks = [2.0, 4, 4, 4, 5, 5, 7, 9]
    let ofSample = try Statistics.stdev(marks)
    let ofPopulation = try Statistics.pstdev(marks)
    // page: end
    #expect(ofSample == 2.138089935299395)
    #expect(ofPopulation == 2)
  }

  @Test("summarises more than mean and median")
  func summary() throws {
    // page: begin
    let waits = [3.0, 5, 5, 6, 8, 9, 12, 15, 31]
    let quartiles = try Statistics.quantiles(waits, n: 4)
    let ninetieth = try Statistics.quantiles(waits, at: [0.9], method: .medianUnbiased)
    let mode = try Statistics.mode(waits)
    let histogram = try Histogram(waits, bins: 4)
    let density = try KernelDensity(waits, bandwidth: 2)
    // page: end
    #expect(quartiles == [5, 8, 13.5])
    #expect((ninetieth[0] - 26.733333333333334).magnitude < 1e-13)
    #expect(mode == 5)
    #expect(histogram.counts == [6, 2, 0, 1])
    #expect((density.density(5) - 0.08757240798221937).magnitude < 1e-15)
  }

  @Test("adds up a stream chunk by chunk")
  func chunks() throws {
    let chunks = (0..<100).map { chunk in (0..<1_000).map { Double(chunk * 1_000 + $0) / 10 } }
    // page: begin
    var moments = ExactMoments()
    for chunk in chunks { moments.add(contentsOf: chunk) }
    let mean = try moments.mean()
    let deviation = try moments.standardDeviation()
    // page: end
    #expect(moments.count == 100_000)
    #expect(mean == 4_999.95)
    #expect(deviation == (try Statistics.stdev(chunks.flatMap { $0 })))
  }

  @Test("adds up on all cores, with the bits of one")
  func parallel() async throws {
    var random = Philox(seed: 7)
    let parts = (0..<8).map { _ in (0..<5_000).map { _ in random.gauss(mu: 1e6, sigma: 1) } }
    // page: begin
    let whole = await withTaskGroup(of: ExactMoments.self) { group in
      for part in parts { group.addTask { ExactMoments(part) } }
      return await group.reduce(into: ExactMoments()) { $0.add($1) }
    }
    let deviation = try whole.standardDeviation()
    // page: end
    #expect(deviation == (try Statistics.stdev(parts.reversed().flatMap { $0 })))
  }

  @Test("puts together what machines found")
  func machines() throws {
    let (monday, tuesday) = ([1e16, 1.0, 2.5], [-1e16, 3.5])
    // page: begin
    let sent = try JSONEncoder().encode(ExactMoments(monday))
    var week = try JSONDecoder().decode(ExactMoments.self, from: sent)
    week.add(ExactMoments(tuesday))
    let mean = try week.mean()
    // page: end
    #expect(mean == 1.4)
  }

  @Test("sketches what does not fit into memory, and says how far off it may be")
  func sketches() throws {
    let chunks = (0..<100).map { chunk in (0..<1_000).map { Double(chunk + 100 * $0) } }
    // page: begin
    var times = QuantileSketch()
    var visitors = HyperLogLog()
    for chunk in chunks {
      try times.add(contentsOf: chunk)
      for value in chunk { visitors.add(value) }
    }
    let tail = try times.quantile(0.99)
    let distinct = visitors.estimate
    // page: end
    #expect(times.lane == .approximate)
    #expect((tail / 100_000 - 0.99).magnitude < times.rankError)
    #expect((distinct / 100_000 - 1).magnitude < 4 * visitors.relativeError)
  }

  @Test("draws a line through points")
  func line() throws {
    // page: begin
    let hours = [1.0, 2, 3, 4, 5]
    let marks = [52.0, 55, 61, 64, 70]
    let line = try Statistics.linearRegression(hours, marks)
    let expected = line.predict(6)
    let together = try CorrelationTest.pearson(hours, marks)
    // page: end
    #expect(line == LinearRegression(slope: 4.5, intercept: 46.9))
    #expect(expected == 73.9)
    #expect(together.estimate == (try ExactComoments(hours, marks).correlation()))
    #expect(together.p < 0.001)
  }

  static let rents: [String: FormulaColumn] = [
    "rent": .exact([780, 940, 1_010, 650, 1_180, 890, 1_260, 720]),
    "area": .exact([52, 68, 75, 41, 90, 60, 98, 47]),
    "floor": .exact([1, 3, 2, 0, 4, 2, 5, 1]),
    "part": .labels(["west", "east", "west", "east", "west", "east", "west", "east"]),
  ]

  @Test("explains an outcome by several columns")
  func multiple() throws {
    // page: begin
    let rent = [780.0, 940, 1_010, 650, 1_180, 890, 1_260, 720]
    let area = [52.0, 68, 75, 41, 90, 60, 98, 47]
    let floor = [1.0, 3, 2, 0, 4, 2, 5, 1]
    let model = try LinearModel(Design([area, floor], names: ["area", "floor"]), outcome: rent)
    for part in model.coefficients {
      print(part.name, part.estimate, "±", part.standardError, "p =", part.p)
    }
    let expected = try model.predict([80, 2])
    // page: end
    #expect(model.coefficients.map(\.name) == ["(Intercept)", "area", "floor"])
    #expect(model.rSquared > 0.99)
    #expect(expected > 1_000 && expected < 1_200)
    #expect((model["floor"]?.p ?? 0) > 0.05)
  }

  @Test("takes groups, powers and logarithms by a formula")
  func formula() throws {
    let table = Self.rents
    // page: begin
    let formula = try Formula("rent ~ area + I(area^2) + C(part)")
    let (design, _) = try formula.design(table)
    // page: end
    #expect(design.names == ["(Intercept)", "area", "I(area^2)", "C(part)[west]"])
    #expect(design.rows == 8)
  }

  @Test("bends a line, and holds slopes back")
  func shrinkage() throws {
    let x = (0..<30).map { Double($0) / 10 }
    let y = x.map { (x: Double) -> Double in 1 + x * (2 - x / 2) }
    let noise = x.indices.map { Double($0 * 7 % 11) / 11 }
    // page: begin
    let curve = try PolynomialModel(degree: 2, x: x, y: y)
    let design = try Design([x, noise], names: ["x", "noise"])
    let ridge = try RidgeModel(design, outcome: y, penalty: 1)
    let lasso = try ElasticNetModel(design, outcome: y, penalty: 0.1)
    let net = try ElasticNetModel(design, outcome: y, penalty: 0.1, mix: 0.5)
    // page: end
    #expect(zip(curve.coefficients, [1, 2, -0.5]).allSatisfy { ($0 - $1).magnitude < 1e-13 })
    #expect(lasso.slopes[1] == 0)
    #expect(lasso.slopes[0] > 0)
    #expect(ridge.slopes[0] > lasso.slopes[0])
    #expect(net.slopes[0] > 0)
  }

  @Test("learns step by step")
  func gradient() throws {
    let batches: [[[Double]]] = (0..<200).map { batch in
      (0..<10).map { place in
        let (first, second) = ((place + batch) % 7, (place * 3 + batch) % 5)
        return [Double(first) / 7, Double(second) / 5]
      }
    }
    func outcome(_ row: [Double]) -> Double {
      let slope = -3 * row[0]
      return 2 + slope + row[1]
    }
    // page: begin
    var model = try GradientDescent(columns: 2, learningRate: 0.5, seed: 1)
    for batch in batches { try model.partialFit(batch, batch.map(outcome)) }
    let expected = try model.predict([0.5, 0.5])
    // page: end
    #expect((expected - 1).magnitude < 0.01)
    #expect(model.steps == 200)
  }

  @Test("tells one class from the other, or says that nothing is in between")
  func logistic() throws {
    // page: begin
    let hours = try Design([[1, 2, 3, 4, 5, 6, 7, 8]], names: ["hours"])
    let passed = [0.0, 0, 0, 1, 0, 1, 1, 1]
    let model = try LogisticModel(hours, outcome: passed)
    let chance = try model.predict([5])
    let held = try RidgeLogisticModel(hours, outcome: [0, 0, 0, 0, 1, 1, 1, 1], penalty: 1)
    // page: end
    #expect(chance > 0.5 && chance < 0.8)
    #expect(held.slopes[0] > 0)
    let error = #expect(throws: StatisticsError.self) {
      try LogisticModel(hours, outcome: [0, 0, 0, 0, 1, 1, 1, 1])
    }
    #expect(error?.code == .perfectSeparation)
  }

  @Test("keeps the digits of prices far from zero")
  func digits() throws {
    // page: begin
    let readings = ["10000000.2", "10000000.1", "10000000.3"]
    var moments = DecimalMoments()
    for reading in readings { try moments.add(reading) }
    let exact = try moments.standardDeviation()
    let doubles = try Statistics.stdev(readings.compactMap { Double($0) })
    // page: end
    #expect(exact == 0.1)
    #expect(doubles == 0.10000000055879354)
  }

  @Test("computes to as many digits as asked for")
  func precision() throws {
    // page: begin
    let prices: [Decimal] = ["27.50", "30.25", "30.25", "34.50"]
    let precise = DecimalContext(precision: 40)
    let mean = try precise.run { try Statistics.mean(prices) }
    let deviation = try precise.run { try Statistics.stdev(prices) }
    // page: end
    #expect(mean == "30.625")
    #expect(deviation.description == "2.890357532670770933922082865157451982879")
  }

  @Test("is not moved by one value")
  func robust() throws {
    // page: begin
    let salaries = [2_100.0, 2_300, 2_350, 2_400, 2_600, 2_700, 31_000]
    let mean = try Statistics.mean(salaries)
    let median = try Statistics.median(salaries)
    let trimmed = try Statistics.mean(salaries.sorted().dropFirst().dropLast())
    let outliers = try Outliers(salaries, by: .modifiedZScore())
    let limits = outliers.limits(at: 0)
    // page: end
    #expect(mean == 6_492.857142857143)
    #expect(median == 2_400)
    #expect(trimmed == 2_470)
    #expect(outliers.indices == [6])
    #expect((limits.upper - 3_437.8).magnitude < 0.1)
    // A value cannot be three deviations from the mean of seven.
    #expect(try Outliers(salaries, by: .zScore()).indices.isEmpty)
  }

  @Test("looks at an assumption before a test, and takes another test")
  func assumptions() throws {
    // page: begin
    let before = [12.1, 11.4, 13.0, 12.8, 11.9, 30.5, 12.2, 11.7]
    let after = [11.0, 10.6, 11.9, 11.5, 10.9, 12.7, 11.3, 10.5]
    let normal = try NormalityTest.shapiroWilk(before)
    let byMeans = try TTest.twoSample(before, after)
    let byRanks = try RankTest.mannWhitney(before, after)
    let byPairs = try RankTest.wilcoxon(zip(before, after).map { $0 - $1 })
    // page: end
    #expect(normal.p < 0.001)
    #expect(byMeans.p > 0.1)
    #expect(byRanks.p < 0.05)
    #expect(byPairs.p < 0.02)
    #expect(byPairs.probability == .asymptotic)
  }

  @Test("compares several groups, and counts")
  func groups() throws {
    // page: begin
    let yields = [[4.2, 4.8, 4.5], [5.9, 6.1, 5.5], [4.4, 4.9, 4.7]]
    let analysis = try AnalysisOfVariance(yields)
    let votes = try ChiSquareTest.independence([[30, 20], [25, 45]])
    // page: end
    #expect(analysis.p < 0.01)
    #expect(votes.p < 0.02)
  }

  @Test("puts something in the place of what is missing, and columns in the place of names")
  func preparation() throws {
    // page: begin
    let heights: [Double?] = [1.71, nil, 1.80, 1.65]
    let parts = ["west", "east", "north", "east"]
    let complete = try Imputer.median(of: [heights]).transform([heights])
    let scaled = try Scaling(.standard, fittedTo: complete).transform(complete)
    let encoder = try OneHotEncoder(parts)
    let columns = try encoder.transform(parts)
    // page: end
    #expect(complete == [[1.71, 1.71, 1.80, 1.65]])
    #expect((try Statistics.mean(scaled[0])).magnitude < 1e-14)
    #expect(encoder.names(of: "part") == ["part[north]", "part[west]"])
    #expect(columns == [[0, 0, 1, 0], [1, 0, 0, 0]])
    #expect(throws: StatisticsError.self) { try encoder.transform(["south"]) }
  }

  @Test("looks at rows that the model has not seen")
  func validation() throws {
    var random = Philox(seed: 3)
    let x = (0..<24).map { Double($0) / 4 }
    let y = x.map { 1 + 2 * $0 + random.gauss() }
    // page: begin
    let folds = try Folds(rows: x.count, count: 4, seed: 1)
    for degree in [1, 9] {
      let whole = try PolynomialModel(degree: degree, x: x, y: y)
      let result = try CrossValidation(features: x, outcomes: y, folds: folds) { x, y in
        let model = try PolynomialModel(degree: degree, x: x, y: y)
        return { x in x.map(model.predict) }
      }
      let unseen = try RegressionMetrics(actual: y, predicted: result.predictions).rSquared
      print("degree \(degree): seen \(whole.rSquared), unseen \(unseen)")
    }
    // page: end
    func rSquared(_ degree: Int) throws -> (seen: Double, unseen: Double) {
      let result = try CrossValidation(features: x, outcomes: y, folds: folds) { x, y in
        let model = try PolynomialModel(degree: degree, x: x, y: y)
        return { x in x.map(model.predict) }
      }
      return (
        try PolynomialModel(degree: degree, x: x, y: y).rSquared,
        try RegressionMetrics(actual: y, predicted: result.predictions).rSquared
      )
    }
    let (line, wild) = (try rSquared(1), try rSquared(9))
    #expect(wild.seen > line.seen)
    #expect(wild.unseen < line.unseen)
  }

  @Test("the reference quotes messages as they are")
  func messages() throws {
    let root = (0..<5).reduce(URL(filePath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }
    let page = try String(
      contentsOf: root.appending(path: "Documentation/Statistics.md"),
      encoding: .utf8
    )
    let design = try Design([[1, 2, 3]])
    let y = [1.0, 2, 4]
    let mistakes: [() throws -> Void] = [
      { _ = try Statistics.stdev([1.0]) },
      { _ = try TTest.oneSample([1, 2, .nan, .infinity]) },
      { _ = try Statistics.covariance([1, 2, 3], [1, 2]) },
      { _ = try ExactComoments([1, 1], [1, 2]).correlation() },
      { _ = try Statistics.quantiles([1.0, 2], at: [1.5]) },
      { _ = try LinearModel(design, outcome: y, weights: [1, -1, 1]) },
      { _ = try LinearModel(design, outcome: y, weights: [0, 0, 0]) },
      { _ = try Folds(rows: 3, count: 5, seed: nil) },
    ]
    for mistake in mistakes {
      let error = #expect(throws: StatisticsError.self, performing: mistake)
      #expect(page.contains("`\(error?.message ?? "")`"), "\(error?.message ?? "")")
    }
  }

  @Test("the page has these pieces to the letter")
  func page() throws {
    let file = URL(filePath: #filePath)
    let root = (0..<5).reduce(file) { url, _ in url.deletingLastPathComponent() }
    let page = try String(
      contentsOf: root.appending(path: "Documentation/Cookbook/Statistics.md"),
      encoding: .utf8
    )
    let source = try String(contentsOf: file, encoding: .utf8)
    let pieces = source.components(separatedBy: "\n    // page: begin\n").dropFirst()
    for piece in pieces {
      let code = piece.components(separatedBy: "    // page: end").first ?? ""
      let text = code.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("    ") ? $0.dropFirst(4) : $0 }.joined(separator: "\n")
      #expect(page.contains("```swift\n\(text)```"), "\(text)")
    }
    #expect(pieces.count == page.components(separatedBy: "```swift\n").count - 1)
  }
}
