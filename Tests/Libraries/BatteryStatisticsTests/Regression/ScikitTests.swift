import BatteryStatistics
import Foundation
import Subprocess
import Testing

/// Fits the data sets of scikit-learn and compares with its coefficients, which `Oracles/scikit.py` writes.
@Suite("Models of scikit-learn's data sets", .timeLimit(.minutes(5))) struct ScikitTests {
  @Test("have its coefficients", arguments: [("diabetes", 7), ("iris", 10)])
  func recorded(set: String, count: Int) throws {
    let data = try Oracle.rows("scikit-data.tsv").map(DataSet.init)
    #expect(try Self.compare(set, data) == count)
  }

  @Test(
    "have its coefficients, with the data of a scikit-learn that is installed",
    .enabled("skipped: python3 has no scikit-learn") { await Self.line("wine") != nil },
    arguments: [("wine", 10), ("cancer", 10)]
  )
  func installed(set: String, count: Int) async throws {
    var data: [DataSet] = []
    for name in [set, set == "wine" ? "wine.second" : "cancer.kind"] {
      let line = try #require(await Self.line(name))
      data.append(
        try DataSet(line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
      )
    }
    #expect(try Self.compare(set, data) == count)
  }

  @Test("are refused where columns tell the classes apart, and held back are not")
  func separation() throws {
    let rows = try Oracle.rows("scikit-data.tsv").map(DataSet.init)
    let iris = try #require(rows.first { $0.name == "iris.versicolor" })
    // setosa, the first 50, differs in each petal from all others.
    let setosa = (0..<150).map { $0 < 50 ? 1.0 : 0 }
    let design = try Design(iris.columns)
    let error = #expect(throws: StatisticsError.self) {
      try LogisticModel(design, outcome: setosa)
    }
    #expect(error?.code == .perfectSeparation)
    let model = try RidgeLogisticModel(design, outcome: setosa, penalty: 1e-3)
    #expect(model.slopes.allSatisfy { $0.isFinite })
    for row in setosa.indices {
      let p = try model.predict(iris.columns.map { $0[row] })
      #expect((p > 0.5) == (setosa[row] == 1))
    }
    #expect(throws: StatisticsError.self) {
      try RidgeLogisticModel(design, outcome: setosa, penalty: 0)
    }
  }

  struct DataSet {
    var name: String
    var columns: [[Double]]
    var outcome: [Double]

    init(_ fields: [String]) throws {
      name = fields[0]
      columns = try fields[1].split(separator: ";").map { try Oracle.numbers(String($0)) }
      outcome = try Oracle.numbers(fields[2].trimmingCharacters(in: .newlines))
    }

    /// The columns about their means, in units of their deviations.
    var scaled: DataSet {
      get throws {
        var result = self
        result.columns = try columns.map { column in
          let (mean, deviation) = (try Statistics.mean(column), try Statistics.pstdev(column))
          return column.map { ($0 - mean) / deviation }
        }
        return result
      }
    }
  }

  /// Fits all models of a set and returns how many there are.
  private static func compare(_ set: String, _ data: [DataSet]) throws -> Int {
    let rows = try Oracle.rows("scikit.tsv").filter { $0[2].hasPrefix(set) }
    for row in rows {
      let name = row[2].replacing(".scaled", with: "")
      let found = try #require(data.first { $0.name == name })
      let ours = try fit(row, row[2].hasSuffix(".scaled") ? found.scaled : found)
      let right = try Oracle.numbers(row[3])
      #expect(ours.count == right.count)
      for (a, b) in zip(ours, right) {
        #expect((a - b).magnitude <= 1e-8 * max(1, b.magnitude), "\(row): \(a)")
      }
    }
    return rows.count
  }

  private static func fit(_ row: [String], _ data: DataSet) throws -> [Double] {
    let design = try Design(data.columns)
    let options = try Oracle.numbers(row[1])
    switch row[0] {
    case "linear":
      return try LinearModel(design, outcome: data.outcome).coefficients.map(\.estimate)
    case "ridge":
      let model = try RidgeModel(design, outcome: data.outcome, penalty: options[0])
      return [model.intercept] + model.slopes
    case "net":
      let model = try ElasticNetModel(
        design,
        outcome: data.outcome,
        penalty: options[0],
        mix: options[1]
      )
      return [model.intercept] + model.slopes
    default:
      if options[0] == .infinity {
        return try LogisticModel(design, outcome: data.outcome).coefficients.map(\.estimate)
      }
      let model = try RidgeLogisticModel(design, outcome: data.outcome, penalty: 1 / options[0])
      return [model.intercept] + model.slopes
    }
  }

  /// A set as scikit-learn has it, or nothing.
  private static func line(_ set: String) async -> String? {
    let result = try? await run(
      .name("python3"),
      arguments: [OracleCase.folder.appending(path: "scikit.py").path, "data", set],
      output: .string(limit: 1 << 20),
      error: .discarded
    )
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return result.standardOutput
  }
}
