import Foundation
import Testing

@testable import BatteryNumbers

@Suite("Mersenne twister beside Python's random", .timeLimit(.minutes(5)))
struct MersenneTwisterTests {
  @Test(
    "gives the recorded streams",
    arguments: [("streams.tsv", 240), ("cpython_random.tsv", 110)]
  )
  func recorded(_ name: String, _ least: Int) throws {
    let cases = try OracleCase.recorded(name)
    #expect(cases.count > least)
    let wrong = try mismatches(cases) { try StreamPlayer.answer($0) }
    #expect(wrong == [])
  }

  @Test(
    "gives the streams of a live Python",
    .enabled("no Python of 3.11 or newer") { await OracleCase.interpreter() != nil },
    arguments: [Int.random(in: 1...1_000_000)]
  )
  func live(_ seed: Int) async throws {
    let cases = try await OracleCase.live("streams", count: 1_000, seed: seed)
    #expect(cases.count == 1_000)
    let wrong = try mismatches(cases) { try StreamPlayer.answer($0) }
    #expect(wrong == [])
  }

  @Test("gives the numbers of the reference implementation")
  func reference() {
    // init_by_array({0x123, 0x234, 0x345, 0x456}), the first words of mt19937ar.out.
    var generator = MersenneTwister(seed: BigInteger("456000003450000023400000123", radix: 16) ?? 0)
    let words = (0..<5).map { _ in generator.bits(32) }
    #expect(words == [1_067_595_299, 955_945_823, 477_289_528, 4_107_218_783, 4_228_976_476])
  }

  @Test("takes up where it was saved, between the two of a Gaussian pair too")
  func state() throws {
    var generator = MersenneTwister(seed: "saved")
    for _ in 0..<100 { _ = generator.random() }
    _ = generator.gauss()
    let data = try JSONEncoder().encode(generator)
    var copy = try JSONDecoder().decode(MersenneTwister.self, from: data)
    #expect(copy == generator)
    #expect(copy.gauss() == generator.gauss())
    #expect(copy.next() == generator.next())
    // The form is that of json.dumps(random.getstate()).
    let list = try #require(JSONSerialization.jsonObject(with: data) as? [Any])
    #expect(list.count == 3)
    #expect((list[1] as? [Int])?.count == 625)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(MersenneTwister.self, from: Data("[3, [1, 2], null]".utf8))
    }
  }

  @Test("goes on from a state that Python has written")
  func pythonState() throws {
    struct Saved: Decodable {
      var state: MersenneTwister
      var gauss: [Double]
      var random: [Double]
    }
    let data = try Data(contentsOf: OracleCase.folder.appending(path: "python_state.json"))
    var saved = try JSONDecoder().decode(Saved.self, from: data)
    #expect((0..<2).map { _ in saved.state.gauss() } == saved.gauss)
    #expect((0..<700).map { _ in saved.state.random() }.suffix(3) == saved.random[...])
    let written = try JSONEncoder().encode(MersenneTwister(seed: "state"))
    var copy = try JSONDecoder().decode(MersenneTwister.self, from: written)
    var same = MersenneTwister(seed: "state")
    #expect(copy.next() == same.next())
  }

  @Test("serves as a generator of Swift's own methods")
  func conformance() {
    var (a, b) = (MersenneTwister(seed: 1), MersenneTwister(seed: 1))
    #expect(Int.random(in: 0..<1_000, using: &a) == Int.random(in: 0..<1_000, using: &b))
    #expect((1...9).shuffled(using: &a) == (1...9).shuffled(using: &b))
    var (first, second) = (MersenneTwister(), MersenneTwister())
    #expect(first.next() != second.next())
  }

  @Test("refuses weights and counts that do not fit")
  func badWeights() {
    var generator = MersenneTwister(seed: 1)
    #expect(throws: NumberError.self) { try generator.choices([1, 2], weights: [1]) }
    #expect(throws: NumberError.self) { try generator.choices([1, 2], weights: [0, 0]) }
    #expect(throws: NumberError.self) { try generator.choices([1, 2], weights: [1, .infinity]) }
    #expect(throws: NumberError.self) { try generator.choices([Int]()) }
    #expect(throws: NumberError.self) { try generator.sample([1, 2], count: 3) }
    #expect(throws: NumberError.self) { try generator.sample([1, 2], count: -1) }
    #expect(throws: NumberError.self) { try generator.sample([1, 2], counts: [1], count: 1) }
    #expect(throws: NumberError.self) { try generator.sample([1, 2], counts: [0, 0], count: 0) }
    #expect(generator.choice([Int]()) == nil)
  }

  @Test("computes SHA-512 as the standard's examples")
  func digest() {
    func hexadecimal(_ text: String) -> String {
      SHA512.digest(Array(text.utf8)).map {
        String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
      }
      .joined()
    }
    #expect(hexadecimal("abc").hasPrefix("ddaf35a193617abacc417349ae204131"))
    #expect(hexadecimal("").hasPrefix("cf83e1357eefb8bdf1542850d66d8007"))
    let long =
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
    #expect(hexadecimal(long).hasPrefix("8e959b75dae313da8cf4f72814fc143f"))
  }
}

/// Seeds a generator and calls it as a case says.
enum StreamPlayer {
  static func answer(_ item: OracleCase) throws -> [String] {
    var generator: MersenneTwister
    let seed = item.fields[1]
    switch item.fields[0] {
    case "integer": generator = MersenneTwister(seed: BigInteger(seed, radix: 16) ?? 0)
    case "text": generator = MersenneTwister(seed: seed)
    case "double": generator = MersenneTwister(seed: OracleCase.double(seed))
    default:
      let digits = Array(seed)
      let bytes = stride(from: 0, to: digits.count, by: 2).map {
        UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0
      }
      generator = MersenneTwister(seed: bytes)
    }
    var answers: [String] = []
    for call in item.fields[2].split(separator: "|") {
      let words = call.split(separator: " ").map(String.init)
      if let answer = try integers(&generator, words) ?? sequences(&generator, words) {
        answers.append(answer)
      } else {
        answers.append(OracleCase.bits(distribution(&generator, words)))
      }
    }
    return [answers.joined(separator: "|")]
  }

  private static func integers(_ g: inout MersenneTwister, _ words: [String]) throws -> String? {
    func whole(_ place: Int) -> Int { Int(words[place]) ?? 0 }
    func wide(_ place: Int) -> BigInteger { BigInteger(words[place]) ?? 0 }
    switch words[0] {
    case "getrandbits": return g.getrandbits(whole(1)).text(radix: 16)
    case "randrange": return g.randrange(whole(1), whole(2)).description
    case "steps": return g.randrange(whole(1), whole(2), step: whole(3)).description
    case "wide": return g.randrange(0, wide(1)).description
    case "widesteps": return g.randrange(wide(1), wide(2), step: wide(3)).description
    case "randint": return g.randint(whole(1), whole(2)).description
    case "bytes":
      return g.randbytes(whole(1)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        .joined()
    case "binomial":
      let probability = OracleCase.double(words[2])
      return g.binomialvariate(trials: whole(1), probability: probability).description
    default: return nil
    }
  }

  private static func sequences(_ g: inout MersenneTwister, _ words: [String]) throws -> String? {
    func whole(_ place: Int) -> Int { Int(words[place]) ?? 0 }
    func listed(_ values: [Int]) -> String { values.map(\.description).joined(separator: ",") }
    switch words[0] {
    case "choice": return g.choice(0..<whole(1))?.description ?? ""
    case "choices": return listed(try g.choices(0..<whole(1), count: whole(2)))
    case "weights":
      let weights = OracleCase.doubles(words[1])
      return listed(try g.choices(weights.indices, weights: weights, count: whole(2)))
    case "cumulative":
      let weights = OracleCase.doubles(words[1])
      return listed(try g.choices(weights.indices, cumulativeWeights: weights, count: whole(2)))
    case "shuffle":
      var values = Array(0..<whole(1))
      g.shuffle(&values)
      return listed(values)
    case "sample": return listed(try g.sample(0..<whole(1), count: whole(2)))
    case "counts":
      let counts = words[1].split(separator: ",").map { Int($0) ?? 0 }
      return listed(try g.sample(counts.indices, counts: counts, count: whole(2)))
    default: return nil
    }
  }

  private static func distribution(_ g: inout MersenneTwister, _ words: [String]) -> Double {
    let a = words.count > 1 ? OracleCase.double(words[1]) : 0
    let b = words.count > 2 ? OracleCase.double(words[2]) : 0
    switch words[0] {
    case "random": return g.random()
    case "uniform": return g.uniform(a, b)
    case "triangular": return g.triangular(low: a, high: b)
    case "mode": return g.triangular(low: a, high: b, mode: OracleCase.double(words[3]))
    case "beta": return g.betavariate(alpha: a, beta: b)
    case "expo": return g.expovariate(lambda: a)
    case "gamma": return g.gammavariate(alpha: a, beta: b)
    case "gauss": return g.gauss(mu: a, sigma: b)
    case "lognorm": return g.lognormvariate(mu: a, sigma: b)
    case "normal": return g.normalvariate(mu: a, sigma: b)
    case "vonmises": return g.vonmisesvariate(mu: a, kappa: b)
    case "pareto": return g.paretovariate(alpha: a)
    case "weibull": return g.weibullvariate(alpha: a, beta: b)
    default: return .nan
    }
  }
}
