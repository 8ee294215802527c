internal import BatteryNumbers

/// The folds of a cross-validation: each row is tested by in one of them, and fitted in the others.
public struct Folds: Sendable, Hashable, Codable {
  /// The folds.
  public let folds: [Fold]
  /// How many rows there are.
  public let rows: Int

  /// Divides rows into k folds whose sizes differ by one at the most.
  ///
  /// - Parameters:
  ///   - rows: How many rows there are.
  ///   - count: How many folds to make, 2 or more.
  ///   - seed: The seed by which rows are shuffled first; `nil` leaves neighbours together.
  /// - Throws: ``StatisticsError`` for fewer than two folds, or more than there are rows.
  public init(rows: Int, count: Int, seed: UInt64?) throws(StatisticsError) {
    try Self.check(count, rows)
    var places = Array(0..<rows)
    if let seed {
      var source = Philox(seed: BigInteger(seed))
      source.shuffle(&places)
    }
    var tests: [[Int]] = []
    var start = 0
    for fold in 0..<count {
      let end = start + rows / count + (fold < rows % count ? 1 : 0)
      tests.append(Array(places[start..<end]))
      start = end
    }
    self.init(tests, rows)
  }

  /// Divides rows into k folds that have as many rows of each class as one another, give or take one.
  ///
  /// - Parameters:
  ///   - classes: The class of each row.
  ///   - count: How many folds to make, 2 or more.
  ///   - seed: The seed by which the rows of each class are shuffled; `nil` deals them out in order.
  /// - Throws: ``StatisticsError`` for fewer than two folds, or more than there are rows of a class.
  public init<Class: Hashable>(
    stratifiedBy classes: [Class],
    count: Int,
    seed: UInt64?
  ) throws(StatisticsError) {
    try Self.check(count, classes.count)
    let groups = Strata(classes)
    for (name, members) in zip(groups.classes, groups.members) where members.count < count {
      throw StatisticsError(
        .tooFewValues,
        "The class \(name) has \(members.count) rows, fewer than \(count) folds."
          + " Make fewer folds, or folds without classes."
      )
    }
    var source = seed.map { Philox(seed: BigInteger($0)) }
    var tests = [[Int]](repeating: [], count: count)
    var next = 0
    for var members in groups.members {
      source?.shuffle(&members)
      for row in members {
        tests[next].append(row)
        next = (next + 1) % count
      }
    }
    self.init(tests, classes.count)
  }

  private init(_ tests: [[Int]], _ rows: Int) {
    var fold = [Int](repeating: 0, count: rows)
    for (place, test) in tests.enumerated() {
      for row in test { fold[row] = place }
    }
    folds = tests.indices.map { place in
      Fold(training: (0..<rows).filter { fold[$0] != place }, test: tests[place].sorted())
    }
    self.rows = rows
  }

  private static func check(_ count: Int, _ rows: Int) throws(StatisticsError) {
    guard count >= 2 else {
      throw StatisticsError(
        .invalidArgument,
        "\(count) \(count == 1 ? "fold leaves" : "folds leave") nothing to fit. Make 2 or more."
      )
    }
    guard count <= rows else {
      throw StatisticsError(
        .tooFewValues,
        "\(count) folds need as many rows, and there are \(rows). Make fewer folds."
      )
    }
  }
}
