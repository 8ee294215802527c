import Testing

@Suite("Cases of Python's test_tarfile and test_zipfile", .timeLimit(.minutes(5)))
struct PythonArchiveTests {
  @Test("are read, extracted and refused as they are there", arguments: PythonArchiveCase.recorded)
  func recorded(_ example: PythonArchiveCase) throws {
    for step in [Int.max, 7] {
      #expect(try Set(example.ourAnswer(step: step)) == Set(example.answer), "step \(step)")
    }
  }

  @Test("are all accounted for")
  func complete() {
    // As many names as the files of CPython 3.13.0 have, with those of archiver_tests in each.
    for (format, elsewhere, others, count) in [
      ("tar", PythonCase.tarElsewhere, PythonCase.tarNotApplicable, 254),
      ("zip", PythonCase.zipElsewhere, PythonCase.zipNotApplicable, 179),
    ] {
      let carried = PythonArchiveCase.recorded.filter { $0.format == format }.flatMap(\.tests)
      let names = Set(carried).union(elsewhere.keys)
      let rest = others.flatMap(\.tests)
      #expect(Set(carried).isDisjoint(with: elsewhere.keys))
      #expect(names.isDisjoint(with: rest))
      #expect(names.count + rest.count == count, "\(format)")
      #expect(Set(rest).count == rest.count)
    }
  }
}
