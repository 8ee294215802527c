internal import BatteryNumbers

/// The rows that a model is fitted to, and those that it is tested by.
public struct Fold: Sendable, Hashable, Codable {
  /// The places of the rows to fit, ascending.
  public var training: [Int]
  /// The places of the rows to test by, ascending.
  public var test: [Int]

  /// Makes a fold.
  public init(training: [Int], test: [Int]) {
    self.training = training
    self.test = test
  }

  /// Splits rows at random into those to fit and those to test by.
  ///
  /// - Parameters:
  ///   - rows: How many rows there are.
  ///   - testShare: The share of those to test by; their number is rounded up.
  ///   - seed: The seed of the generator: the same seed gives the same split.
  /// - Throws: ``StatisticsError`` when the share is not between 0 and 1, or leaves no row on a side.
  public init(rows: Int, testShare: Double, seed: UInt64) throws(StatisticsError) {
    let size = try Self.testCount(rows, testShare)
    var source = Philox(seed: BigInteger(seed))
    var places = Array(0..<max(rows, 0))
    source.shuffle(&places)
    self.init(training: places[size...].sorted(), test: places[..<size].sorted())
  }

  /// Splits rows at random so that each class has its share on both sides.
  ///
  /// - Parameters:
  ///   - classes: The class of each row.
  ///   - testShare: The share of those to test by; of each class its number is rounded, so that all
  ///     together it is rounded up.
  ///   - seed: The seed of the generator.
  /// - Throws: ``StatisticsError`` when the share is not between 0 and 1, or leaves a class no row on
  ///   a side.
  public init<Class: Hashable>(
    stratifiedBy classes: [Class],
    testShare: Double,
    seed: UInt64
  ) throws(StatisticsError) {
    var left = try Self.testCount(classes.count, testShare)
    var source = Philox(seed: BigInteger(seed))
    let groups = Strata(classes)
    // Largest remainders: what rounding down leaves over goes to the classes that lost most.
    let shares = groups.members.map { Double($0.count) * Double(left) / Double(classes.count) }
    var sizes = shares.map { Int($0) }
    left -= sizes.reduce(0, +)
    let order = shares.indices.sorted {
      (Double(sizes[$0]) - shares[$0], $0) < (Double(sizes[$1]) - shares[$1], $1)
    }
    for place in order.prefix(left) { sizes[place] += 1 }
    self.init(training: [], test: [])
    for (place, members) in groups.members.enumerated() {
      guard sizes[place] > 0, sizes[place] < members.count else {
        throw StatisticsError(
          .tooFewValues,
          "The class \(groups.classes[place]) has \(members.count) \(members.count == 1 ? "row" : "rows"), too few for a share of"
            + " \(testShare) and a rest. Give more rows, or split without classes."
        )
      }
      var members = members
      source.shuffle(&members)
      test += members[..<sizes[place]]
      training += members[sizes[place]...]
    }
    test.sort()
    training.sort()
  }

  private static func testCount(_ rows: Int, _ share: Double) throws(StatisticsError) -> Int {
    guard share > 0, share < 1 else {
      throw StatisticsError(
        .invalidArgument,
        "A share of \(share) of the rows leaves nothing to fit or to test by."
          + " Give one between 0 and 1."
      )
    }
    // 0.1 of 30 rows are 3, whatever the last digit of the product.
    let product = Double(rows) * share
    let near = product.rounded()
    let count = (product - near).magnitude < 1e-9 * near ? Int(near) : Int(product.rounded(.up))
    guard count > 0, count < rows else {
      throw StatisticsError(
        .tooFewValues,
        "\(rows) rows cannot be split into a share of \(share) and a rest. Give more rows."
      )
    }
    return count
  }
}

/// Rows by their classes, in the order in which the classes come first.
struct Strata<Class: Hashable> {
  private(set) var classes: [Class] = []
  private(set) var members: [[Int]] = []

  init(_ values: [Class]) {
    var places: [Class: Int] = [:]
    for (row, value) in values.enumerated() {
      if let place = places[value] {
        members[place].append(row)
      } else {
        places[value] = classes.count
        classes.append(value)
        members.append([row])
      }
    }
  }
}
