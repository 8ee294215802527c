import BatteryJobs
import Foundation
import Testing

@testable import OrganizeTool

@Suite("Rule text") struct RuleTextTests {
  @Test("reads rules with all their keys")
  func whole() throws {
    let job = try RuleText.job(
      """
      root: ~/Inbox
      exclude: ["*.part"]
      conflict: skip
      duplicates: { keep: shortestPath, then: trash }
      rules:
        - name: invoices
          match: ["*.pdf", "scans/**/*.tif"]
          contains: Invoice
          size: "> 10 kB"
          modified: 2026
          any:
            - { extension: pdf }
            - kind: [image, document]
              none: { tagged: done }
          move: "Invoices/{modified:yyyy}/"
          tag: invoice
          continue: true
        - expression: '^(?<year>\\d{4})-'
          actions:
            - copy: "Backup/{year}/"
            - run: [gzip, -k]
            - archive: { to: "{year}.zip", originals: trash }
      """,
      file: "rules.yaml"
    )
    try job.validate()
    #expect(job.root == "~/Inbox")
    #expect(job.conflict == .skip)
    #expect(job.duplicates == DuplicateRule(keep: .shortestPath, then: .trash))
    #expect(job.rules[0].condition.match.count == 2)
    #expect(job.rules[0].condition.any[1].none[0].tagged == ["done"])
    #expect(job.rules[0].actions == [.move("Invoices/{modified:yyyy}/"), .tag(["invoice"])])
    #expect(job.rules[0].continues)
    #expect(
      job.rules[1].actions == [
        .copy("Backup/{year}/"), .run(["gzip", "-k"]), .archive("{year}.zip", originals: .trash),
      ]
    )
    let again = try JSONDecoder().decode(OrganizeJob.self, from: JSONEncoder().encode(job))
    #expect(again.rules == job.rules)
  }

  @Test("takes a list of rules alone")
  func list() throws {
    let job = try RuleText.job("- { match: '*.txt', trash: true }\n", file: "x")
    #expect(job.rules.map(\.actions) == [[.trash]])
  }

  @Test(
    "says the line, what is wrong, and what may have been meant",
    arguments: [
      ("rules:\n  - mach: '*'\n    trash: true\n", "f:2:", "\"match\""),
      ("rules:\n  - match: '*'\n    mvoe: x/\n", "f:3:", "\"move\""),
      ("ruls: []\n", "f:1:", "\"rules\""),
      ("rules:\n  - any: [{ extention: x }]\n    trash: true", "f:2:", "\"extension\""),
      ("rules:\n  - size: 10xb\n    trash: true\n", "f:2:", "range of lengths"),
      ("rules:\n  - age: forever\n    trash: true\n", "f:2:", "an age"),
      ("rules:\n  - kind: picture\n    trash: true\n", "f:2:", "image"),
      ("rules:\n  - kind: [imag]\n    trash: true\n", "f:2:", "\"image\""),
      ("rules:\n  - match:\n    trash: true\n", "f:2:", "no value"),
      ("conflict: replace\n", "f:1:", "overwrite"),
      ("rules:\n  - match: [x\n", "f:", "quotes"),
      ("rules:\n  - match: &a x\n    exclude: *a\n", "f:2:", "anchors"),
      ("rules:\n  - match: x\n    match: y\n", "f:", "twice"),
      ("", "f:", "nothing"),
      ("rules:\n  - { move: a/, actions: [{ trash: true }] }\n", "f:2:", "list"),
      ("rules:\n  - actions: [{ move: a/, copy: b/ }]\n", "f:2:", "one action"),
      ("rules:\n  - archive: { too: a.zip }\n", "f:2:", "\"to\""),
      ("duplicates: { keep: oldes }\n", "f:1:", "keep"),
    ]
  )
  func problems(_ text: String, _ place: String, _ part: String) {
    let error = #expect(throws: JobError.self) { try RuleText.job(text, file: "f") }
    #expect(error?.message.hasPrefix(place) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("\n") == false)
  }

  @Test(
    "refuses rules that cannot be meant",
    arguments: [
      ("- { match: '*' }", "rules[0]"), ("- { match: '[a', trash: true }", "rules[0].match"),
      ("- { match: ['a', '{b'], trash: true }", "rules[0].match[1]"),
      ("- { expression: '(', trash: true }", "rules[0].expression"),
      ("- { expression: '(?:(a+)+)\\b', trash: true }", "rules[0].expression"),
      ("- { move: '../up/' }", "rules[0]"), ("- { move: '{nam}/' }", "rules[0]"),
      ("- { rename: 'a/b' }", "rules[0].rename"), ("- { archive: 'a.rar' }", "rules[0].archive"),
      ("- { tag: 'a,b' }", "rules[0].tag"), ("- { run: [''] }", "rules[0].run"),
      ("- { actions: [{ trash: true }, { tag: x }] }", "rules[0].actions[0]"),
      ("- { actions: [{ archive: a.zip }, { move: x/ }] }", "rules[0].actions[0]"),
      ("- { any: [{ all: { match: '[' } }], trash: true }", "rules[0].any[0].all[0].match"),
    ]
  )
  func validation(_ text: String, _ path: String) throws {
    var job = try RuleText.job(text, file: "f")
    job.root = "/tmp/x"
    let error = #expect(throws: ConfigurationError.self) { try job.validate() }
    #expect(error?.path == path, "\(error?.description ?? "")")
  }

  @Test(
    "says the line of a pattern or template that is wrong",
    arguments: [
      ("rules:\n  - match: '*'\n    move: '{nam}/'\n", "f:2: rules[0]: "),
      (
        "rules:\n  - trash: true\n  - trash: true\n    match:\n      - a\n      - '['\n",
        "f:6: rules[1]"
      ),
      ("- trash: true\n- trash: true\n  any:\n    - match: '{a'\n", "f:4: rules[1].any[0].match"),
      ("rules: 5\n", "f:1: rules: a list"),
      ("recursive: maybe\nrules: []\n", "f:1: recursive: true or"),
    ]
  )
  func lines(_ text: String, _ place: String) {
    let error = #expect(throws: JobError.self) { try RuleText.checkedJob(text, file: "f") }
    #expect(error?.message.hasPrefix(place) == true, "\(error?.message ?? "")")
  }

  @Test("has exactly the keys of the schema")
  func schema() throws {
    var job = OrganizeJob(
      root: "a",
      by: .type,
      rules: [OrganizeRule(actions: [.trash])],
      into: "b",
      outside: ["/c"],
      exclude: ["d"],
      duplicates: DuplicateRule(),
      quietFor: .seconds(1),
      state: "e"
    )
    job.recursive = true
    let data = try JSONEncoder().encode(job)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(object.keys) == Set(OrganizeJob.schema.fields.map(\.name)))
    guard
      case .list(.object(let fields))? = OrganizeJob.schema.fields.first(where: {
        $0.name == "rules"
      })?.type
    else {
      Issue.record("the rules have no fields")
      return
    }
    #expect(Set(fields.map(\.name)) == Set(OrganizeRule.keys))
  }
}
