import Testing

/// Runs the command lines of `Documentation/Cookbook/Tables.md`.
@Suite("Cookbook, table commands", .timeLimit(.minutes(5))) struct TablesPageTests {
  @Test("print what the page shows")
  func commands() async throws {
    let console = try CapturedConsole(environment: ["NO_COLOR": "1"], width: 120)
    #expect(try await CookbookPage("Tables").run(in: console) > 12)
  }
}
