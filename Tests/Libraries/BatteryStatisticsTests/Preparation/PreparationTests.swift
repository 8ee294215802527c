import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Preparation", .timeLimit(.minutes(5)))
struct PreparationTests {
  private static func numbers(_ text: String) throws -> [Double?] {
    try text.split(separator: ",").map { $0 == "-" ? nil : try Oracle.number(String($0)) }
  }

  private static func answer(_ row: [String]) throws -> [[Double]] {
    let (train, test) = (try numbers(row[2]), try numbers(row[3]))
    let (known, new) = (train.compactMap { $0 }, test.compactMap { $0 })
    let groups = row[2].split(separator: ",").map(String.init)
    let asked = row[3].split(separator: ",").map(String.init)
    switch row[0] {
    case "scaling":
      let methods: [String: Scaling.Method] = [
        "standard": .standard, "minmax": .minMax(), "minmax-5": .minMax(lower: -5, upper: 5),
        "robust": .robust,
      ]
      let scaling = try Scaling(try #require(methods[row[1]]), fittedTo: [known])
      let scaled = try scaling.transform([new])
      for (back, value) in zip(try scaling.inverse(scaled)[0], new) {
        #expect(relativeError(back, value) < 1e-12)
      }
      let saved = try JSONEncoder().encode(scaling)
      #expect(try JSONDecoder().decode(Scaling.self, from: saved) == scaling)
      return scaled
    case "impute":
      let imputer =
        row[1] == "mean" ? try Imputer.mean(of: [train]) : try Imputer.median(of: [train])
      let saved = try JSONEncoder().encode(imputer)
      #expect(try JSONDecoder().decode(Imputer<Double>.self, from: saved) == imputer)
      return try imputer.transform([test])
    case "onehot":
      let encoder = try OneHotEncoder(
        groups,
        reference: row[1] == "first" ? .first : .none,
        unseen: row[1] == "own" ? .ownLevel : .error
      )
      let saved = try JSONEncoder().encode(encoder)
      #expect(try JSONDecoder().decode(OneHotEncoder.self, from: saved) == encoder)
      return try encoder.transform(asked)
    case "ordinal": return [try OrdinalEncoder(groups).transform(asked)]
    default:
      let parts = row[1].split(separator: ":").map(String.init)
      let encoder = try TargetEncoder(
        groups,
        outcomes: try Oracle.numbers(parts[1]),
        smoothing: try Oracle.number(parts[0])
      )
      let saved = try JSONEncoder().encode(encoder)
      #expect(try JSONDecoder().decode(TargetEncoder.self, from: saved) == encoder)
      return [try encoder.transform(asked)]
    }
  }

  @Test("is scikit-learn's")
  func oracle() throws {
    let rows = try Oracle.rows("preparation.tsv")
    #expect(rows.count == 48)
    for row in rows {
      let right = try row[4].split(separator: ";").map { try Oracle.numbers(String($0)) }
      let found = try Self.answer(row)
      #expect(found.count == right.count)
      for (found, right) in zip(found, right) {
        #expect(found.count == right.count)
        #expect(zip(found, right).allSatisfy { ($0 - $1).magnitude < 1e-12 }, "\(row[0]) \(row[1])")
      }
    }
  }

  @Test("names what a category is compared with")
  func names() throws {
    let groups = ["b", "a", "c", "a"]
    let encoder = try OneHotEncoder(groups, reference: .category("b"), unseen: .ownLevel)
    #expect(encoder.names(of: "g") == ["g[a]", "g[c]", "g[*]"])
    #expect(try encoder.transform(["b", "z", "c"]) == [[0, 0, 0], [0, 0, 1], [0, 1, 0]])
    let sizes = try OrdinalEncoder(order: ["small", "large"], unseen: .ownLevel)
    #expect(try sizes.transform(["large", "huge", "small"]) == [1, 2, 0])
  }

  @Test("of target means never shows a row its own outcome")
  func outOfFold() throws {
    let groups = ["a", "a", "a", "b", "b", "b", "c"]
    let outcomes = [1.0, 2, 30, 4, 5, 60, 7]
    let folds = try Folds(rows: 7, count: 7, seed: nil)
    let encoded = try TargetEncoder.outOfFold(groups, outcomes: outcomes, folds: folds)
    #expect(encoded[0] == 16)
    #expect(encoded[2] == 1.5)
    #expect(encoded[5] == 4.5)
    // The only row of its group has the mean of the others.
    #expect(encoded[6] == 17)
    #expect(throws: StatisticsError.self) {
      try TargetEncoder.outOfFold(groups, outcomes: outcomes, folds: folds, unseen: .error)
    }
  }

  @Test("imputes with modes and constants, and lists complete rows")
  func missing() throws {
    let columns: [[String?]] = [["x", nil, "y", "y"], [nil, "q", "q", nil]]
    #expect(try Imputer.mode(of: columns).values == ["y", "q"])
    #expect(
      try Imputer(constants: ["?", "!"]).transform(columns)
        == [["x", "?", "y", "y"], ["!", "q", "q", "!"]]
    )
    #expect(try Imputer.completeRows(of: columns) == [2])
  }

  @Test("refuses what it was not fitted to")
  func refusals() throws {
    func code(_ body: () throws -> Void) -> StatisticsError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? StatisticsError)?.code }
    }
    #expect(code { _ = try Imputer<Double>.mean(of: [[nil, nil]]) } == .tooFewValues)
    #expect(code { _ = try Imputer<Double>.median(of: [[.nan]]) } == .notFinite)
    #expect(code { _ = try Imputer(constants: [1.0]).transform([[1], [2]]) } == .shape)
    #expect(code { _ = try Imputer<Int>.completeRows(of: [[1], []]) } == .shape)
    #expect(code { _ = try OneHotEncoder([]) } == .tooFewValues)
    #expect(code { _ = try OneHotEncoder(["a"], reference: .category("b")) } == .invalidArgument)
    #expect(code { _ = try OneHotEncoder(["a"]).transform(["b"]) } == .invalidArgument)
    #expect(code { _ = try OrdinalEncoder(["a"]).transform(["b"]) } == .invalidArgument)
    #expect(code { _ = try OrdinalEncoder(order: ["a", "a"]) } == .invalidArgument)
    #expect(code { _ = try OrdinalEncoder([]) } == .tooFewValues)
    #expect(code { _ = try TargetEncoder(["a"], outcomes: []) } == .shape)
    #expect(code { _ = try TargetEncoder(["a"], outcomes: [1], smoothing: -1) } == .invalidArgument)
    #expect(code { _ = try TargetEncoder(["a"], outcomes: [.nan]) } == .notFinite)
    #expect(code { _ = try Scaling(.standard, fittedTo: [[]]) } == .tooFewValues)
    #expect(code { _ = try Scaling(.standard, fittedTo: [[.infinity]]) } == .notFinite)
    #expect(code { _ = try Scaling(.standard, fittedTo: [[1, 2]]).transform([]) } == .shape)
    #expect(
      code { _ = try Scaling(.minMax(lower: 1, upper: 1), fittedTo: [[1, 2]]) } == .invalidArgument
    )
    #expect(try Scaling(.robust, fittedTo: [[3, 3], [1, 2]]).constantColumns == [0])
  }
}
