extension Comparison {
  private static let folder = "/tmp/batteries-benchmark/archives"

  static let archives = Comparison(
    name: "archives",
    summary: "200 MB of files packed and unpacked beside tar, gzip, zip and Python",
    repeats: 3,
    preparation: [
      Contender("generate", .python("archives.py"), ["make", folder + "-tree", "200"])
    ],
    contenders: [
      ("gzip", "gzip"), ("tar", "tar"), ("gzip", "bsdtar"), ("zip", "zip"),
      ("zip", "python"),
    ].flatMap { format, peer -> [Contender] in
      ["pack", "unpack"].flatMap { operation -> [Contender] in
        let theirs = Contender(
          "\(peer) \(operation)",
          .python("archives.py"),
          [peer, operation, folder + "-tree", archive(peer, format), folder + "-out"]
        )
        guard peer == format else { return [theirs] }
        let ours = Contender(
          "our \(format) \(operation)",
          .ours("archives"),
          [format, operation, folder + "-tree", archive("our-\(format)", format), folder + "-out"]
        )
        return [ours, theirs]
      }
    },
    ratios: [
      ("gzip", "gzip"), ("tar", "tar"), ("gzip", "bsdtar"), ("zip", "zip"),
      ("zip", "python"),
    ].flatMap { format, peer in
      ["pack", "unpack"].map { operation in
        Ratio(
          name: "our \(format) / \(peer), \(operation)",
          figure: "rate",
          numerator: "our \(format) \(operation)",
          denominator: "\(peer) \(operation)",
          goal: peer == "bsdtar" || peer == "python" ? "none" : "1"
        )
      }
    }
  )

  /// With an ending, as `zip` adds one to a name without.
  private static func archive(_ name: String, _ format: String) -> String {
    "\(folder)-\(name).\(format == "zip" ? "zip" : "tar")"
  }
}
