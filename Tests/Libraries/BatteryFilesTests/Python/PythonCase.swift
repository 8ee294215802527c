import Foundation
import SystemPackage
import Testing

@testable import BatteryFiles

/// A case of Python's test_shutil: what is there, what is done, and what is there then.
///
/// A thing is written `dir/`, `file=content` or `link->text`. The situations and what is expected
/// are those of CPython 3.11.7, Lib/test/test_shutil.py (PSF licence); the code is our own.
struct PythonCase: Sendable, CustomTestStringConvertible {
  /// The names of the tests that it stands for.
  var tests: [String]
  var before: [String]
  var action: @Sendable (FileTransfer, FilePath) throws -> Void
  /// What is there in the end; `nil` when the action fails and nothing is changed.
  var after: [String]?

  init(
    _ tests: [String],
    _ before: [String],
    _ after: [String]?,
    _ action: @escaping @Sendable (FileTransfer, FilePath) throws -> Void
  ) {
    self.tests = tests
    self.before = before
    self.action = action
    self.after = after
  }

  var testDescription: String { tests.joined(separator: ", ") }

  /// Makes what is there.
  func prepare(_ root: FilePath) throws {
    let rooted = try RootedDirectory(root)
    for text in before {
      if let arrow = text.range(of: "->") {
        let path = FilePath(String(text[..<arrow.lowerBound]))
        try rooted.makeDirectories(path.removingLastComponent())
        try rooted.makeSymbolicLink(path, to: FilePath(String(text[arrow.upperBound...])))
      } else if let equals = text.firstIndex(of: "=") {
        let path = FilePath(String(text[..<equals]))
        try rooted.makeDirectories(path.removingLastComponent())
        try rooted.write(text[text.index(after: equals)...].utf8, to: path)
      } else {
        try rooted.makeDirectories(FilePath(text))
      }
    }
  }

  /// What is there, written as it is made.
  static func describe(_ root: FilePath) throws -> Set<String> {
    let rooted = try RootedDirectory(root)
    var texts: Set<String> = []
    for path in try Trees.all(root) {
      switch try rooted.attributes(of: path).kind {
      case .directory:
        if try rooted.list(path).isEmpty { texts.insert("\(path)/") }
      case .symbolicLink:
        texts.insert("\(path)->\(try rooted.destination(ofSymbolicLink: path))")
      default: texts.insert("\(path)=\(String(decoding: try rooted.read(path), as: UTF8.self))")
      }
    }
    return texts
  }
}
