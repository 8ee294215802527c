import BatteryTables
import Foundation
import Synchronization
import Testing

/// The fast ways to find rows and texts, beside the ways that look at one byte after the other.
@Suite("CSV scanned by words of bits", .timeLimit(.minutes(5))) struct CSVScanningTests {
  /// What a file is read as: the rows, the rows left out, and the error that ended it.
  struct Reading: Equatable {
    var table: CSVTable?
    var rejects: [CSVReject]
    var error: String?
  }

  private static func read(_ bytes: [UInt8], _ options: CSVOptions) -> Reading {
    var options = options
    let found = Mutex<[CSVReject]>([])
    let sink: @Sendable (CSVReject) -> Void = { reject in found.withLock { $0.append(reject) } }
    options.onReject = { sink($0) }
    var reading = Reading(rejects: [])
    do {
      reading.table = try CSVTable(MemoryByteSource(bytes, name: "t.csv"), options)
    } catch {
      reading.error = "\(error)"
    }
    reading.rejects = found.withLock { $0 }
    return reading
  }

  private static func options(_ dialect: CSVDialect, _ blockSize: Int) -> CSVOptions {
    var options = CSVOptions(dialect: dialect, header: .absent, types: .text)
    options.blockSize = blockSize
    options.batchRows = 7
    return options
  }

  /// Mostly rows of four fields, some of them quoted, here and there with something amiss.
  private static func text(_ dice: inout Dice, newline: String) -> [UInt8] {
    let plain = ["", "a", "12", "ü", "Zürich", "a longer field without anything in it", "x y"]
    let quoted = [
      "\"\"", "\"a,b\"", "\"line\nbreak\"", "\"twice \"\"so\"\" \"", "\"\"\"\"", "\"x\"",
    ]
    let odd = ["a\"b", "\"a\"b", "\"a\" \"b\"", "a\"\"", "\"a\"b\"c", "\r", "\"\r\n\"", ",", "\n"]
    let strangeness = Int.random(in: 0...3, using: &dice)
    var text = ""
    for _ in 0..<Int.random(in: 1...60, using: &dice) {
      let fields = (0..<4).map { _ in
        switch Int.random(in: 0..<200, using: &dice) {
        case 0..<strangeness: odd.randomElement(using: &dice) ?? ""
        case 3..<60: quoted.randomElement(using: &dice) ?? ""
        default: plain.randomElement(using: &dice) ?? ""
        }
      }
      text += fields.joined(separator: ",")
      text += Int.random(in: 0..<300, using: &dice) < strangeness ? "\r" : newline
    }
    return Array(text.utf8)
  }

  @Test("finds the same rows as one byte after the other", arguments: [false, true], 0..<12)
  func rows(isStrict: Bool, seed: Int) {
    var dice = Dice(UInt64(seed + 1))
    let fast = CSVDialect(strict: isStrict)
    // With an escape, which is not in the text, each byte is looked at alone.
    let slow = CSVDialect(escape: 1, strict: isStrict)
    for _ in 0..<60 {
      let bytes = Self.text(&dice, newline: Bool.random(using: &dice) ? "\n" : "\r\n")
      for blockSize in [64, 700, 100_000] {
        let expected = Self.read(bytes, Self.options(slow, blockSize))
        let found = Self.read(bytes, Self.options(fast, blockSize))
        guard found != expected else { continue }
        let text = String(decoding: bytes, as: UTF8.self)
        Issue.record(
          "\(Self.difference(found, expected)), blocks of \(blockSize), \(text.debugDescription)"
        )
        return
      }
    }
  }

  private static func difference(_ found: Reading, _ expected: Reading) -> String {
    if found.table != expected.table { return "the rows differ" }
    return
      "\(found.rejects) \(found.error ?? "")\nis not\n\(expected.rejects) \(expected.error ?? "")"
  }

  @Test("knows bytes that are not UTF-8 wherever they are", arguments: 0..<12)
  func texts(seed: Int) {
    var dice = Dice(UInt64(seed + 77))
    let letters: [[UInt8]] = [
      [0x61], [0x62], [0xC3, 0xBC], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x98, 0x80],
      [0xED, 0x9F, 0xBF],
      [0xE0, 0xA0, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xEE, 0x80, 0x80],
    ]
    let broken: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE2, 0x82], [0xE0, 0x9F, 0xBF],
      [0xED, 0xA0, 0x80],
      [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0x00],
      [0xF0, 0x9F, 0x98], [0xE2, 0x28, 0xA1],
    ]
    for _ in 0..<200 {
      var bytes: [UInt8] = []
      var wrong: [Int] = []
      for line in 1...Int.random(in: 1...40, using: &dice) {
        let isBroken = Int.random(in: 0..<8, using: &dice) == 0
        let count = Int.random(in: 1...40, using: &dice)
        let bad = Int.random(in: 0..<count, using: &dice)
        for place in 0..<count {
          let choice = isBroken && place == bad ? broken : letters
          bytes += choice.randomElement(using: &dice) ?? []
        }
        bytes.append(10)
        if isBroken { wrong.append(line) }
      }
      let found = Self.read(bytes, Self.options(.standard, 100_000))
      #expect(found.rejects.map(\.line) == wrong, "\(bytes)")
    }
  }

  @Test("numbers equal texts, and leaves off when there are too many", arguments: [5, 4096, 5000])
  func dictionaries(distinct: Int) throws {
    var dice = Dice(9)
    let pieces = [
      "a", "", "Zürich", "sixteen bytes ok", "seventeen bytes!!", "a much longer text than 16",
    ]
    let texts: [String?] = (0..<20_000).map { row in
      if row % 11 == 3 { return nil }
      let number = row < distinct ? row : Int.random(in: 0..<distinct, using: &dice)
      return "\(pieces[number % pieces.count])\(number)"
    }
    let text = texts.map { $0.map { "\"\($0)\"" } ?? "" }.joined(separator: ",x\n") + ",x\n"
    var options = CSVOptions(dialect: .standard, header: .absent, types: .text)
    options.dictionaries = .columns(["column1"])
    options.threads = 1
    options.blockSize = 30_000
    var reader = try CSVReader(MemoryByteSource(text, name: "t.csv"), options)
    var found: [String?] = []
    var kinds: Set<Bool> = []
    while let batch = try reader.next() {
      var isDictionary = false
      if case .dictionary = batch.columns[0] { isDictionary = true }
      kinds.insert(isDictionary)
      for row in 0..<batch.count {
        if case .text(let text) = batch.columns[0][row] {
          found.append(text)
        } else {
          found.append(nil)
        }
      }
    }
    #expect(found == texts)
    #expect(kinds == (distinct > 4096 ? [true, false] : [true]))
  }

  @Test("counts the same on several threads as on one, values seen equally often included")
  func frequencies() throws {
    var dice = Dice(77)
    let lines = (0..<3000).map { _ in
      // Decimals that are equal are written in several ways.
      "w\(Int.random(in: 0..<200, using: &dice)),\(Int.random(in: 0..<9, using: &dice))."
        + String(repeating: "0", count: Int.random(in: 1..<9, using: &dice))
    }
    func result(threads: Int) throws -> [Frequencies.ColumnResult] {
      let text = "word,number\n" + lines.map { "\($0)\n" }.joined()
      var options = CSVOptions()
      options.given = ["number": .decimal]
      options.threads = threads
      options.blockSize = 256
      var scan = try CSVScan(MemoryByteSource(Array(text.utf8), name: "t.csv"), options)
      var state = try scan.fold { schema in
        try Frequencies(schema, limit: 500)
      } update: { state, batch, place in
        state.add(batch, at: place)
      } merge: { state, other in
        state.merge(other)
      }
      return state.finish()
    }
    let expected = try result(threads: 1)
    for _ in 0..<40 { #expect(try result(threads: 4) == expected) }
  }

  @Test("seals every state on its thread before they are merged")
  func seals() throws {
    let text = "n\n" + (0..<2000).map { "\($0)\n" }.joined()
    var options = CSVOptions()
    options.threads = 4
    options.blockSize = 256
    var scan = try CSVScan(MemoryByteSource(Array(text.utf8), name: "t.csv"), options)
    typealias State = (rows: Int, isSealed: Bool, places: [Int])
    let all = try scan.fold { _ -> State in
      (0, false, [])
    } update: { state, batch, place in
      #expect(!state.isSealed)
      state.rows += batch.count
      state.places.append(place)
    } seal: { state in
      state.isSealed = true
    } merge: { state, other in
      #expect(state.isSealed && other.isSealed)
      #expect(other.places == other.places.sorted())
      state.rows += other.rows
    }
    #expect(all.rows == 2000)
  }
}
