/// How often each class was predicted where each class came, with the metrics of it.
public struct ConfusionMatrix<Class: Hashable & Comparable & Sendable>: Sendable, Hashable {
  /// How the metrics of classes are made one.
  public enum Average: String, Sendable, Hashable, CaseIterable, Codable {
    /// Every class counts the same.
    case macro
    /// Every class counts as often as it came.
    case weighted
  }

  /// The precision, the recall and F₁ of a class or of an average.
  public struct Scores: Sendable, Hashable, Codable {
    /// The share of the predictions of a class that are right; `nil` where it was never predicted.
    public var precision: Double?
    /// The share of a class that was predicted so; `nil` where it never came.
    public var recall: Double?
    /// The harmonic mean of precision and recall; `nil` where the class neither came nor was
    /// predicted.
    public var f1: Double?
  }

  /// The classes, ascending.
  public let classes: [Class]
  /// The counts: a row for each class that came, a column for each that was predicted.
  public let counts: [[Int]]

  /// Counts predictions.
  ///
  /// - Parameters:
  ///   - actual: What came.
  ///   - predicted: What was predicted.
  ///   - classes: Classes that have a row and a column although neither list has them.
  /// - Throws: ``StatisticsError`` for no values, or not as many of both.
  public init(
    actual: [Class],
    predicted: [Class],
    classes: [Class] = []
  ) throws(StatisticsError) {
    guard actual.count == predicted.count else {
      throw .unequal("confusion matrix", actual.count, predicted.count)
    }
    guard !actual.isEmpty else { throw .tooFew("confusion matrix", 0, needs: 1) }
    let all = Set(actual).union(predicted).union(classes).sorted()
    self.classes = all
    let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: all.count),
      count: all.count
    )
    for (came, said) in zip(actual, predicted) {
      if let row = places[came], let column = places[said] { counts[row][column] += 1 }
    }
    self.counts = counts
  }

  /// How many predictions there are.
  public var count: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The share of the predictions that are right.
  public var accuracy: Double {
    Double(classes.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(count)
  }

  /// How often a class came; 0 for one that is not there.
  public func support(of name: Class) -> Int {
    classes.firstIndex(of: name).map { counts[$0].reduce(0, +) } ?? 0
  }

  /// The metrics of a class.
  public func scores(of name: Class) -> Scores {
    guard let place = classes.firstIndex(of: name) else { return Scores() }
    let right = counts[place][place]
    let came = counts[place].reduce(0, +)
    let said = counts.reduce(0) { $0 + $1[place] }
    func share(_ part: Int, _ whole: Int) -> Double? {
      whole == 0 ? nil : Double(part) / Double(whole)
    }
    return Scores(
      precision: share(right, said),
      recall: share(right, came),
      f1: share(2 * right, said + came)
    )
  }

  /// The metrics of all classes; what is not defined for one counts as 0, as in scikit-learn.
  public func scores(_ average: Average) -> Scores {
    var (sums, total) = ((precision: 0.0, recall: 0.0, f1: 0.0), 0.0)
    for name in classes {
      let weight = average == .macro ? 1 : Double(support(of: name))
      let scores = scores(of: name)
      sums.precision += weight * (scores.precision ?? 0)
      sums.recall += weight * (scores.recall ?? 0)
      sums.f1 += weight * (scores.f1 ?? 0)
      total += weight
    }
    return Scores(
      precision: sums.precision / total,
      recall: sums.recall / total,
      f1: sums.f1 / total
    )
  }
}
