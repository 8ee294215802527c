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
  }

  @Test("made from a key splits into children and grandchildren that share no word")
  func keyedSplitting() {
    var parent = Philox(key: (1, 2))
    var child = parent.split()
    let grandchild = child.split()
    let greatGrandchild = { (generator: Philox) in
      var generator = generator
      return generator.split()
    }(grandchild)
    var later = Philox(key: (1, 2), counter: (0, 0, 1, 0))
    var streams = [
      parent, child, grandchild, greatGrandchild, parent.split(), child.split(), later,
      later.split(), Philox(key: (2, 1)),
    ]
    var seen: Set<UInt64> = []
    for place in streams.indices {
      for _ in 0..<1_000 { seen.insert(streams[place].next()) }
    }
    #expect(seen.count == 9_000)
    // What the parent gives, and the children, can be made again.
    var again = Philox(key: (1, 2))
    var first = again.split()
    #expect(first.next() != again.next())
    var plain = Philox(key: (1, 2))
    var whole = Philox(key: (1, 2))
    _ = whole.split()
    #expect(plain.next() == whole.next())
  }

  @Test(
    "reads no state that it could not go on from",
    arguments: [
      ("place", "9"), ("place", "-1"), ("counter", "[]"), ("counter", "[1,2,3,4,5]"),
      ("block", "[1]"), ("key", "[1]"), ("key", "[1,2,3]"),
      ("sequence", #"{"entropy":"-5","spawnKey":[],"children":0}"#),
    ]
  )
  func states(_ field: String, _ value: String) throws {
    var fields = [
      "key": "[1,2]", "counter": "[0,0,0,0]", "block": "[0,0,0,0]", "place": "4",
      "sequence": #"{"entropy":"5","spawnKey":[],"children":0}"#,
    ]
    func decoded() throws -> Philox {
      let text = fields.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
      return try JSONDecoder().decode(Philox.self, from: Data("{\(text)}".utf8))
    }
    var valid = try decoded()
    _ = valid.next()
    fields[field] = value
    #expect(throws: DecodingError.self) { try decoded() }
  }

  @Test("has the distributions, and takes up where it was saved")
  func distributions() throws {
    var generator = Philox(seed: 2)
    var sum = 0.0
    for _ in 0..<10_000 { sum += generator.gauss(mu: 3, sigma: 2) }
    #expect((sum / 10_000 - 3).magnitude < 0.1)
    #expect((0..<10).contains(generator.randrange(10)))
    #expect(generator.randbytes(13).count == 13)
    #expect((0...Int.max).contains(generator.binomialvariate(trials: .max, probability: 0.3)))
    let data = try JSONEncoder().encode(generator)
    var copy = try JSONDecoder().decode(Philox.self, from: data)
    #expect(copy.next() == generator.next())
  }
}
