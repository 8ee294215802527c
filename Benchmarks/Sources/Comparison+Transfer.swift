extension Comparison {
  private static let tree = "/tmp/batteries-benchmark/tree"

  private static func transfer(
    _ measure: String,
    _ summary: String,
    _ peers: [(name: String, tool: String, goal: String)]
  ) -> Comparison {
    Comparison(
      name: measure,
      summary: summary,
      repeats: 5,
      preparation: [Contender("tree", .python("transfer.py"), ["make", "20000", tree])],
      contenders: ["1", "2"].map { threads in
        let name = "FileTransfer, \(threads)"
        return Contender(name, .ours(measure), [tree, threads])
      } + peers.map { Contender($0.name, .python("transfer.py"), [measure, $0.tool, tree]) },
      ratios: peers.map { peer in
        Ratio(
          name: "seconds of \(peer.name) / of FileTransfer, 2",
          figure: "time",
          numerator: peer.name,
          denominator: "FileTransfer, 2",
          goal: peer.goal
        )
      }
    )
  }

  static let copyTree = transfer(
    "copy-tree",
    "1 GB in 20,000 files copied with all that belongs to them, beside cp -a, rsync and shutil",
    [("cp -a", "cp", "1"), ("rsync -a", "rsync", "1"), ("shutil.copytree", "shutil", "2")]
  )

  static let removeTree = transfer(
    "remove-tree",
    "1 GB in 20,000 files removed, beside rm -r and shutil",
    [("rm -r", "rm", "1"), ("shutil.rmtree", "shutil", "none")]
  )

  static let duplicates = transfer(
    "duplicates",
    "equal files among 20,000 found, with their bytes compared, beside jdupes",
    [("jdupes -r", "jdupes", "1")]
  )
}
