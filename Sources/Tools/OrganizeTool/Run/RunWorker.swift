import BatteryFiles
import BatteryJobs
import Dispatch
import Foundation
import Synchronization
import SystemPackage

/// Does the steps of a run from one on, and writes down what became of them.
final class RunWorker: @unchecked Sendable {
  // One task uses it, and one piece of blocking work of that task at a time, whose threads have a
  // runner each.
  private static let batch = 512
  private static let fewestInParallel = 64

  private let run: String
  private let places: Places
  private let journal: RunJournal
  private let steps: [OrganizeStep]
  private let rules: [String]
  private let runners: [StepRunner]
  private let context: JobContext
  private(set) var outcomes: [RunRecord.Outcome]
  private(set) var problems: [String] = []

  init(
    _ run: String,
    _ places: Places,
    _ journal: RunJournal,
    _ steps: [OrganizeStep],
    rules: [String],
    outcomes: [RunRecord.Outcome]? = nil,
    trash: Trash?,
    _ context: JobContext
  ) {
    self.run = run
    self.places = places
    self.journal = journal
    self.steps = steps
    self.rules = rules
    self.context = context
    self.outcomes = outcomes ?? [RunRecord.Outcome](repeating: .pending, count: steps.count)
    // Two are enough: a file system gives one name after the other, and looks up several at once.
    runners = (0..<min(2, ProcessInfo.processInfo.activeProcessorCount)).map { _ in
      StepRunner(places, run: run, trash: trash) { try journal.append($0) }
    }
  }

  /// Does what is pending, in its order.
  ///
  /// - Throws: ``FileError`` when the journal cannot be written, `CancellationError`.
  func work() async throws {
    var start = 0
    while start < steps.count {
      try Task.checkCancellation()
      if steps[start].action == .run {
        if outcomes[start] == .pending { try await runProgram(start) }
        start += 1
        continue
      }
      var end = start
      while end < steps.count, end < start + Self.batch, steps[end].action != .run { end += 1 }
      let range = start..<end
      try await BlockingWork.run { [self] cancellation in try perform(range, cancellation) }
      start = end
      await context.report(.progress(done: end, of: steps.count, label: "steps"))
    }
  }

  /// Says in the journal that the run is over, and how it leaves some directories.
  ///
  /// - Throws: ``FileError`` when the journal cannot be written.
  func end(_ directories: [PlanPath]) throws {
    try journal.append(.ended(DirectoryStates.read(directories, places)))
    try journal.synchronize()
    // The thread that did the last step may keep it for a moment; an undo may come at once.
    journal.unlock()
  }

  private func perform(_ range: Range<Int>, _ cancellation: BlockingWork.Cancellation) throws {
    var first = range.lowerBound
    defer { if first < range.upperBound { try? write(first..<range.upperBound) } }
    var touched = TouchedPaths()
    var number = first
    while number < range.upperBound {
      guard outcomes[number] == .pending else {
        number += 1
        continue
      }
      try cancellation.check()
      guard mayBeDone(number) else {
        take(Self.waits, number)
        number += 1
        continue
      }
      if !touched.insert(steps[number]) {
        try write(first..<number)
        first = number
        touched.removeAll()
        touched.insert(steps[number])
      }
      var end = number + 1
      if steps[number].action == .move {
        while end < range.upperBound, outcomes[end] == .pending, steps[end].action == .move,
          mayBeDone(end), touched.insert(steps[end])
        {
          end += 1
        }
      }
      let early = rename(number..<end)
      for step in number..<end {
        try take(early[step - number] ?? runners[0].perform(steps[step], step), step)
      }
      // What takes long, or leaves a trace of its own, is not done twice after a crash.
      if Self.isHeavy(steps[number].action) {
        try write(first..<end)
        first = end
        touched.removeAll()
      }
      number = end
    }
    try write(first..<range.upperBound)
    first = range.upperBound
  }

  private static let waits = StepOutcome.changed("the step before it with this file was not done")

  /// Whether the step that has to come before another was done.
  private func mayBeDone(_ number: Int) -> Bool {
    guard let after = steps[number].after else { return true }
    return outcomes.indices.contains(after) && outcomes[after] == .done
  }

  /// Does moves of which no two are for one file, on several threads.
  ///
  /// - Returns: What became of them; `nil` for what remains to be done.
  private func rename(_ range: Range<Int>) -> [StepOutcome?] {
    guard range.count >= Self.fewestInParallel, runners.count > 1 else {
      return Array(repeating: nil, count: range.count)
    }
    let share = (range.count + runners.count - 1) / runners.count
    let parts = Mutex([[StepOutcome?]](repeating: [], count: runners.count))
    DispatchQueue.concurrentPerform(iterations: runners.count) { part in
      let start = min(range.lowerBound + part * share, range.upperBound)
      let done = (start..<min(start + share, range.upperBound)).map { step in
        runners[part].performRename(steps[step], step)
      }
      parts.withLock { $0[part] = done }
    }
    return parts.withLock { $0.flatMap { $0 } }
  }

  private static func isHeavy(_ action: OrganizeStep.Action) -> Bool {
    switch action {
    case .copy, .trash, .pack, .link, .run: true
    default: false
    }
  }

  private func write(_ range: Range<Int>) throws {
    guard !range.isEmpty else { return }
    for runner in runners { try runner.handOver { try journal.append(.trail($0)) } }
    try journal.append(.outcomes(first: range.lowerBound, Array(outcomes[range])))
  }

  private func take(_ outcome: StepOutcome, _ number: Int) {
    outcomes[number] = outcome.outcome
    guard !outcome.reason.isEmpty else { return }
    problems.append("\(EscapedPath.text(places.path(steps[number].source))): \(outcome.reason)")
  }

  private func runProgram(_ number: Int) async throws {
    let step = steps[number]
    guard mayBeDone(number) else {
      take(Self.waits, number)
      return try write(number..<number + 1)
    }
    guard runners[0].isUnchanged(step) else {
      take(.changed("it is no longer what it was"), number)
      return try write(number..<number + 1)
    }
    // A program that a crash interrupts is not run again: nobody knows what it has done.
    outcomes[number] = .failed
    try write(number..<number + 1)
    let path = places.path(step.source).string
    var words = step.words ?? []
    if words.contains("{}") {
      words = words.map { $0 == "{}" ? path : $0 }
    } else {
      words.append(path)
    }
    var request = ProcessRequest(.arguments(words), in: context)
    request.directory = places.roots[0].path
    do {
      let context = context
      let result = try await ProcessRunner.run(
        request,
        clock: context.clock,
        onStart: { await context.report(.process(group: $0)) },
        onLines: { await context.report(.log($0)) }
      )
      take(
        result.exitStatus == 0
          ? .done : .failed("\(words[0]) ended with status \(result.exitStatus)"),
        number
      )
    } catch let error as JobError {
      take(.failed(error.message), number)
    }
    // It may have put other directories in the place of those that are open.
    for runner in runners { runner.forgetDirectories() }
    try write(number..<number + 1)
  }
}
