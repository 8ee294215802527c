/// Which groups of a product have columns, so that all columns together say everything once.
///
/// Groups say as much as a column of ones and one column for each group but the first. A term is
/// taken apart into such pieces; those that earlier terms have said are left out, and the others are
/// put together again.
///
/// Source: Smith, "patsy: Describing statistical models in Python", 2011.
struct GroupCoding {
  /// A piece of a term: its factors that make groups, each with whether all groups have columns.
  typealias Piece = [FormulaExpression: Bool]

  /// More factors with groups in one term would make thousands of pieces.
  static let maximumFactors = 8

  /// What was said, apart for each product of numbers.
  private var said: [Set<FormulaExpression>: Set<Set<FormulaExpression>>] = [:]

  init(hasIntercept: Bool) {
    if hasIntercept { said[[]] = [[]] }
  }

  /// The pieces of a term that have to be said, those of fewer factors first.
  mutating func pieces(
    grouping: [FormulaExpression],
    numbers: [FormulaExpression]
  ) throws(StatisticsError) -> [Piece] {
    guard grouping.count <= Self.maximumFactors else {
      throw StatisticsError(
        .formula,
        "A term has more than \(Self.maximumFactors) columns of groups. Compute a column beforehand."
      )
    }
    let bucket = Set(numbers)
    var pieces: [Piece] = []
    for subset in Self.subsets(grouping)
    where said[bucket, default: []].insert(Set(subset)).inserted {
      pieces.append(Dictionary(uniqueKeysWithValues: subset.map { ($0, false) }))
    }
    while Self.join(&pieces) {}
    return pieces
  }

  /// All subsets, the smaller ones first.
  private static func subsets(_ factors: [FormulaExpression]) -> [[FormulaExpression]] {
    let all = (0..<(1 << factors.count)).map { mask in
      factors.indices.filter { mask >> $0 & 1 == 1 }.map { factors[$0] }
    }
    return (0...factors.count).flatMap { size in all.filter { $0.count == size } }
  }

  /// A piece and the same with one factor more are one piece, in which that factor has all columns.
  private static func join(_ pieces: inout [Piece]) -> Bool {
    for short in pieces.indices {
      for long in pieces.indices.dropFirst(short + 1) {
        let extra = pieces[long].filter { pieces[short][$0.key] != $0.value }
        guard extra.count == 1, pieces[long].count == pieces[short].count + 1,
          let factor = extra.first?.key
        else { continue }
        pieces[short][factor] = true
        pieces.remove(at: long)
        return true
      }
    }
    return false
  }
}
