extension Comparison {
  private static let table = "/tmp/batteries-benchmark/mixed.csv"
  /// The same without quotes, for programs that know lines and commas only.
  private static let plain = "/tmp/batteries-benchmark/plain.csv"
  private static let target = "/tmp/batteries-benchmark/sorted.csv"

  static let sort = Comparison(
    name: "sort",
    summary:
      "2.2 million rows sorted in memory and from file to file beside Polars, DuckDB and sort",
    repeats: 3,
    preparation: [
      Contender("generate", .python("generate_csv.py"), ["2200000", table]),
      Contender("plain", .python("sort.py"), [table, "plain", "name", plain]),
    ],
    contenders: ["created", "name"].flatMap { key -> [Contender] in
      [
        Contender("Sort by \(key)", .ours("sort"), [table, key, "memory"]),
        Contender("Polars by \(key)", .python("sort.py"), [table, "polars", key, "memory"]),
        Contender("DuckDB by \(key)", .python("sort.py"), [table, "duckdb", key, "memory"]),
      ]
    } + [
      Contender("Sort of a file", .ours("sort"), [plain, "name", target]),
      Contender("Polars of a file", .python("sort.py"), [plain, "polars", "name", target]),
      Contender("DuckDB of a file", .python("sort.py"), [plain, "duckdb", "name", target]),
      Contender("GNU sort of a file", .python("sort.py"), [plain, "gnu", "name", target]),
    ],
    ratios: [
      ("Sort by created", "Polars by created"), ("Sort by created", "DuckDB by created"),
      ("Sort by name", "Polars by name"), ("Sort by name", "DuckDB by name"),
      ("Sort of a file", "Polars of a file"), ("Sort of a file", "DuckDB of a file"),
      ("Sort of a file", "GNU sort of a file"),
    ].map { ours, peer in
      Ratio(
        name: "seconds of \(peer) / \(ours)",
        figure: "time",
        numerator: peer,
        denominator: ours,
        goal: "none"
      )
    }
  )
}
