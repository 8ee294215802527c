import BatteryJobs
import Foundation
import SystemPackage

/// Makes the configuration of a file's tree, and collects all that is wrong with it.
struct FileReader {
  private let file: FilePath
  private let registry: JobRegistry
  private var checker: ShapeChecker
  private var warnings: ProblemList

  init(file: FilePath, registry: JobRegistry, problems: ProblemList) {
    self.file = file
    self.registry = registry
    checker = ShapeChecker(problems: problems)
    warnings = ProblemList(file: file)
  }

  var problems: ProblemList { checker.problems }

  /// Reads everything; the result counts only when there are no problems.
  mutating func read(_ root: ConfigNode) -> HubConfiguration {
    let home = Self.home(of: file)
    _ = checker.check(root, .object(Self.topLevel))
    let hub = root["hub"]
    var hubReader = HubReader(home: home, checker: checker)
    let settings = hubReader.read(hub)
    checker = hubReader.checker

    let jobs = readJobs(root["jobs"], settings: settings, hub: hub)
    adviseOnTimezone(hub, jobs: jobs, root: root)
    adviseOnSecretFiles(hub, settings: settings)
    return HubConfiguration(
      settings: settings,
      jobs: jobs,
      file: file,
      home: home,
      warnings: warnings.problems
    )
  }

  /// The top of the file, whose parts are read one by one.
  private static let topLevel: ObjectShape = {
    guard case .object(var object) = FileShape.root(JobRegistry([])) else {
      return ObjectShape(fields: [])
    }
    object.fields = object.fields.map { .init($0.name, .anything, $0.summary) }
    return object
  }()

  private static func home(of file: FilePath) -> FilePath {
    let current = FilePath(FileManager.default.currentDirectoryPath)
    return current.pushing(file.removingLastComponent()).lexicallyNormalized()
  }

  private mutating func readJobs(
    _ node: ConfigNode?,
    settings: HubSettings,
    hub: ConfigNode?
  ) -> [JobDefinition] {
    guard let node else { return [] }
    let names = KeyRule.name(of: "the name of a job")
    guard checker.check(node, .map(key: names, .anything)) || node.entries != nil else { return [] }
    var jobs: [JobDefinition] = []
    for entry in node.entries ?? [] {
      var reader = JobReader(
        name: entry.key,
        home: Self.home(of: file),
        settings: settings,
        registry: registry,
        jobNames: (node.entries ?? []).map(\.key),
        checker: checker
      )
      if let job = reader.read(entry.value, at: entry.keyPosition) { jobs.append(job) }
      checker = reader.checker
    }
    DependencyCheck.findCycle(in: jobs, node: node, problems: &checker.problems)
    return jobs
  }

  // MARK: - Advice

  private mutating func adviseOnTimezone(
    _ hub: ConfigNode?,
    jobs: [JobDefinition],
    root: ConfigNode
  ) {
    guard hub?["timezone"] == nil else { return }
    let dependent = jobs.first { job in
      guard let schedule = job.triggers.schedule else { return false }
      return !schedule.description.hasPrefix("every ") && !schedule.runsAtStartup
        && root["jobs"]?[job.name]?["on"]?["timezone"] == nil
    }
    guard let dependent else { return }
    warnings.add(
      at: hub?.position ?? SourcePosition(line: 1, column: 1),
      path: .root.key("hub").key("timezone"),
      "is not set, so \(Wording.quote(dependent.name)) and others follow this machine's zone, "
        + dependent.triggers.timezone.identifier,
      "Write it down, and the times stay the same on another machine."
    )
  }

  private mutating func adviseOnSecretFiles(_ hub: ConfigNode?, settings: HubSettings) {
    for entry in hub?["secrets"]?.entries ?? [] {
      guard case .file(let path) = settings.secrets[entry.key],
        let problem = SecretFileCheck.problem(of: path)
      else { continue }
      warnings.add(entry.value, problem.message, problem.remedy)
    }
  }
}
