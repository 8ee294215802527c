import Testing

@Suite("Answers of CPython", .timeLimit(.minutes(5))) struct CPythonTests {
  @Test("what CPython's own tests ask is answered alike", arguments: [("cpython", 2000)])
  func ownTests(file: String, least: Int) throws {
    let cases = try CPythonCases(file)
    #expect(cases.failures() == [])
    #expect(cases.count >= least)
    #expect(cases.operations.count >= 40)
  }

  @Test("random questions are answered alike", arguments: [("random", 1000)])
  func random(file: String, least: Int) throws {
    let cases = try CPythonCases(file)
    #expect(cases.failures() == [])
    #expect(cases.count >= least)
  }
}
