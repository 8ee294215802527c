import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

@Suite("Cases of Python's test_shutil") struct PythonCaseTests {
  @Test("end as they do there", arguments: PythonCase.shutil, [1, 2])
  func shutil(_ example: PythonCase, _ threads: Int) throws {
    let directory = try TemporaryDirectory()
    try example.prepare(directory.path)
    var transfer = FileTransfer()
    transfer.threads = threads
    guard let after = example.after else {
      let before = try PythonCase.describe(directory.path)
      #expect(throws: FileError.self) { try example.action(transfer, directory.path) }
      #expect(try PythonCase.describe(directory.path) == before)
      return
    }
    try example.action(transfer, directory.path)
    #expect(try PythonCase.describe(directory.path) == Set(after))
  }

  @Test("are all accounted for, those of test_filecmp and test_tempfile by class")
  func complete() {
    let carried = PythonCase.shutil.flatMap(\.tests) + PythonCase.elsewhere.keys
    let others = PythonCase.notApplicable.flatMap(\.tests)
    #expect(Set(carried).isDisjoint(with: others))
    // As many names as the file of CPython 3.11.7 has.
    #expect(Set(carried + others).count == 144)
    for entry in PythonCase.others {
      let isSaid = ["carried: ", "not applicable: "].contains { entry.outcome.hasPrefix($0) }
      #expect(isSaid, "\(entry.tests)")
    }
  }
}
