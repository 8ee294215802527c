extension Comparison {
  private static let folder = "/tmp/batteries-benchmark"
  private static let numbers = "/tmp/batteries-benchmark/numbers.csv"
  /// NIST's reference data sets, one CSV file a set, and their certified values.
  private static let references = "../shared/conformance/strd"

  /// Python's functions, with the bits of its results.
  static let statistics = Comparison(
    name: "statistics",
    summary: "the statistics of a million doubles beside CPython's, compared bit for bit",
    repeats: 3,
    preparation: [],
    contenders: [
      Contender("CPython", .python("cpython_statistics.py"), ["1000000", "\(folder)/bits"]),
      Contender("Statistics", .ours("statistics"), ["1000000", "\(folder)/bits"]),
    ],
    ratios: [
      ("mean", "10"), ("stdev", "10"), ("median", "10"), ("quantiles", "10"), ("fmean", "none"),
      ("regression", "none"),
    ].map { ratio($0.0, of: "CPython", over: "Statistics", goal: $0.1) }
  )

  /// Exact parallel sums and quantiles.
  static let moments = Comparison(
    name: "moments",
    summary: "exact moments and five quantiles of ten million doubles beside inexact ones",
    repeats: 3,
    contenders: ["numpy", "polars", "duckdb"].map {
      Contender($0, .python("moments.py"), ["10000000", $0, "\(folder)/moments"])
    } + [
      Contender("exact, 2 workers", .ours("moments"), ["10000000", "2", "\(folder)/moments"]),
      Contender("exact, 1 worker", .ours("moments"), ["10000000", "1", "\(folder)/moments"]),
    ],
    ratios: [
      ratio("moments", of: "exact, 2 workers", over: "polars", goal: "at most 2"),
      ratio("moments", of: "exact, 2 workers", over: "duckdb", goal: "none"),
      ratio("quantiles", of: "exact, 2 workers", over: "duckdb", goal: "at most 1"),
      ratio("quantiles", of: "exact, 2 workers", over: "numpy", goal: "at most 1"),
      ratio("quantiles", of: "exact, 2 workers", over: "polars", goal: "none"),
    ]
  )

  /// Models of many rows.
  static let regression = Comparison(
    name: "regression",
    summary: "linear models of ten columns beside scikit-learn, and how far coefficients differ",
    repeats: 3,
    contenders: models.flatMap { model, rows, _ in
      let file = "\(folder)/coefficients-\(model)"
      return [
        Contender("scikit-learn \(model)", .python("regression.py"), [model, rows, "10", file]),
        Contender(model, .ours("regression"), [model, rows, "10", "2", file]),
      ]
    },
    ratios: models.map { model, _, goal in
      ratio("time", of: model, over: "scikit-learn \(model)", goal: goal)
    }
  )

  private static let models = [
    ("linear", "1000000", "at most 0.25"), ("ridge", "1000000", "none"),
    ("lasso", "1000000", "none"), ("logistic", "100000", "none"),
  ]

  /// The description of a file: the whole program beside the peers' own time without their start.
  static let describe = Comparison(
    name: "describe",
    summary: "batteries stats describe of 390 MB of CSV beside Polars and DuckDB, with its memory",
    repeats: 3,
    preparation: [
      Contender("generate", .python("generate_numbers.py"), ["10000000", numbers])
    ],
    contenders: [
      Contender(
        "stats describe",
        .ours("command"),
        [numbers, "batteries", "stats", "describe", numbers, "--format", "json"]
      )
    ] + ["polars", "duckdb"].map { Contender($0, .python("describe.py"), [numbers, $0]) },
    ratios: [
      ratio("time", of: "stats describe", over: "polars", goal: "at most 1.2"),
      ratio("time", of: "stats describe", over: "duckdb", goal: "none"),
      ratio("peak", of: "stats describe", over: "polars", goal: "at most 256 MiB"),
    ]
  )

  /// The digits of results, against certified ones.
  static let digits = Comparison(
    name: "digits",
    summary: "certified digits of NIST's reference data sets that each program reaches",
    repeats: 1,
    contenders: ["exact", "fast"].map {
      Contender("\($0) lane", .ours("digits"), [references, $0])
    }
      + [
        ("Python statistics", "python"), ("NumPy", "numpy"), ("R", "r"),
        ("statsmodels", "statsmodels"), ("scikit-learn", "sklearn"), ("DuckDB", "duckdb"),
        ("PostgreSQL doubles", "postgres"), ("PostgreSQL numeric", "numeric"),
      ].map { Contender($0.0, .python("digits.py"), [references, $0.1]) }
  )

  /// Whether a result depends on the order of the values.
  static let order = Comparison(
    name: "order",
    summary: "how many results the same million doubles have in other orders and divisions",
    repeats: 1,
    contenders: [Contender("ExactMoments", .ours("order"), ["1000000"])]
      + ["numpy", "polars", "duckdb"].map {
        Contender($0, .python("order.py"), ["1000000", $0])
      }
  )

  private static func ratio(
    _ figure: String,
    of numerator: String,
    over denominator: String,
    goal: String
  ) -> Ratio {
    Ratio(
      name: "\(figure) of \(numerator) / \(denominator)",
      figure: figure,
      numerator: numerator,
      denominator: denominator,
      goal: goal
    )
  }
}
