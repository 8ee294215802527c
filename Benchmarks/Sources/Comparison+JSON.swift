extension Comparison {
  private static let records = "/tmp/batteries-benchmark/flat.jsonl"

  static let json = Comparison(
    name: "json",
    summary: "200 MB of JSON Lines to typed columns beside DuckDB, orjson and Python's json",
    repeats: 5,
    preparation: [Contender("generate", .python("generate_jsonl.py"), [records, "200"])],
    contenders: [
      Contender("JSONLinesReader, 2 threads", .ours("json"), [records, "2", "inferred"]),
      Contender("DuckDB read_json, 2 threads", .python("read_jsonl.py"), ["duckdb", records, "2"]),
      Contender("JSONLinesReader, 1 thread", .ours("json"), [records, "1", "inferred"]),
      Contender("DuckDB read_json, 1 thread", .python("read_jsonl.py"), ["duckdb", records, "1"]),
      Contender("JSONLinesReader, 1 thread, types given", .ours("json"), [records, "1", "given"]),
      Contender("orjson a line", .python("read_jsonl.py"), ["orjson", records]),
      Contender("Python json a line", .python("read_jsonl.py"), ["json", records]),
      Contender(
        "Polars read_ndjson, 2 threads",
        .python("read_jsonl.py"),
        ["polars", records, "2"]
      ),
    ],
    ratios: [
      ratio("JSONLinesReader, 2 threads", "DuckDB read_json, 2 threads", "1"),
      ratio("JSONLinesReader, 1 thread", "DuckDB read_json, 1 thread", "1"),
      ratio("JSONLinesReader, 1 thread", "orjson a line", "1"),
      ratio("JSONLinesReader, 1 thread", "Python json a line", "none"),
      ratio("JSONLinesReader, 2 threads", "Polars read_ndjson, 2 threads", "none"),
    ]
  )

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
