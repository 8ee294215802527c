import BatteryFiles
import Dispatch
import Synchronization
import SystemPackage

/// Asks all rules about all files, on several threads.
struct RuleEvaluation: Sendable {
  /// A file, and the rules that are for it.
  struct Match: Sendable {
    var file: Int
    var rules: [Int]
    var details: FileDetails
  }

  /// What came of it.
  struct Outcome: Sendable {
    var matches: [Match] = []
    var failures: [FileError] = []
  }

  let scan: FolderScan
  let root: RootedDirectory
  let rules: [CompiledRule]
  let threads: Int

  private let places: [PlanPath]

  /// For each of the scan's directories, whether it or one above it is hidden.
  private let isBelowHidden: [Bool]

  private static let chunk = 256

  init(scan: FolderScan, root: RootedDirectory, rules: [CompiledRule], threads: Int) {
    self.scan = scan
    self.root = root
    self.rules = rules
    self.threads = threads
    places = scan.directories.map { PlanPath($0) }
    isBelowHidden = scan.directories.map { path in
      path.components.contains { $0.bytes.first == 0x2E }
    }
  }

  /// Evaluates.
  ///
  /// - Throws: `CancellationError`.
  func run(_ cancellation: BlockingWork.Cancellation) throws -> Outcome {
    let count = (scan.files.count + Self.chunk - 1) / Self.chunk
    let next = Atomic(0)
    let outcomes = Mutex([Outcome](repeating: Outcome(), count: count))
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      let probe = FileProbe(root)
      while !cancellation.isCancelled {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < count else { return }
        let start = number * Self.chunk
        let outcome = evaluate(start..<min(start + Self.chunk, scan.files.count), probe)
        outcomes.withLock { $0[number] = outcome }
      }
    }
    try cancellation.check()
    return outcomes.withLock { parts in
      var all = Outcome()
      for part in parts {
        all.matches += part.matches
        all.failures += part.failures
      }
      return all
    }
  }

  private func evaluate(_ range: Range<Int>, _ probe: FileProbe) -> Outcome {
    var outcome = Outcome()
    for number in range {
      let file = scan.files[number]
      let directory = scan.directories[file.directory]
      probe.begin(file, in: directory)
      do throws(FileError) {
        if let match = try match(number, file, directory, probe) { outcome.matches.append(match) }
      } catch {
        // A file that is gone by now is nobody's business.
        if error.cause != .noSuchFileOrDirectory { outcome.failures.append(error) }
      }
    }
    probe.close()
    return outcome
  }

  private func match(
    _ number: Int,
    _ file: FileCandidate,
    _ directory: FilePath,
    _ probe: FileProbe
  ) throws(FileError) -> Match? {
    var found: [Int] = []
    var fields: Set<TemplateField> = []
    var groups: [String: String] = [:]
    let isHidden = file.isHidden || isBelowHidden[file.directory]
    for (index, rule) in rules.enumerated() where rule.includesHidden || !isHidden {
      guard try rule.matcher.holds(file, in: directory, probe) else { continue }
      found.append(index)
      fields.formUnion(rule.fields)
      if rule.fields.contains(where: \.isGroup) {
        groups.merge(rule.matcher.groups(file.name)) { first, _ in first }
      }
      if !rule.continues { break }
    }
    guard !found.isEmpty else { return nil }
    let details = FileDetails(
      directory: places[file.directory],
      name: file.name,
      stamp: try probe.stamp(),
      created: file.created,
      kind: fields.contains(.kind) ? try probe.kind() : nil,
      taken: fields.contains(.taken) ? try PhotoTime.taken(probe) : nil,
      hash: fields.contains(.hash) ? try probe.digits() : nil,
      groups: groups
    )
    return Match(file: number, rules: found, details: details)
  }
}

extension TemplateField {
  fileprivate var isGroup: Bool {
    if case .group = self { true } else { false }
  }
}
