import BatteryJobs
import Foundation
import SystemPackage
import Testing

@testable import OrganizeTool

@Suite("Import of organize-tool's rules") struct OrganizeImportTests {
  @Test("takes over what can be said")
  func whole() throws {
    let result = try OrganizeImport(
      """
      pictures: &pictures
        - jpg
        - png
      rules:
        - name: Old pictures
          locations: ~/Desktop
          filters:
            - extension:
                - *pictures
                - gif
            - lastmodified: { days: 10, hours: 12 }
            - size: ["> 1 kb", "<5 MB"]
            - not empty
          actions:
            - move: "~/Pictures/{lastmodified.year}/{lastmodified.strftime('%m-%d')}/"
        - name: Invoices
          locations:
            - path: ~/Desktop
              max_depth: null
              exclude_files: ["draft*"]
            - ~/Downloads/
          filter_mode: any
          filters:
            - name: { startswith: [Invoice, Bill], case_sensitive: false }
            - regex: '^RG(?P<number>\\d+)'
            - filecontent: Total
          actions:
            - copy: { dest: "Backup/{path.parent.name}/", on_conflict: skip }
            - rename: "{regex.number}-{path.stem}.{extension.lower()}"
            - macos_tags: [Invoice, "Important (green)"]
        - locations: ~/Downloads
          filters:
            - duplicate
          actions:
            - shell: "gzip -k '{path}'"
            - trash
      """,
      file: "organize.yaml"
    )
    #expect(result.problems.filter(\.isOmission) == [])
    #expect(
      result.jobs.map(\.name) == ["organize-desktop", "organize-desktop-2", "organize-downloads"]
    )
    for (_, job) in result.jobs { try job.validate() }
    let old = try #require(result.jobs[0].job.rules.first)
    #expect(old.condition.extension == ["jpg", "png", "gif"])
    #expect(old.condition.age == AgeRange("10d12h"))
    #expect(old.condition.size == SizeRange("> 1kB, < 5MB"))
    #expect(old.condition.all.first?.none.first?.empty == true)
    #expect(old.actions == [.move("~/Pictures/{modified:yyyy}/{modified:MM-dd}/")])
    #expect(!old.continues)
    #expect(result.jobs[0].job.outside == ["~/Pictures"])
    let invoices = try #require(result.jobs[1].job.rules.first)
    #expect(result.jobs[1].job.recursive)
    #expect(result.jobs[1].job.exclude.contains("draft*"))
    #expect(invoices.condition.any.count == 3)
    #expect(invoices.conflict == .skip)
    #expect(
      invoices.actions == [
        .copy("Backup/{parent}/"), .rename("{number}-{stem}.{extension}"),
        .tag(["Invoice", "Important"]),
      ]
    )
    #expect(invoices.continues)
    let downloads = result.jobs[2].job
    #expect(downloads.rules.count == 2)
    #expect(downloads.rules[1].actions == [.run(["gzip", "-k", "{}"]), .trash])
    #expect(downloads.duplicates == DuplicateRule(keep: .first, then: .list))
    let yaml = try result.yaml()
    #expect(yaml.contains("organize-desktop-2:"))
    #expect(yaml.contains("root: ~/Downloads"))
  }

  @Test(
    "names what cannot be said, with its line, and leaves the rule out",
    arguments: [
      ("    filters: [python: 'return True']", 3, "python"),
      ("    filters:\n      - exif: image.model", 4, "exif"),
      ("    filters:\n      - extension: x\n      - created: { days: 3 }", 5, "age"),
      ("    filters:\n      - filecontent: 'a.*b'", 4, "regular"),
      ("    filters:\n      - name: { match: '{x}-*' }", 4, "placeholders"),
      ("    filters:\n      - name: { begins: x }", 4, "begins"),
      ("    filters:\n      - size: huge", 4, "length"),
      ("    filters:\n      - mimetype: application/pdf", 4, "kind"),
      ("    filters:\n      - 'not python': x", 4, "python"),
      ("    filters:\n      - macos_tags: '* (red)'", 4, "colours"),
      ("    targets: dirs", 3, "files"), ("    filter_mode: some", 3, "filter_mode"),
      ("    priority: 3", 3, "priority"), ("    enabled: false", 2, "enabled"),
    ]
  )
  func unsaid(_ lines: String, _ line: Int, _ part: String) throws {
    let text = "rules:\n  - locations: ~/Desktop\n\(lines)\n    actions: [trash]\n"
    let result = try OrganizeImport(text, file: "f")
    #expect(result.jobs.isEmpty)
    let problem = try #require(result.problems.first { $0.isOmission })
    #expect(problem.line == line)
    #expect(problem.text.contains(part), "\(problem)")
  }

  @Test(
    "names actions and places that cannot be said",
    arguments: [
      ("confirm: Sure?", "confirm"), ("python: x", "python"), ("symlink: x/", "symlink"),
      ("shell: 'cat {path} | wc'", "shell"), ("shell: 'convert {path} {path}.png'", "shell"),
      ("move: '~/x/{exif.image.model}/'", "{exif.image.model}"),
      ("move: '~/x/{relative_path}/'", "{relative_path}"),
      ("move: '{{ path }}'", "placeholders"),
      ("move: { dest: x/, on_conflict: deduplicate }", "on_conflict"),
      ("rename: '{created.strftime(\"%B\")}.x'", "created"), ("echo: hello", "does nothing"),
    ]
  )
  func actions(_ action: String, _ part: String) throws {
    let text = "rules:\n  - locations: ~/Desktop\n    actions:\n      - \(action)\n"
    let result = try OrganizeImport(text, file: "f")
    #expect(result.jobs.isEmpty)
    #expect(
      result.problems.contains { $0.isOmission && $0.text.contains(part) },
      "\(result.problems)"
    )
  }

  @Test(
    "names folders that cannot be said",
    arguments: ["'{env.HOME}/x'", "$HOME/x", "{ path: ~/x, max_depth: 3 }", "zip:///a.zip", "[]"]
  )
  func folders(_ location: String) throws {
    let text = "rules:\n  - locations: \(location)\n    actions: [trash]\n"
    let result = try OrganizeImport(text, file: "f")
    #expect(result.jobs.isEmpty)
    #expect(result.problems.first?.line == 2)
  }

  @Test("says what means something slightly different")
  func remarks() throws {
    let text = """
      rules:
        - locations: ~/Desktop
          filters:
            - lastmodified: { months: 2, mode: newer }
          actions:
            - echo: "{path}"
            - move: { dest: "~/x/{extension}/", on_conflict: overwrite }
      """
    let result = try OrganizeImport(text, file: "f")
    #expect(result.jobs.count == 1)
    #expect(result.problems.map(\.line) == [4, 6, 7, 7])
    #expect(result.jobs[0].job.rules[0].condition.age == AgeRange("< 60d"))
    #expect(result.jobs[0].job.rules[0].conflict == .overwrite)
  }

  @Test(
    "refuses what is no file of rules",
    arguments: ["", "a: b", "rules: 3", "- x", "rules: [", "a: &a [*a]"]
  )
  func garbage(_ text: String) {
    #expect(throws: JobError.self) { try OrganizeImport(text, file: "f") }
  }

  @Test("takes no text that stands for a far longer one")
  func bomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<9 {
      let items = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    #expect(throws: JobError.self) { try OrganizeImport(text + "rules: []\n", file: "f") }
  }

  @Test("matches names as organize-tool does")
  func names() async throws {
    let folder = try OrganizeFolder()
    for name in ["Invoice 5.txt", "bill_end.tar", "a5.mp6", "5", "x.5", "INVOICE_end"] {
      try folder.write("x", to: name)
    }
    let cases: [(String, [String])] = [
      ("startswith: Invoice", ["Invoice 5.txt"]),
      (
        "startswith: [Invoice, bill]\n          case_sensitive: false",
        ["INVOICE_end", "Invoice 5.txt", "bill_end.tar"]
      ),
      ("contains: '5'", ["5", "Invoice 5.txt", "a5.mp6"]),
      ("endswith: _end", ["INVOICE_end", "bill_end.tar"]),
      ("match: 'a*'", ["a5.mp6"]), ("match: x", ["x.5"]),
      ("startswith: a\n          contains: '5'", ["a5.mp6"]),
    ]
    for (text, expected) in cases {
      let yaml = """
        rules:
          - locations: \(folder.root)
            filters:
              - name:
                  \(text)
            actions: [trash]
        """
      var job = try #require(try OrganizeImport(yaml, file: "f").jobs.first).job
      job.state = folder.state.string
      let plan = try await job.makePlan(in: folder.context())
      #expect(plan.steps.map { $0.source.path.string } == expected, "\(text)")
    }
  }
}
