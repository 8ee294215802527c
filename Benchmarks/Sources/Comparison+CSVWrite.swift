extension Comparison {
  private static let table = "/tmp/batteries-benchmark/mixed.csv"
  private static let target = "/tmp/batteries-benchmark/written"

  static let csvWrite = Comparison(
    name: "csv-write",
    summary: "2.2 million rows from memory to CSV and JSON Lines beside Polars, DuckDB and Python",
    repeats: 3,
    preparation: [Contender("generate", .python("generate_csv.py"), ["2200000", table])],
    contenders: [
      Contender("typed", .ours("csv-write"), [table, "typed", "csv", target]),
      Contender("Polars", .python("csv_write.py"), [table, "polars", "csv", target]),
      Contender("DuckDB", .python("csv_write.py"), [table, "duckdb", "csv", target]),
      Contender("text", .ours("csv-write"), [table, "text", "csv", target]),
      Contender("Python csv", .python("csv_write.py"), [table, "csv", "csv", target]),
      Contender("JSON Lines", .ours("csv-write"), [table, "typed", "jsonl", target]),
      Contender("Polars JSON", .python("csv_write.py"), [table, "polars", "jsonl", target]),
      Contender("DuckDB JSON", .python("csv_write.py"), [table, "duckdb", "jsonl", target]),
    ],
    ratios: [
      ("typed", "Polars"), ("typed", "DuckDB"), ("text", "Python csv"),
      ("JSON Lines", "Polars JSON"), ("JSON Lines", "DuckDB JSON"),
    ].map { ours, peer in
      Ratio(
        name: "\(ours) / \(peer)",
        figure: "rate",
        numerator: ours,
        denominator: peer,
        goal: "none"
      )
    }
  )
}
