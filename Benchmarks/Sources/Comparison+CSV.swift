extension Comparison {
  private static let table = "/tmp/batteries-benchmark/mixed.csv"

  /// Peers that are not installed print no figures.
  static let csv = Comparison(
    name: "csv",
    summary: "2.2 million rows of CSV into typed columns beside Python, Polars, DuckDB and pyarrow",
    repeats: 3,
    preparation: [Contender("generate", .python("generate_csv.py"), ["2200000", table])],
    contenders: [
      Contender("rows only", .ours("csv"), [table, "rows"]),
      Contender("text", .ours("csv"), [table, "text"]),
      Contender("typed", .ours("csv"), [table, "typed"]),
      Contender("four columns", .ours("csv"), [table, "projected", "city,category,qty,price"]),
      Contender("Python csv", .python("csv_read.py"), [table, "csv"]),
      Contender("Polars", .python("csv_read.py"), [table, "polars"]),
      Contender("DuckDB", .python("csv_read.py"), [table, "duckdb"]),
      Contender("pyarrow", .python("csv_read.py"), [table, "pyarrow"]),
    ],
    ratios: ["Python csv", "Polars", "DuckDB", "pyarrow"].map { peer in
      Ratio(
        name: "typed / \(peer)",
        figure: "rate",
        numerator: "typed",
        denominator: peer,
        goal: "none"
      )
    }
  )
}
