extension Comparison {
  private static let tree = "/tmp/batteries-benchmark/walk"

  /// Peers that print write to /dev/null; the time of programs includes their start.
  static let walk = Comparison(
    name: "walk",
    summary: "500,000 entries in 5,520 directories counted beside bfs, find, fd and Python",
    repeats: 5,
    preparation: [
      Contender("generate", .python("generate_tree.py"), [tree, "5520", "494480"])
    ],
    contenders: [
      Contender("walk, 1 thread", .ours("walk"), [tree, "count", "1"]),
      Contender("walk", .ours("walk"), [tree, "count", "0"]),
      Contender("walk, sorted", .ours("walk"), [tree, "sorted", "0"]),
      Contender("walk, filtered by name", .ours("walk"), [tree, "filter", "0"]),
      Contender("walk, sizes", .ours("walk"), [tree, "sizes", "0"]),
      Contender("FileTree", .ours("walk"), [tree, "tree", "1"]),
      command("bfs", ["bfs", tree]),
      command("find", ["find", tree]),
      command("find, sizes", ["find", tree, "-printf", "%s\n"]),
      command("fd", ["fdfind", "-HI", ".", tree]),
      command("du", ["du", "-s", tree]),
      Contender("os.walk", .python("walk.py"), [tree, "walk"]),
      Contender("os.scandir", .python("walk.py"), [tree, "scandir"]),
      Contender("pathlib.rglob", .python("walk.py"), [tree, "rglob"]),
    ],
    ratios: [
      ("bfs", "walk", "at least 1"), ("bfs", "walk, 1 thread", "none"), ("find", "walk", "none"),
      ("fd", "walk", "none"), ("os.walk", "walk", "none"), ("pathlib.rglob", "walk", "none"),
      ("find, sizes", "walk, sizes", "none"),
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

  private static func command(_ name: String, _ words: [String]) -> Contender {
    Contender(name, .ours("command"), [tree] + words)
  }
}
