/// One run of a program over a short text, one way after the other.
///
/// It remembers which step was taken at which place and failed there, so that none is taken twice: that
/// is faster than all at once, where there is room to remember.
struct SearchWalk {
  private let program: SearchProgram
  private let text: UnsafeBufferPointer<UInt8>
  /// A bit for each step at each place.
  private var seen: [UInt64]
  /// What is to be tried next, last first: a step and a place, or a slot, as a negative number, and the
  /// place that it had.
  private var rest: [(step: Int, place: Int)] = []
  /// The places that the match has remembered.
  private(set) var places: [Int]

  /// How many bits there may be.
  private static let mostCells = 1 << 20

  /// Prepares a run; `nil` when the text is too long for the program.
  init?(_ program: SearchProgram, _ text: UnsafeBufferPointer<UInt8>) {
    let (cells, isTooMany) = program.steps.count.multipliedReportingOverflow(by: text.count + 1)
    guard !isTooMany, cells <= Self.mostCells else { return nil }
    self.program = program
    self.text = text
    seen = [UInt64](repeating: 0, count: cells / 64 + 1)
    places = [Int](repeating: -1, count: program.slots)
  }

  /// Looks for the first match.
  ///
  /// - Returns: Whether there is one.
  mutating func run() -> Bool {
    var start = 0
    while true {
      if let firsts = program.firsts {
        while start < text.count, !firsts[Int(text[start])] { start += 1 }
        if start == text.count || program.isAnchored && start > 0 { return false }
      }
      if run(from: start) { return true }
      if program.isAnchored || start == text.count { return false }
      start += text.scalar(at: start).length
    }
  }

  private mutating func run(from start: Int) -> Bool {
    rest.append((0, start))
    while let (step, place) = rest.popLast() {
      if step < 0 {
        places[~step] = place
      } else if walk(step, place) {
        return true
      }
    }
    return false
  }

  /// Goes on until there is no way, or the match is found.
  private mutating func walk(_ first: Int, _ start: Int) -> Bool {
    var (step, place) = (first, start)
    while true {
      let cell = step * (text.count + 1) + place
      let bit: UInt64 = 1 << UInt64(cell & 63)
      guard seen[cell >> 6] & bit == 0 else { return false }
      seen[cell >> 6] |= bit
      switch program.steps[step] {
      case .jump(let next): step = next
      case .split(let one, let other):
        rest.append((other, place))
        step = one
      case .save(let slot):
        rest.append((~slot, places[slot]))
        places[slot] = place
        step += 1
      case .start:
        guard place == 0 else { return false }
        step += 1
      case .end:
        guard place == text.count else { return false }
        step += 1
      case .take(let set):
        guard place < text.count else { return false }
        let (scalar, length) = text.scalar(at: place)
        guard program.sets[set].contains(scalar) else { return false }
        place += length
        step += 1
      case .found: return true
      }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The character at a place of a text in correct UTF-8, and how many bytes it has.
  @inline(__always)
  func scalar(at place: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(self[place])
    if first < 0x80 { return (first, 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var scalar = first & (0x7F >> UInt32(length))
    for byte in self[(place + 1)..<(place + length)] { scalar = scalar << 6 | UInt32(byte & 0x3F) }
    return (scalar, length)
  }
}
