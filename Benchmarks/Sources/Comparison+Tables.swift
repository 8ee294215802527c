extension Comparison {
  private static let table = "/tmp/batteries-benchmark/mixed.csv"
  private static let database = "/tmp/batteries-benchmark/import.sqlite"
  private static let generated = [
    Contender("generate", .python("generate_csv.py"), ["2200000", table])
  ]

  /// What stands in every column: the whole program beside the peers' own time without their start.
  static let stats = Comparison(
    name: "stats",
    summary: "batteries table stats over 229 MB of CSV beside DuckDB, Polars and Miller",
    repeats: 5,
    preparation: generated,
    contenders: [
      batteries("table stats", ["table", "stats", table, "--format", "json"]),
      Contender("DuckDB SUMMARIZE", .python("table.py"), [table, "duckdb", "stats"]),
      Contender("Polars describe", .python("table.py"), [table, "polars", "stats"]),
      command("Miller summary", ["mlr", "--icsv", "--ojson", "summary", table]),
    ],
    ratios: [
      ratio("table stats", "DuckDB SUMMARIZE", "3"),
      ratio("table stats", "Polars describe", "3"),
      ratio("table stats", "Miller summary", "none"),
    ]
  )

  /// Rows by two keys.
  static let group = Comparison(
    name: "group",
    summary:
      "batteries table group by two keys over 229 MB of CSV beside Polars, DuckDB and Miller",
    repeats: 5,
    preparation: generated,
    contenders: [
      batteries(
        "table group",
        [
          "table", "group", table, "--by", "city,category", "--aggregate",
          "count,sum(qty),mean(price)", "--format", "csv",
        ]
      ),
      Contender("GroupBy", .ours("group"), [table]),
      Contender("Polars lazy", .python("table.py"), [table, "polars", "group"]),
      Contender("DuckDB", .python("table.py"), [table, "duckdb", "group"]),
      command(
        "Miller stats1",
        [
          "mlr", "--icsv", "--ojson", "stats1", "-a", "count,sum,mean", "-f", "qty,price", "-g",
          "city,category", table,
        ]
      ),
      Contender("Python csv", .python("table.py"), [table, "python", "group"]),
    ],
    ratios: [
      ratio("table group", "Polars lazy", "1.5"),
      ratio("GroupBy", "Polars lazy", "1.5"),
      ratio("table group", "DuckDB", "none"),
      ratio("table group", "Miller stats1", "none"),
      ratio("table group", "Python csv", "none"),
    ]
  )

  /// CSV into an SQLite database.
  static let sqliteImport = Comparison(
    name: "import",
    summary: "229 MB of CSV into an SQLite database beside the sqlite3 shell and Python's sqlite3",
    repeats: 3,
    preparation: generated,
    contenders: [
      batteries(
        "table import",
        ["table", "import", table, "--into", database, "--table", "t", "--replace"]
      ),
      command(
        "sqlite3 .import",
        [
          "sh", "-c",
          "rm -f \(database).shell && sqlite3 \(database).shell '.import --csv \(table) t'",
        ]
      ),
      Contender("Python executemany", .python("table.py"), [table, "python", "import"]),
    ],
    ratios: [
      ratio("table import", "sqlite3 .import", "1"),
      ratio("table import", "Python executemany", "none"),
    ]
  )

  /// Passes that write as they read, and how much memory they hold.
  static let stream = Comparison(
    name: "stream",
    summary: "streaming passes over 229 MB of CSV beside Miller, and their memory",
    repeats: 3,
    preparation: generated,
    contenders: [
      batteries("table count", ["table", "count", table]),
      batteries("table validate", ["table", "validate", table]),
      batteries(
        "table select",
        ["table", "select", table, "--columns", "id,city,price", "--format", "csv"]
      ),
      batteries("table where", ["table", "where", "price > 100", table, "--format", "csv"]),
      batteries("table convert", ["table", "convert", table, "--format", "jsonl"]),
      command("Miller cut", ["mlr", "--csv", "cut", "-o", "-f", "id,city,price", table]),
      command("Miller filter", ["mlr", "--csv", "filter", "$price > 100", table]),
      command("Miller to JSON Lines", ["mlr", "--icsv", "--ojsonl", "cat", table]),
    ],
    ratios: [
      ratio("table select", "Miller cut", "none"),
      ratio("table where", "Miller filter", "none"),
      ratio("table convert", "Miller to JSON Lines", "none"),
    ]
  )

  private static func batteries(_ name: String, _ arguments: [String]) -> Contender {
    command(name, ["batteries"] + arguments)
  }

  private static func command(_ name: String, _ words: [String]) -> Contender {
    Contender(name, .ours("command"), [table] + words)
  }

  private static func ratio(_ ours: String, _ peer: String, _ goal: String) -> Ratio {
    Ratio(
      name: "\(ours) / \(peer)",
      figure: "rate",
      numerator: ours,
      denominator: peer,
      goal: goal
    )
  }
}
