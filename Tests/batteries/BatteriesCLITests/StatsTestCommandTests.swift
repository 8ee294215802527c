import Foundation
import TestKit
import Testing

@testable import BatteriesCLI

@Suite("Stats commands for tests", .timeLimit(.minutes(5))) struct StatsTestCommandTests {
  private let console: CapturedConsole

  init() throws {
    console = try CapturedConsole()
    try console.directory.write(
      "a,b,c,g\n-1.5,2,5,x\n2,3,5,x\n3.60,1,5,y\n-2,8,5,y\n",
      to: "data.csv"
    )
  }

  @Test("take negative numbers behind an option")
  func negativeNumbers() async throws {
    let t = await console.run(["stats", "test", "t", "data.csv", "--value", "a", "--mean", "-1"])
    #expect(t.status == 0, "\(t.error)")
    #expect(t.output.contains("mean -1"))
    let share = await console.run(["stats", "quantile", "data.csv", "-c", "a", "--q", "-0.1"])
    #expect(share.status == 64)
    #expect(share.error.contains("The probability -0.1 of a quantile is not from 0 to 1."))
    let shares = await console.run(["stats", "quantile", "data.csv", "--q", "0.5", "--q", "0.9"])
    #expect(shares.status == 0, "\(shares.error)")
  }

  @Test("name the choices of an alternative")
  func alternatives() async throws {
    let result = await console.run([
      "stats", "test", "t", "data.csv", "--value", "a", "--alternative", "up",
    ])
    #expect(result.status == 64)
    #expect(result.error.contains("'two-sided', 'less' or 'greater'"))
  }

  @Test(
    "end with bad data where there is no answer",
    arguments: [
      ["outliers", "data.csv", "-c", "c"], ["normality", "data.csv", "-c", "c"],
      ["correlate", "data.csv", "-c", "a,c"], ["outliers", "data.csv", "--where", "a > 99"],
      ["normality", "data.csv", "--where", "a > 99"],
      ["correlate", "data.csv", "--where", "a > 99"],
      ["test", "t", "data.csv", "--value", "c"],
      ["test", "t", "data.csv", "--value", "a", "--where", "a > 99"],
      ["test", "ks", "data.csv", "--value", "a", "--group", "g", "--where", "a > 99"],
      ["test", "anova", "data.csv", "--value", "a", "--group", "g", "--where", "a > 99"],
      ["test", "anova", "data.csv", "--value", "c", "--group", "g"],
      ["test", "mann-whitney", "data.csv", "--value", "c", "--group", "g"],
      ["test", "chi-square", "data.csv", "--label", "c"],
      ["test", "chi-square", "data.csv", "--label", "g,c"],
      ["test", "chi-square", "data.csv", "--label", "g", "--weights", "a"],
    ]
  )
  func noAnswer(arguments: [String]) async throws {
    let result = await console.run(["stats"] + arguments)
    #expect(result.status == 65, "\(result.error)")
    #expect(result.output == "")
    #expect(result.error.split(separator: "\n").count == 1, "\(result.error)")
  }

  @Test(
    "write what was tested, and where the probability comes from, in every format",
    arguments: ["text", "json", "csv", "markdown", "html"]
  )
  func formats(format: String) async throws {
    let command = ["stats", "test", "ks", "data.csv", "--value", "b", "--format", format]
    let ks = await console.run(command + ["--distribution", "normal"]).output
    let isForPrograms = format == "json" || format == "csv"
    #expect(ks.contains(isForPrograms ? "normal:0:1" : "mean 0, standard deviation 1"))
    #expect(ks.contains("computed"))
    let two = await console.run(command + ["--group", "g"]).output
    #expect(two.contains("exact"))
    let t = await console.run([
      "stats", "test", "t", "data.csv", "--value", "b", "--format", format,
    ]).output
    #expect(t.contains(isForPrograms ? "hypothesis" : "mean 0"))
  }

  @Test("write an outlier as it stands in the file", arguments: ["text", "json", "csv"])
  func values(format: String) async throws {
    try console.directory.write("v\n1.0\n1.1\n1.2\n1.05\n0.95\n3.60\n", to: "out.csv")
    let result = await console.run([
      "stats", "outliers", "out.csv", "--rule", "iqr", "--format", format,
    ])
    #expect(result.output.contains("3.60"), "\(result.output)")
  }
}
