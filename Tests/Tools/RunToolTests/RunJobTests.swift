import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import RunTool

@Suite("Run job", .timeLimit(.minutes(5))) struct RunJobTests {
  let directory: TemporaryDirectory
  let events = EventRecorder()

  init() throws {
    directory = try TemporaryDirectory()
  }

  // MARK: - Configuration

  @Test(
    "reads the long form, a text and a list",
    arguments: [
      (#""make all""#, RunJob(.shell("make all"))),
      (#"["make", "all"]"#, RunJob(.arguments(["make", "all"]))),
      (#"{"shell": "make"}"#, RunJob(.shell("make"))),
      (
        #"{"command": ["a"], "directory": "d", "input": "i", "success": [0, 1], "artifacts": ["*"]}"#,
        RunJob(.arguments(["a"]), directory: "d", input: "i", success: [0, 1], artifacts: ["*"])
      ),
      (
        #"{"shell": "a", "environment": {"A": "b", "T": {"secret": "t"}}}"#,
        RunJob(.shell("a"), environment: ["A": .text("b"), "T": .secret("t")])
      ),
    ]
  )
  func decoding(_ json: String, _ job: RunJob) throws {
    let decoded = try JSONDecoder().decode(RunJob.self, from: Data(json.utf8))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(try encoder.encode(decoded) == encoder.encode(job))
    let again = try JSONDecoder().decode(RunJob.self, from: encoder.encode(job))
    #expect(try encoder.encode(again) == encoder.encode(job))
  }

  @Test(
    "refuses what names no command, or two",
    arguments: [
      "{}", #"{"shell": "a", "command": ["b"]}"#, #"{"shell": ["a"]}"#, "7",
      #"{"shell": "a", "environment": {"A": {"secrets": "b"}}}"#,
    ]
  )
  func badForms(_ json: String) {
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(RunJob.self, from: Data(json.utf8))
    }
  }

  @Test("has exactly the keys of the schema")
  func schema() throws {
    let jobs = [RunJob.full(.shell("true")), RunJob.full(.arguments(["true"]))]
    var keys: Set<String> = []
    for job in jobs {
      let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(job))
      keys.formUnion(try #require(object as? [String: Any]).keys)
    }
    #expect(keys == Set(RunJob.schema.fields.map(\.name)))
  }

  @Test(
    "says which field is wrong",
    arguments: [
      (RunJob(.shell(" \n")), "shell"),
      (RunJob(.arguments([])), "command"),
      (RunJob(.arguments([""])), "command"),
      (RunJob(.shell("a"), environment: ["A-B": .text("")]), "environment.A-B"),
      (RunJob(.shell("a"), environment: ["1A": .text("")]), "environment.1A"),
      (RunJob(.shell("a"), environment: ["": .text("")]), "environment."),
      (
        RunJob(.shell("a"), environment: ["BATTERIES_MARK": .text("")]),
        "environment.BATTERIES_MARK"
      ),
      (RunJob(.shell("a"), success: []), "success"),
      (RunJob(.shell("a"), success: [256]), "success"),
      (RunJob(.shell("a"), artifacts: ["ok", "[a"]), "artifacts[1]"),
      (RunJob(.shell("a"), artifacts: ["../*"]), "artifacts[0]"),
      (RunJob(.shell("a"), artifacts: ["/etc/*"]), "artifacts[0]"),
    ]
  )
  func validation(_ job: RunJob, _ path: String) {
    let error = #expect(throws: ConfigurationError.self) { try job.validate() }
    #expect(error?.path == path)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test("shows a list as it would be typed")
  func title() {
    let job = RunJob(.arguments(["cp", "a b", "it's", "", "x=1"]))
    #expect(job.title == #"cp 'a b' 'it'\''s' '' x=1"#)
  }

  // MARK: - Running

  @Test("plans the command and where it would run")
  func plan() async throws {
    let context = context()
    let steps = try await RunJob(.shell("make"), directory: "src").plan(in: context).steps
    #expect(steps.map(\.subject) == ["make"])
    #expect(steps.first?.detail == "in \(directory.path.appending("src"))")
  }

  @Test("reports what was printed and how the command ended")
  func success() async throws {
    let report = try await RunJob(.shell("echo hello; exit 3"), success: [0, 3]).run(in: context())
    #expect(report.exitStatus == 3)
    #expect(report.outputLines == 1)
    #expect(report.outputBytes == 6)
    #expect(report.warnings.isEmpty)
    #expect(report.summary.hasPrefix("exited with status 3 after "))
    #expect(events.lines == ["hello"])
    #expect(events.groups.count == 1)
  }

  @Test(
    "fails with the status of the command",
    arguments: [
      (RunJob(.shell("exit 3")), Int32(3), "exited with status 3"),
      (RunJob(.shell("exit 0"), success: [1]), 0, "exited with status 0"),
      (RunJob(.shell("kill -9 $$")), 137, "was killed by SIGKILL"),
      (RunJob(.arguments(["no-such-program"])), 127, "no-such-program"),
    ]
  )
  func failure(_ job: RunJob, _ status: Int32, _ words: String) async {
    let error = await #expect(throws: JobError.self) { try await job.run(in: context()) }
    #expect(error?.exitStatus == status)
    #expect(error?.message.contains(words) == true)
  }

  @Test("hands secrets over by the environment, and shows them nowhere")
  func secrets() async throws {
    let job = RunJob(
      .shell("echo \"$TOKEN\"; cat /proc/$$/cmdline | tr '\\0' ' '"),
      environment: ["TOKEN": .secret("token")]
    )
    let report = try await job.run(in: context(secrets: ["token": "hunter2-hunter2"]))
    #expect(events.lines.first == "***")
    #expect(!events.lines.joined().contains("hunter2"))
    #expect(!"\(report)\(job)".contains("hunter2"))
    let error = await #expect(throws: JobError.self) { try await job.run(in: context()) }
    #expect(error?.code.name == "denied")
  }

  @Test("runs in the directory of the run, or in one below the configuration's")
  func directories() async throws {
    try directory.write("here", to: "elsewhere/file")
    let job = RunJob(.shell("cat file"), directory: "elsewhere")
    _ = try await job.run(in: context())
    #expect(events.lines == ["here"])
  }

  @Test("reports the files that match, and warns of patterns that match none")
  func artifacts() async throws {
    let job = RunJob(
      .shell("mkdir -p out/deep; touch a.csv b.txt out/c.csv out/deep/d.csv; ln -s a.csv l.csv"),
      artifacts: ["*.csv", "out/**/*.csv", "*.pdf"]
    )
    let report = try await job.run(in: context())
    #expect(report.artifacts == ["a.csv", "out/c.csv", "out/deep/d.csv"])
    #expect(events.artifacts == report.artifacts)
    #expect(report.warnings == ["no file matches the artifact pattern \"*.pdf\""])
  }

  @Test("keeps the limit of the log")
  func outputLimit() async throws {
    var context = context()
    context.outputLimit = ByteCount(bytes: 1000)
    let report = try await RunJob(.shell("seq 1 10000")).run(in: context)
    #expect(report.outputLines == 10_000)
    #expect(report.omittedLines > 9000)
    #expect(report.warnings.count == 1)
    #expect(events.lines.last == "10000")
  }

  private func context(secrets: [String: String] = [:]) -> JobContext {
    JobContext(
      job: "test",
      directory: directory.path,
      environment: ["PATH": "/usr/bin:/bin"],
      processMark: "run-\(UUID().uuidString)",
      secrets: FixedSecrets(values: secrets),
      sink: { [events] in events.take($0) }
    )
  }
}

extension RunJob {
  fileprivate static func full(_ command: ProcessRequest.Command) -> RunJob {
    RunJob(
      command,
      directory: ".",
      environment: ["A": .text("b")],
      input: "i",
      success: [0],
      artifacts: ["*.csv"]
    )
  }
}
