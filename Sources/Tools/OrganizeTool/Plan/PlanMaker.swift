import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

/// Makes the plan of a job: opens the directories, looks at the files, asks the rules.
struct PlanMaker: Sendable {
  let job: OrganizeJob
  let root: FilePath
  let now: Date
  /// Resolves a path of the configuration.
  let resolve: @Sendable (String) -> FilePath
  /// The files that alone are looked at, for a folder that is watched.
  var only: Set<FilePath>?

  private static let threads = max(1, min(4, ProcessInfo.processInfo.activeProcessorCount))

  /// Makes the plan; changes nothing.
  ///
  /// - Throws: ``JobError`` when a directory is not there or a rule leads out, `CancellationError`.
  func make(_ cancellation: BlockingWork.Cancellation) throws -> (OrganizePlan, Places) {
    var table = PlaceTable(root)
    let base = try job.into.map { try table.add(resolve($0), isOptional: true) } ?? PlanPath("")
    for path in job.outside { _ = try table.add(resolve(path), isOptional: true) }
    let zone = TimeZoneRules.current
    let time = Int64((now.timeIntervalSince1970 * 1e9).rounded())
    var surroundings = ConditionMatcher.Surroundings(now: time, zone: zone)
    let scan = try scan(cancellation)
    var duplicates: DuplicateFiles?
    if job.duplicates != nil || usesDuplicates {
      let keep = job.duplicates?.keep ?? .oldest
      let found = try DuplicateFiles(scan, in: root, keep: keep, cancellation)
      for number in found.groups.flatMap(\.others) {
        let file = scan.files[number]
        surroundings.duplicates.insert(FileIdentity(device: file.device, inode: file.inode))
      }
      duplicates = found
    }
    let rules = try job.allRules.enumerated().map { number, rule in
      try CompiledRule(
        rule,
        number: number,
        conflict: job.conflict,
        includesHidden: job.hidden,
        surroundings
      ) { text in
        try table.destination(text, base: base, resolve)
      }
    }
    let places = try Places(table.paths)
    let outcome = try RuleEvaluation(
      scan: scan,
      root: places.roots[0],
      rules: rules,
      threads: Self.threads
    ).run(cancellation)
    let planner = OrganizePlanner(places, rules, TemplateWriter(zone: zone, now: time))
    var gone: Set<Int> = []
    if let rule = job.duplicates, let duplicates {
      gone = try planner.planDuplicates(duplicates, rule, scan)
    }
    for match in outcome.matches where !gone.contains(match.file) {
      try cancellation.check()
      planner.plan(match)
    }
    planner.finish()
    if job.removeEmpty { planner.planEmptyDirectories(scan) }
    let failures = (scan.failures + outcome.failures + (duplicates?.failures ?? [])).map(
      \.description
    )
    let plan = OrganizePlan(
      version: OrganizePlan.version,
      made: time,
      places: table.paths.map { EscapedPath.text($0) },
      rules: rules.map(\.name),
      steps: planner.steps,
      notes: planner.notes + failures,
      refused: planner.refused + failures.count,
      looked: scan.files.count,
      unsettled: scan.unsettled
    )
    return (plan, places)
  }

  /// How many files have not been left alone for long enough.
  func unsettled(_ cancellation: BlockingWork.Cancellation) throws -> Int {
    try scan(cancellation).unsettled
  }

  private func scan(_ cancellation: BlockingWork.Cancellation) throws -> FolderScan {
    let time = Int64((now.timeIntervalSince1970 * 1e9).rounded())
    return try FolderScan(
      root,
      isRecursive: job.recursive,
      includesHidden: job.hidden || usesHidden,
      exclude: PathFilter(job.exclude + [".batteries-*"]),
      only: only,
      quietBefore: job.quietFor.map { time - $0.milliseconds * 1_000_000 },
      cancellation
    )
  }

  private var conditions: [OrganizeCondition] { job.allRules.flatMap(\.condition.flattened) }
  private var usesDuplicates: Bool { conditions.contains { $0.duplicate != nil } }
  private var usesHidden: Bool { conditions.contains { $0.hidden == true } }
}
