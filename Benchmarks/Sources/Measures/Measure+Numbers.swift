import BatteryJobs
import BatteryNumbers

extension Measure {
  /// Fractions added up, as many as asked for.
  @Sendable static func fractions(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    var generator = MersenneTwister(seed: 42)
    let values = (0..<count).map { _ in
      let numerator = generator.randrange(-999, 999)
      return Fraction(numerator, generator.randrange(1, 1_000))
    }
    var sum = Fraction()
    Figure.print("sum", milliseconds { sum = values.sum() }, "ms")
    Figure.print("value", Double(sum), "(sum)")
    let harmonic = milliseconds { sum = (1...5_000).map { Fraction(1, $0) }.sum() }
    Figure.print("harmonic", harmonic, "ms")
    var total = Fraction()
    let seventh = Fraction(1, 7)
    let single = milliseconds { for value in values { total = value + seventh } }
    Figure.print("add", single / Double(count) * 1e6, "ns")
    Figure.print("last", Double(total), "(sum)")
  }

  /// Numbers of Python's streams, as many as asked for.
  @Sendable static func random(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    var generator = MersenneTwister(seed: 42)
    var numbers = [Double](repeating: 0, count: count)
    let random = milliseconds { for place in 0..<count { numbers[place] = generator.random() } }
    Figure.print("random", random / Double(count) * 1e6, "ns")
    let gauss = milliseconds { for place in 0..<count { numbers[place] = generator.gauss() } }
    Figure.print("gauss", gauss / Double(count) * 1e6, "ns")
    var integers = [Int](repeating: 0, count: count)
    let randrange = milliseconds {
      for place in 0..<count { integers[place] = generator.randrange(1_000) }
    }
    Figure.print("randrange", randrange / Double(count) * 1e6, "ns")
    let shuffle = milliseconds { generator.shuffle(&integers) }
    Figure.print("shuffle", shuffle / Double(count) * 1e6, "ns")
    // The same in both contenders, or they have not done the same.
    Figure.print("next", generator.random(), "(number)")
  }

  /// Long integers multiplied, divided, written and read.
  @Sendable static func integers(_ arguments: Arguments) async throws {
    let words = try arguments.number(0)
    let repeats = try arguments.number(1)
    var generator = MersenneTwister(seed: 42)
    let a = generator.getrandbits(64 * words)
    let b = generator.getrandbits(64 * words)
    let long = a * b + a
    var result = BigInteger()
    func each(_ body: () -> Void) -> Double {
      milliseconds { for _ in 0..<repeats { body() } } / Double(repeats) * 1e3
    }
    Figure.print("multiply", each { result = a * b }, "us")
    Figure.print("divide", each { result = long / b }, "us")
    Figure.print("gcd", each { result = .greatestCommonDivisor(a, b) }, "us")
    var text = ""
    Figure.print("write", each { text = a.description }, "us")
    Figure.print("read", each { result = BigInteger(text) ?? 0 }, "us")
    Figure.print("same", result == a ? 1 : 0, "(flag)")
  }

  /// Square matrices multiplied: size, threads, `builtin` or `system`.
  @Sendable static func matrix(_ arguments: Arguments) async throws {
    let size = try arguments.number(0)
    let threads = try arguments.number(1)
    let library: Matrix.Library = try arguments.text(2) == "system" ? .system : .builtIn
    var generator = MersenneTwister(seed: 42)
    let a = Matrix(rows: size, columns: size) { _, _ in generator.random() }
    let b = Matrix(rows: size, columns: size) { _, _ in generator.random() }
    var best = Double.infinity
    for _ in 0..<8 {
      let clock = SystemTimeSource()
      let start = clock.uptime
      let product = try a.multiplied(by: b, threads: threads, library: library)
      best = min(best, (clock.uptime - start).inSeconds)
      if product[0, 0].isNaN { throw BenchmarkError("the product is no number") }
    }
    Figure.print("time", best * 1e3, "ms")
    Figure.print("rate", 2 * Double(size * size * size) / best / 1e9, "GFLOP/s")
  }

  /// The least time of three.
  private static func milliseconds(_ body: () -> Void) -> Double {
    let clock = SystemTimeSource()
    var best = Double.infinity
    for _ in 0..<3 {
      let start = clock.uptime
      body()
      best = min(best, (clock.uptime - start).inSeconds)
    }
    return best * 1e3
  }
}
