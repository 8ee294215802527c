import BatteryHub
import SystemPackage
import Testing

@Suite("Damaged configurations", .timeLimit(.minutes(5))) struct ConfigurationFuzzTests {
  private static let valid = """
    # A comment
    hub: { listen: 127.0.0.1:0, timezone: UTC, limits: { db: 2 } }
    jobs:
      first: { run: "make \\"all\\"", retry: 3 }
      second:
        on: { every: 15m, jitter: 30s, after: { first: failure } }
        needs: [first]
        steps:
          - run: |
              echo one && rm *.o
          - name: 'copy'
            copy: { source: ~/a, keep: 3, rules: [ { match: "*.pdf", to: b } ] }
        misfire: { action: once, window: 2d }
        limit: db

    """

  /// What breaks YAML, and what the check looks for.
  private static let pieces = [
    "\t", "  ", "\n", ":", ": ", "- ", "[", "]", "{", "}", ",", "\"", "'", "&a ", "*a", "!x ", "|",
    ">", "#", "%", "@", "`", "?", "? ", "---\n", "...\n", "<<: ", "~", "\\", "\u{0}", "\u{85}",
    "\u{2028}", "\u{FEFF}", "é", "0", "-1", "99999999999999999999", "run: x\n", "jobs:\n", "null",
  ]

  @Test("never stop the reader, and every problem has its place", arguments: 0..<8)
  func mutations(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let valid = Array(Self.valid.utf8)
    for _ in 0..<2500 {
      var bytes = valid
      for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&bytes, &random) }
      do {
        _ = try HubConfiguration.parse(bytes, file: "batteries.yaml", registry: .samples)
      } catch {
        #expect(!error.problems.isEmpty)
        for problem in error.problems {
          let text = problem.description
          #expect(problem.line > 0 && problem.column > 0, "\(text)")
          #expect(!text.contains("\n") && !problem.message.isEmpty, "\(text)")
        }
      }
    }
  }

  private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let index = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, index + Int.random(in: 1...12, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(index..<end)
    case 2: bytes.insert(contentsOf: bytes[index..<end], at: index)
    case 3:
      let target = Int.random(in: 0..<bytes.count, using: &random)
      bytes.insert(contentsOf: bytes[index..<end], at: target)
    case 4: bytes.removeLast(bytes.count - index)
    default:
      let piece = pieces.randomElement(using: &random) ?? ":"
      bytes.insert(contentsOf: Array(piece.utf8), at: index)
    }
  }
}

/// A generator whose numbers are the same in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
