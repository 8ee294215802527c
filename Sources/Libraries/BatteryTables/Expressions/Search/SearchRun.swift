/// One run of a program over a text, with all steps at once.
struct SearchRun {
  private let program: SearchProgram
  private let text: UnsafeBufferPointer<UInt8>
  /// Whether the places of groups are wanted.
  private let isCapturing: Bool
  private let slots: Int
  /// For each step the place at which it was last added, so that it is once.
  private var marks: [Int]
  private var current = Threads()
  private var upcoming = Threads()
  /// The places that the match has remembered.
  private(set) var found: [Int]?

  /// Where the program is, in the order of preference, with the places that each has remembered.
  private struct Threads {
    var steps: [Int] = []
    var saved: [Int] = []

    mutating func removeAll() {
      steps.removeAll(keepingCapacity: true)
      saved.removeAll(keepingCapacity: true)
    }
  }

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - program: The steps.
  ///   - text: A text in correct UTF-8.
  ///   - isCapturing: Whether the places of groups are wanted.
  init(_ program: SearchProgram, _ text: UnsafeBufferPointer<UInt8>, isCapturing: Bool) {
    self.program = program
    self.text = text
    self.isCapturing = isCapturing
    slots = isCapturing ? program.slots : 0
    marks = [Int](repeating: -1, count: program.steps.count)
  }

  /// Looks for the first match.
  ///
  /// - Returns: Whether there is one.
  mutating func run() -> Bool {
    var place = 0
    let nothing = [Int](repeating: -1, count: slots)
    var places = nothing
    while true {
      if current.steps.isEmpty {
        if found != nil || program.isAnchored && place > 0 { break }
        if let firsts = program.firsts {
          while place < text.count, !firsts[Int(text[place])] { place += 1 }
          if place == text.count { break }
        }
      }
      if found == nil, !program.isAnchored || place == 0 {
        swap(&current, &upcoming)
        if slots > 0 { places = nothing }
        add(0, at: place, &places)
        swap(&current, &upcoming)
      }
      let (scalar, length) = place < text.count ? text.scalar(at: place) : (nil, 0)
      step(scalar, to: place + length, &places)
      if found != nil, !isCapturing { return true }
      if length == 0 { break }
      place += length
      swap(&current, &upcoming)
      upcoming.removeAll()
    }
    return found != nil
  }

  /// Takes a character, or the end, with all threads.
  private mutating func step(_ scalar: UInt32?, to next: Int, _ places: inout [Int]) {
    for (number, step) in current.steps.enumerated() {
      if case .found = program.steps[step] {
        found = Array(current.saved[(number * slots)..<((number + 1) * slots)])
        // What is preferred less is not wanted any more.
        return
      }
      guard let scalar, case .take(let set) = program.steps[step],
        program.sets[set].contains(scalar)
      else { continue }
      for slot in 0..<slots { places[slot] = current.saved[number * slots + slot] }
      add(step + 1, at: next, &places)
    }
  }

  /// Adds a step to those that come next, and where it leads to without a character.
  private mutating func add(_ first: Int, at place: Int, _ places: inout [Int]) {
    var step = first
    while marks[step] != place {
      marks[step] = place
      switch program.steps[step] {
      case .jump(let next): step = next
      case .split(let one, let other):
        add(one, at: place, &places)
        step = other
      case .save(let slot):
        if slots == 0 {
          step += 1
          continue
        }
        let before = places[slot]
        places[slot] = place
        add(step + 1, at: place, &places)
        places[slot] = before
        return
      case .start:
        guard place == 0 else { return }
        step += 1
      case .end:
        guard place == text.count else { return }
        step += 1
      case .take, .found:
        upcoming.steps.append(step)
        if slots > 0 { upcoming.saved += places }
        return
      }
    }
  }
}
