import Testing

@testable import FilesTool

@Suite("Search text") struct SearchTextTests {
  @Test("surely lacks in ASCII what it does not have, and otherwise is in doubt")
  func lacks() {
    let letters = Array("aAbBkK.0_\u{E9}\u{C9}\u{212A}").map(String.init)
    var generator = SystemRandomNumberGenerator()
    let text = { (count: Int) in
      (0..<count).map { _ in letters.randomElement(using: &generator) ?? "a" }.joined()
    }
    for _ in 0..<20_000 {
      let name = Array(text(Int.random(in: 0...8)).utf8)
      let word = Array(SearchText.fold(text(Int.random(in: 1...3))).utf8)
      let has = SearchText.contains(SearchText.fold(name), word)
      let lacks = name.withUnsafeBufferPointer { SearchText.surelyLacks($0, word) }
      #expect(!(has && lacks), "\(name) \(word)")
      if name.allSatisfy({ $0 < 0x80 }) { #expect(lacks == !has, "\(name) \(word)") }
    }
  }
}
