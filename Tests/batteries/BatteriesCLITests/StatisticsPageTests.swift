import Foundation
import Testing

/// Runs the command lines of `Documentation/Cookbook/Statistics.md`.
@Suite("Cookbook, statistics in commands", .timeLimit(.minutes(5))) struct StatisticsPageTests {
  @Test("print what the page shows")
  func commands() async throws {
    let console = try CapturedConsole(environment: ["NO_COLOR": "1"])
    #expect(try await CookbookPage("Statistics").run(in: console) > 17)
  }

  @Test("are all in the reference, with what they have in common")
  func reference() async throws {
    let console = try CapturedConsole(environment: ["NO_COLOR": "1"])
    let page = try CookbookPage("../Statistics").text
    let questions = [
      "describe", "quantile", "histogram", "correlate", "regress", "cross-validate", "outliers",
      "normality", "test", "sample",
    ]
    // A question shows the options that it takes.
    var help = ""
    for question in questions {
      #expect(page.contains("`\(question)"), "\(question)")
      let own = await console.run("stats", question, "--help").output
      #expect(own.contains("USAGE"), "\(question)")
      help += own
    }
    let options = [
      "--columns", "--where", "--by", "--weights", "--exact", "--fast", "--na", "--confidence",
      "--seed", "--workers", "--memory", "--format", "--output", "--table", "--plots", "--digits",
    ]
    for option in options {
      #expect(page.contains("`\(option)"), "\(option)")
      #expect(help.contains(option), "\(option)")
    }
  }
}
