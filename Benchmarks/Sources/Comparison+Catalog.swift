extension Comparison {
  private static let names = "/tmp/batteries-benchmark/names"
  private static let catalog = "/tmp/batteries-benchmark/catalog.sqlite"
  private static let database = "/tmp/batteries-benchmark/plocate.db"

  /// The time of programs includes their start; fd walks, the others ask what they keep.
  static let findFiles = Comparison(
    name: "find-files",
    summary: "1,000 of 1,000,000 names found in a catalog, beside plocate and fd",
    repeats: 5,
    preparation: [
      Contender("generate", .python("generate_names.py"), [names, "1000000"]),
      command(
        "index",
        ["batteries", "files", "index", names, "--catalog", catalog, "--quiet"]
      ),
      command(
        "updatedb",
        ["updatedb.plocate", "--require-visibility", "no", "-U", names, "-o", database]
      ),
    ],
    contenders: [
      Contender("find in the library", .ours("find-files"), [catalog, "invoice 2024"]),
      Contender("find a rare name in the library", .ours("find-files"), [catalog, "2024-500500"]),
      Contender("find 83,000 in the library", .ours("find-files"), [catalog, ".pdf"]),
      Contender("find two letters in the library", .ours("find-files"), [catalog, "zz"]),
      Contender(
        "find by kind and size in the library",
        .ours("find-files"),
        [catalog, "", "size"]
      ),
      find("batteries files find", ["invoice 2024"]),
      find("batteries files find, rare", ["2024-500500"]),
      find("batteries files find, 83,000", [".pdf"]),
      command("plocate", ["plocate", "-d", database, "-i", "*invoice 2024*"]),
      command("plocate, rare", ["plocate", "-d", database, "-i", "2024-500500"]),
      command("plocate, 83,000", ["plocate", "-d", database, "-i", ".pdf"]),
      command("fd", ["fdfind", "-HI", "invoice 2024", names]),
      command(
        "index again",
        [
          "batteries", "files", "index", names, "--catalog", catalog, "--quiet",
        ]
      ),
    ],
    ratios: [
      ("plocate", "batteries files find", "find at most 50 ms"),
      ("plocate, rare", "batteries files find, rare", "none"),
      ("plocate, 83,000", "batteries files find, 83,000", "none"),
      ("fd", "batteries files find", "none"),
    ].map { peer, ours, goal in
      Ratio(
        name: "time of \(peer) / \(ours)",
        figure: "time",
        numerator: peer,
        denominator: ours,
        goal: goal
      )
    }
  )

  private static func find(_ name: String, _ words: [String]) -> Contender {
    command(name, ["batteries", "files", "find", "--catalog", catalog, "--quiet"] + words)
  }

  private static func command(_ name: String, _ words: [String]) -> Contender {
    Contender(name, .ours("command"), [names] + words)
  }
}
