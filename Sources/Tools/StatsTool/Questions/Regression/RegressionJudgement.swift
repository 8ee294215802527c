internal import BatteryStatistics
internal import BatteryTables

/// What the residuals say of a linear model.
struct RegressionJudgement {
  /// The row, by its place in the table, with the largest value of a figure.
  struct Extreme {
    var row: Int
    var value: Double

    init?(_ values: [Double]) {
      guard
        let place = values.indices.filter({ !values[$0].isNaN }).max(by: { values[$0] < values[$1] }
        )
      else { return nil }
      (row, value) = (place, values[place])
    }
  }

  var durbinWatson: Double?
  var breuschPagan: TestResult?
  var largestLeverage: Extreme?
  var largestCooksDistance: Extreme?
  var inflation: [(name: String, factor: Double)] = []
  /// Why a figure is not there.
  var notes: [String] = []

  /// Of a model of which the leverages alone are known.
  init(leverage: [Double]) { largestLeverage = Extreme(leverage) }

  init(_ model: LinearModel, _ design: Design, _ weights: [Double]?) {
    largestLeverage = Extreme(model.leverage)
    // What there is to say of a perfect fit, the fit says.
    guard model.residualSumOfSquares > 0 else { return }
    let diagnostics: RegressionDiagnostics
    do {
      diagnostics = try RegressionDiagnostics(model, design, weights: weights)
    } catch {
      notes.append(error.message)
      return
    }
    durbinWatson = diagnostics.durbinWatson
    largestCooksDistance = Extreme(diagnostics.cooksDistances)
    if model.modelDegreesOfFreedom > 1 { inflation = diagnostics.varianceInflationFactors }
    guard model.modelDegreesOfFreedom > 0 else { return }
    do {
      breuschPagan = try diagnostics.breuschPagan()
    } catch {
      notes.append("Breusch-Pagan: \(error.message)")
    }
  }

  /// The figures, each with its key.
  func members(_ table: StatsTable) -> [JSONObject.Member] {
    func json(_ extreme: Extreme?) -> JSONValue {
      extreme.map { extreme in
        .object(
          JSONObject(
            table.place(of: extreme.row).members
              + [.init("value", FigureWriter.json(extreme.value))]
          )
        )
      } ?? .null
    }
    return [
      .init("durbinWatson", durbinWatson.map(FigureWriter.json) ?? .null),
      .init(
        "breuschPagan",
        breuschPagan.map {
          ["statistic": FigureWriter.json($0.statistic), "p": FigureWriter.json($0.p)]
        } ?? .null
      ),
      .init("largestLeverage", json(largestLeverage)),
      .init("largestCooksDistance", json(largestCooksDistance)),
      .init(
        "varianceInflation",
        .array(
          inflation.map { ["name": .string($0.name), "factor": FigureWriter.json($0.factor)] }
        )
      ),
    ]
  }

  /// The figures for people.
  func rows(_ table: StatsTable) -> [[String]] {
    var rows: [[String]] = []
    if let durbinWatson { rows.append(["Durbin-Watson", FigureWriter.text(durbinWatson)]) }
    if let breuschPagan {
      rows.append(["Breusch-Pagan", FigureWriter.text(breuschPagan.statistic)])
      rows.append(["p of Breusch-Pagan", FigureWriter.probability(breuschPagan.p)])
    }
    if let largestLeverage {
      rows.append([
        "largest leverage",
        "\(FigureWriter.text(largestLeverage.value, digits: 4)) in \(table.place(of: largestLeverage.row))",
      ])
    }
    if let largestCooksDistance {
      rows.append([
        "largest Cook's distance",
        "\(FigureWriter.text(largestCooksDistance.value, digits: 4)) in"
          + " \(table.place(of: largestCooksDistance.row))",
      ])
    }
    for (name, factor) in inflation {
      rows.append(["variance inflation of \(name)", FigureWriter.text(factor, digits: 5)])
    }
    return rows
  }
}
