public import BatteryJobs

/// A job of the configuration: what is done, when, and under which policies.
public struct JobDefinition: Sendable {
  /// The name, unique in the configuration.
  public var name: String

  /// What it is for, in the user's words; may be empty.
  public var summary: String

  /// What starts it.
  public var triggers: Triggers

  /// The jobs whose latest run must have ended in a certain way before it starts.
  public var needs: [Dependency]

  /// What is done, in order; at least one.
  public var steps: [StepDefinition]

  /// Whether and when a failed run is tried again.
  public var retry: RetryPolicy

  /// How long one attempt may take; `nil` when it may take for ever.
  public var timeout: TimeSpan?

  /// How long a run that is stopped has to end by itself.
  public var grace: TimeSpan

  /// What happens when it is due while it runs.
  public var overlap: OverlapPolicy

  /// What happens to fire times that passed while nothing ran.
  public var misfire: MisfirePolicy

  /// Which of two waiting jobs goes first: the one with the greater number, from -100 to 100.
  public var priority: Int

  /// The group of ``HubSettings/limits`` that it belongs to.
  public var limit: String?

  /// Whether a run that the machine's crash interrupted is started again.
  public var rerunInterrupted: Bool

  /// The environment of its programs: that of the hub's settings with the job's own over it.
  public var environment: [String: String]

  /// How many bytes of output are kept of one attempt.
  public var outputLimit: ByteCount

  /// How much history is kept of it.
  public var retention: Retention

  /// Whether its triggers start it; it can be started by hand all the same.
  public var isEnabled: Bool

  /// A number made of the name, the same on every machine: spreads jobs with jitter.
  public var seed: UInt64

  /// A text made of the schedule and its zone: when it changes, the next fire time is made anew.
  public var fingerprint: String

  /// The name that the job had before, whose history it takes over.
  public var formerName: String?

  /// The line of the file on which it begins.
  public var line: Int

  /// Describes a job; the seed is made of its name, and the environment is the whole of it.
  public init(
    name: String,
    summary: String = "",
    triggers: Triggers = Triggers(timezone: .utc),
    needs: [Dependency] = [],
    steps: [StepDefinition],
    retry: RetryPolicy = .never,
    timeout: TimeSpan? = nil,
    grace: TimeSpan = .seconds(10),
    overlap: OverlapPolicy = .skip,
    misfire: MisfirePolicy = MisfirePolicy(),
    priority: Int = 0,
    limit: String? = nil,
    rerunInterrupted: Bool = false,
    environment: [String: String] = [:],
    outputLimit: ByteCount = .mebibytes(64),
    retention: Retention = Retention(),
    isEnabled: Bool = true,
    fingerprint: String = "",
    formerName: String? = nil,
    line: Int = 0
  ) {
    self.name = name
    self.summary = summary
    self.triggers = triggers
    self.needs = needs
    self.steps = steps
    self.retry = retry
    self.timeout = timeout
    self.grace = grace
    self.overlap = overlap
    self.misfire = misfire
    self.priority = priority
    self.limit = limit
    self.rerunInterrupted = rerunInterrupted
    self.environment = environment
    self.outputLimit = outputLimit
    self.retention = retention
    self.isEnabled = isEnabled
    seed = StableHash.fnv1a(name)
    self.fingerprint = fingerprint
    self.formerName = formerName
    self.line = line
  }
}
