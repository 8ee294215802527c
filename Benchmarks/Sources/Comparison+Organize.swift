extension Comparison {
  private static let folder = "/tmp/batteries-benchmark/organize"

  /// Whole processes, with their journals brought to the disk; organize-tool has none.
  static let organize = Comparison(
    name: "organize",
    summary: "folders sorted beside organize-tool, and 100,000 files sorted and taken back",
    repeats: 3,
    preparation: [
      Contender(
        "generate sources",
        .python("organize.py"),
        ["sources", folder + "-small", "1930"]
      ),
      Contender("generate", .python("organize.py"), ["make", folder + "-large", "100000"]),
    ],
    contenders: [
      Contender(
        "batteries, 1,930 by suffix",
        .python("organize.py"),
        ["suffix", folder + "-small"]
      ),
      Contender(
        "organize-tool, 1,930 by suffix",
        .python("organize.py"),
        ["peer", folder + "-small"]
      ),
      Contender(
        "batteries, 100,000 by kind and date",
        .python("organize.py"),
        ["kind", folder + "-large"]
      ),
      Contender("batteries, undo of it", .python("organize.py"), ["undo", folder + "-large"]),
    ],
    ratios: [
      Ratio(
        name: "organize-tool / batteries, time of 1,930 files",
        figure: "time",
        numerator: "organize-tool, 1,930 by suffix",
        denominator: "batteries, 1,930 by suffix",
        goal: "15"
      )
    ]
  )
}
