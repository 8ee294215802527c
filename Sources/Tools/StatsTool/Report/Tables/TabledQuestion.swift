import BatteryTables

/// A question whose answers are tables for programs, too.
protocol TabledQuestion: StatsQuestion {
  /// The tables, the main one first.
  var tables: [AnswerTable] { get }
}

extension DescribeQuestion: TabledQuestion {
  var tables: [AnswerTable] { [.columns()] }
}

extension QuantileQuestion: TabledQuestion {
  var tables: [AnswerTable] { [.nested("quantiles", in: "quantiles"), .columns()] }
}

extension HistogramQuestion: TabledQuestion {
  var tables: [AnswerTable] {
    let bins = AnswerTable(name: "bins") { json in
      AnswerTable.columns(of: json).flatMap { name, column -> [AnswerTable.Row] in
        let edges = column["edges"]?.array ?? []
        let (weights, densities) = (column["weights"]?.array, column["densities"]?.array)
        return (column["counts"]?.array ?? []).enumerated().map { bin, count -> AnswerTable.Row in
          var row: AnswerTable.Row = [
            .init("column", .string(name)), .init("from", edges[bin]),
            .init("below", edges[bin + 1]), .init("count", count),
          ]
          if let weights { row.append(.init("weight", weights[bin])) }
          if let densities { row.append(.init("density", densities[bin])) }
          return row + [.init("lane", column["lane"] ?? .null)]
        }
      }
    }
    return [bins, .columns()]
  }
}

extension CorrelateQuestion: TabledQuestion {
  var tables: [AnswerTable] {
    let pairs = AnswerTable(name: "pairs") { json in
      let names = json["columns"]?.array ?? []
      return names.indices.flatMap { first -> [AnswerTable.Row] in
        names.indices.dropFirst(first + 1).map { second -> AnswerTable.Row in
          [
            .init("first", names[first]), .init("second", names[second]),
            .init("coefficient", json["coefficients"]?[first]?[second] ?? .null),
            .init("p", json["p"]?[first]?[second] ?? .null),
            .init("probability", json["probability"]?[first]?[second] ?? .null),
            .init("count", json["count"] ?? .null), .init("method", json["method"] ?? .null),
            .init("lane", json["lane"] ?? .null),
          ]
        }
      }
    }
    return [
      pairs,
      .matrix("coefficients", of: "column", "columns", by: "columns"),
      .matrix("p", of: "column", "columns", by: "columns"),
    ]
  }
}

extension RegressQuestion: TabledQuestion {
  var tables: [AnswerTable] {
    [
      .list("coefficients", in: "coefficients"),
      .figures(
        "figures",
        objects: [
          "breuschPagan": ["statistic", "p"], "largestLeverage": ["row", "line", "value"],
          "largestCooksDistance": ["row", "line", "value"],
        ]
      ),
      .list("inflation", in: "varianceInflation", head: ["name", "factor", "lane"]),
    ]
  }
}

extension OutliersQuestion: TabledQuestion {
  var tables: [AnswerTable] {
    [
      .nested(
        "outliers",
        in: "outliers",
        head: ["column", "row", "line", "value", "score", "lower", "upper", "lane"]
      ),
      .columns(),
      .nested(
        "steps",
        in: "steps",
        head: ["column", "row", "line", "statistic", "critical", "lane"]
      ),
    ]
  }
}

extension NormalityQuestion: TabledQuestion {
  var tables: [AnswerTable] {
    let tests = AnswerTable(name: "tests") { json in
      AnswerTable.columns(of: json).flatMap { name, column -> [AnswerTable.Row] in
        (column.object?.members ?? []).filter { $0.value.isNull || $0.value.object != nil }.map {
          test -> AnswerTable.Row in
          [
            .init("column", .string(name)), .init("test", .string(test.key)),
            .init("statistic", test.value["statistic"] ?? .null),
            .init("p", test.value["p"] ?? .null),
            .init("probability", test.value["probability"] ?? .null),
            .init("lane", json["lane"] ?? .null),
          ]
        }
      }
    }
    return [tests, .columns()]
  }
}

extension TestQuestion: TabledQuestion {
  var tables: [AnswerTable] {
    switch test {
    case .anova: [.figures("test"), .list("groups", in: "groups")]
    case .chiSquare where labels.count > 1:
      [
        .figures("test"), .matrix("observed", of: labels[0], "rows", by: "columns"),
        .matrix("expected", of: labels[0], "rows", by: "columns"),
      ]
    case .chiSquare: [.figures("test"), .classes]
    default: [.figures("test"), .list("samples", in: "samples")]
    }
  }
}

extension CrossValidateQuestion: TabledQuestion {
  var tables: [AnswerTable] {
    let metrics = AnswerTable(name: "metrics") { json in
      (json["metrics"]?.object?.members ?? []).map {
        [.init("metric", .string($0.key))] + AnswerTable.flat($0.value, lane: json)
      }
    }
    let figures = AnswerTable(name: "figures") { json in
      var object = json.object ?? JSONObject()
      object["metrics"] = nil
      return AnswerTable.figures("figures").rows(.object(object))
    }
    return [.list("folds", in: "folds"), metrics, figures]
  }
}

extension AnswerTable {
  /// A list of lists, which has the name of the table, with what its rows and columns are.
  fileprivate static func matrix(
    _ name: String,
    of corner: String,
    _ rows: String,
    by columns: String
  ) -> AnswerTable {
    AnswerTable(name: name) { json in
      let heads = (json[columns]?.array ?? []).map { $0.string ?? "" }
      return zip(json[rows]?.array ?? [], json[name]?.array ?? []).map {
        row,
        cells -> AnswerTable.Row in
        [.init(corner, row)] + zip(heads, cells.array ?? []).map { .init($0, $1) }
      }
    }
  }

  /// How often each class came, and how often it was expected.
  fileprivate static var classes: AnswerTable {
    AnswerTable(name: "classes") { json in
      (json["classes"]?.array ?? []).enumerated().map { place, name -> AnswerTable.Row in
        [
          .init("class", name), .init("observed", json["observed"]?[place] ?? .null),
          .init("expected", json["expected"]?[place] ?? .null),
          .init("lane", json["lane"] ?? .null),
        ]
      }
    }
  }
}
