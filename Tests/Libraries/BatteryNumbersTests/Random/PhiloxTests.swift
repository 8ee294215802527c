import Foundation
import Testing

@testable import BatteryNumbers

@Suite("Philox beside NumPy's")
struct PhiloxTests {
  private static let operations = ["philox", "doubles", "jumped", "spawned", "seeds", "keyed"]

  @Test("gives NumPy's streams, jumps and children")
  func recorded() throws {
    let cases = try OracleCase.recorded("numpy.tsv").filter {
      Self.operations.contains($0.operation)
    }
    #expect(cases.count == 64)
    let wrong = mismatches(cases, answer)
    #expect(wrong == [])
  }

  private func answer(_ item: OracleCase) -> [String] {
    let fields = item.fields
    let count = (fields.last ?? "").split(separator: ",").count
    func words(_ generator: Philox) -> [String] {
      var generator = generator
      let words = (0..<count).map { _ in String(generator.next(), radix: 16) }
      return [words.joined(separator: ",")]
    }
    if item.operation == "keyed" {
      let (key, counter) = (numbers(fields[0]), numbers(fields[1]))
      return words(
        Philox(key: (key[0], key[1]), counter: (counter[0], counter[1], counter[2], counter[3]))
      )
    }
    let seed = BigInteger(fields[0], radix: 16) ?? 0
    switch item.operation {
    case "philox": return words(Philox(seed: seed))
    case "jumped": return words(Philox(seed: seed).jumped(by: 3))
    case "doubles":
      var generator = Philox(seed: seed)
      return [(0..<count).map { _ in OracleCase.bits(generator.random()) }.joined(separator: ",")]
    default:
      var sequence = SeedSequence(seed)
      for step in numbers(fields[1]) {
        var child = sequence.spawn()
        for _ in 0..<step { child = sequence.spawn() }
        sequence = child
      }
      if item.operation == "spawned" { return words(Philox(sequence)) }
      return [sequence.words(count).map { String($0, radix: 16) }.joined(separator: ",")]
    }
  }

  private func numbers(_ text: String) -> [UInt64] {
    text.split(separator: ",").map { UInt64($0) ?? 0 }
  }

  @Test("splits into streams that share no word")
  func splitting() {
    var first = Philox(seed: 1)
    var streams = (0..<8).map { _ in first.split() } + [first]
    var grandchild = streams[3].split()
    var seen: Set<UInt64> = []
    for place in streams.indices {
      for _ in 0..<1_000 { seen.insert(streams[place].next()) }
    }
    for _ in 0..<1_000 { seen.insert(grandchild.next()) }
    #expect(seen.count == 10_000)
    var keyed = Philox(key: (1, 2))
    var child = keyed.split()
    #expect(child.next() != keyed.next())
  }

  @Test("has the distributions, and takes up where it was saved")
  func distributions() throws {
    var generator = Philox(seed: 2)
    var sum = 0.0
    for _ in 0..<10_000 { sum += generator.gauss(mu: 3, sigma: 2) }
    #expect((sum / 10_000 - 3).magnitude < 0.1)
    #expect((0..<10).contains(generator.randrange(10)))
    #expect(generator.randbytes(13).count == 13)
    let data = try JSONEncoder().encode(generator)
    var copy = try JSONDecoder().decode(Philox.self, from: data)
    #expect(copy.next() == generator.next())
  }
}
