import BatteryNumbers
import Testing

/// Runs the pieces of `Documentation/Cookbook/Numbers.md`, which stand here to the letter.
@Suite("Cookbook, numbers", .timeLimit(.minutes(5))) struct NumbersCookbookTests {
  @Test("adds up money to the cent")
  func money() throws {
    // page: begin
    let prices: [Decimal] = ["19.90", "4.05", "0.10"]
    let net = prices.reduce(0, +)
    let tax = try (net * "0.19").quantize("0.01", rounding: .halfUp)
    let total = try (net + tax).formatted(",.2f")
    // page: end
    #expect(net.description == "24.05")
    #expect(tax.description == "4.57")
    #expect(total == "28.62")
  }

  @Test("has as many digits as asked for")
  func precision() throws {
    // page: begin
    let precise = DecimalContext(precision: 50)
    let seventh = try precise.divide(1, 7)
    let root = try precise.run { try Decimal(2).squareRoot() }
    // page: end
    #expect(seventh.description == "0.14285714285714285714285714285714285714285714285714")
    #expect(root.description == "1.4142135623730950488016887242096980785696718753769")
  }

  @Test("lets interest grow at every instant")
  func growth() throws {
    // page: begin
    let principal: Decimal = 1_000
    let rate: Decimal = "0.05"
    let years: Decimal = 10
    let amount = try DecimalContext(precision: 40).run { try principal * (rate * years).exp() }
    let cents = try amount.quantize("0.01")
    // page: end
    #expect(amount.description == "1648.721270700128146848650787814163571654")
    #expect(cents.description == "1648.72")
  }

  @Test("describes fractions exactly")
  func fractions() throws {
    // page: begin
    let data: [Fraction] = ["1/2", "3/4", "5/6", "7/8"]
    let mean = data.sum() / Fraction(data.count)
    let sorted = data.sorted()
    let median = (sorted[1] + sorted[2]) / 2
    let variance = data.map { ($0 - mean).power(2) }.sum() / Fraction(data.count - 1)
    let deviation = try Decimal(variance).squareRoot()
    // page: end
    #expect(mean == "71/96")
    #expect(median == "19/24")
    #expect(variance == "65/2304")
    #expect(deviation.description == "0.1679637030895531177576377756")
  }

  @Test("adds up doubles without what rounding leaves")
  func sums() {
    // page: begin
    let tenths = [Double](repeating: 0.1, count: 10)
    let plain = tenths.reduce(0, +)
    let exact = Mathematics.fsum(tenths)
    // page: end
    #expect(plain == 0.999_999_999_999_999_9)
    #expect(exact == 1)
  }

  @Test("counts, and works with integers of any size")
  func integers() {
    // page: begin
    let tickets = Mathematics.comb(49, 6)
    let orders = Mathematics.factorial(25)
    let common = Mathematics.gcd(1_071, 462)
    let key = BigInteger(3).power(1_000, modulo: 1_000_000_007)
    // page: end
    #expect(tickets == 13_983_816)
    #expect(orders == 15_511_210_043_330_985_984_000_000)
    #expect(common == 21)
    #expect(key == 56_888_193)
  }

  @Test("draws what Python draws")
  func streams() throws {
    // page: begin
    var random = MersenneTwister(seed: 2_024)
    let rolls = (0..<8).map { _ in random.randint(1, 6) }
    var letters = Array("abcdef")
    random.shuffle(&letters)
    let numbers = try random.sample(1..<50, count: 6)
    let spins = try random.choices(["red", "black", "green"], weights: [18, 18, 2], count: 5)
    let height = random.gauss(mu: 100, sigma: 15)
    // page: end
    #expect(rolls == [4, 2, 6, 5, 3, 2, 6, 4])
    #expect(String(letters) == "adebcf")
    #expect(numbers == [23, 27, 34, 40, 14, 20])
    #expect(spins == ["black", "red", "red", "black", "black"])
    #expect(height == 90.983_713_721_312_92)
  }

  @Test("simulates in parallel, with the same result each time")
  func simulation() async {
    // page: begin
    var seed = Philox(seed: 7)
    let streams = (0..<4).map { _ in seed.split() }
    let hits = await withTaskGroup(of: Int.self) { group in
      for stream in streams {
        group.addTask {
          var random = stream
          return (0..<25_000).count { _ in
            let (x, y) = (random.random(), random.random())
            return x * x + y * y < 1
          }
        }
      }
      return await group.reduce(0, +)
    }
    let pi = Double(hits) / 25_000
    // page: end
    #expect(abs(pi - 3.1416) < 0.02)
    #expect(hits == 78_567)
  }

  @Test("the page has these pieces to the letter")
  func page() throws {
    let pieces = try CookbookPieces(page: "Numbers")
    #expect(pieces.ofTests.count > 7)
    #expect(pieces.ofTests == pieces.ofPage)
  }
}
