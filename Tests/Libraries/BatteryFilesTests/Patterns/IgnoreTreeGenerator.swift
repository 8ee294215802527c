import BatteryFiles
import Foundation
import SystemPackage
import TestKit

/// Makes trees with rules that have something to do in them.
struct IgnoreTreeGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// Makes a tree; returns the paths of everything in it, and the rules by their files.
  mutating func make(
    in directory: TemporaryDirectory
  ) throws -> (paths: [FilePath], rules: [String: String]) {
    var folders = [""]
    var names: [String] = []
    for _ in 0..<(8 + number(8)) {
      let folder = folders[number(folders.count)] + name()
      guard !names.contains(folder) else { continue }
      names.append(folder)
      folders.append(folder + "/")
      try FileManager.default.createDirectory(
        atPath: directory.path.pushing(FilePath(folder)).string,
        withIntermediateDirectories: true
      )
    }
    for _ in 0..<30 {
      let file = folders[number(folders.count)] + name()
      guard !names.contains(file) else { continue }
      names.append(file)
      try directory.write("", to: file)
    }
    var rules: [String: String] = [:]
    for folder in [""] + folders.filter({ _ in number(4) == 0 }) {
      let file = folder + ".gitignore"
      guard rules[file] == nil else { continue }
      rules[file] = (0..<(1 + number(6))).map { _ in rule(names) }.joined(separator: "\n")
      try directory.write(rules[file] ?? "", to: file)
    }
    return ((names + Array(rules.keys)).map { FilePath($0) }, rules)
  }

  private mutating func name() -> String {
    let letters = Array("aabbcx.-1é !#[") + ["*"]
    let name = String((0..<(1 + number(3))).map { _ in letters[number(letters.count)] })
    return name.allSatisfy { $0 == "." } ? "dot" : name
  }

  private mutating func rule(_ names: [String]) -> String {
    var parts = names[number(names.count)].split(separator: "/").map(String.init)
    if number(3) == 0 { parts = [parts[number(parts.count)]] }
    parts = parts.map { part in
      switch number(8) {
      case 0: "**"
      case 1: "*"
      default: String(part.flatMap { vague($0) })
      }
    }
    if number(6) == 0 { parts.insert("**", at: number(parts.count + 1)) }
    let start = ["", "", "", "/", "!", "!/", "\\", "#"][number(8)]
    let end = ["", "", "", "/", " ", "\\ ", "\\", "\r"][number(12) % 8]
    return start + parts.joined(separator: "/") + end
  }

  private mutating func vague(_ character: Character) -> String {
    switch number(10) {
    case 0: "?"
    case 1: "*"
    case 2: "[" + ["", "!", "^"][number(3)] + set(character) + (number(6) == 0 ? "" : "]")
    case 3: "\\" + String(character)
    default: String(character)
    }
  }

  private mutating func set(_ character: Character) -> String {
    let members = [
      "a-c", "[:alpha:]", "[:punct:]", "-", "]", "x-", "\\]", "z-a", "[:no:]", "[", "/",
    ]
    var text = number(2) == 0 ? String(character) : ""
    for _ in 0..<(1 + number(2)) { text += members[number(members.count)] }
    return text
  }

  /// A number below a limit.
  private mutating func number(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: (state >> 33) % UInt64(limit))
  }
}
