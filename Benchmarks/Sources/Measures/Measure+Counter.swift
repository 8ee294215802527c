import BatteryContainers
import BatteryJobs
import Foundation

extension Measure {
  /// Writes words that are as unevenly frequent as those of a language.
  @Sendable static func words(_ arguments: Arguments) async throws {
    let file = URL(fileURLWithPath: try arguments.text(0))
    let total = try arguments.number(1)
    let distinct = try arguments.number(2)
    var random = SplitMix(state: 1)
    let vocabulary = (0..<distinct).map { _ in
      (0..<Int.random(in: 2...12, using: &random)).map { _ in
        UInt8.random(in: 97...122, using: &random)
      }
    }
    let bounds = Array((1...distinct).map { 1 / Double($0) }.accumulate())
    let all = bounds.last ?? 1
    var text: [UInt8] = []
    for _ in 0..<total {
      let drawn = Double.random(in: 0..<all, using: &random)
      var range = 0..<distinct
      while range.count > 1 {
        let middle = (range.lowerBound + range.upperBound) / 2
        range = bounds[middle - 1] <= drawn ? middle..<range.upperBound : range.lowerBound..<middle
      }
      text += vocabulary[range.lowerBound]
      text.append(32)
    }
    text.removeLast()
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text).write(to: file)
  }

  /// The words of a buffer, counted.
  @Sendable static func counter(_ arguments: Arguments) async throws {
    let text = [UInt8](try Data(contentsOf: URL(fileURLWithPath: try arguments.text(0))))
    let clock = SystemTimeSource()
    let start = clock.uptime
    let found: (total: Int, distinct: Int)
    if try arguments.text(1) == "bytes" {
      let counter = ByteCounter(splitting: text.span.bytes, by: 32)
      found = (counter.total, counter.count)
    } else {
      let counter = Counter(text.split(separator: 32))
      found = (counter.total, counter.count)
    }
    let rate = Double(found.total) / (clock.uptime - start).inSeconds / 1e6
    Figure.print("rate", rate, "million/s")
    Figure.print("counting", rate, "million/s")
    Figure.print("total", Double(found.total), "words")
    Figure.print("distinct", Double(found.distinct), "words")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
  }
}

/// Sebastiano Vigna's SplitMix64: the same words on every machine.
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
