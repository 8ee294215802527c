import Foundation
import Testing

/// Runs the command lines of `Documentation/Cookbook/Numbers.md` and `Documentation/Calc.md`.
@Suite("Cookbook, numbers in commands", .timeLimit(.minutes(5))) struct NumbersPageTests {
  @Test("print what the page shows")
  func commands() async throws {
    let console = try CapturedConsole(environment: ["NO_COLOR": "1"], width: 120)
    #expect(try await CookbookPage("Numbers").run(in: console) > 9)
  }

  @Test("print what the reference shows, and it names each option")
  func reference() async throws {
    let console = try CapturedConsole(environment: ["NO_COLOR": "1"], width: 120)
    let page = try CookbookPage("../Calc")
    #expect(try await page.run(in: console) > 4)
    let help = await console.run("calc", "--help").output
    for option in ["--precision", "--fraction", "--format", "--quiet"] {
      #expect(page.text.contains("`\(option)"))
      #expect(help.contains(option))
    }
  }
}
