import Foundation
import Synchronization

/// Replaces secrets by `***` in whatever a run reports, before anything is stored.
///
/// It looks for values, not for patterns: every secret that was handed to the run, and the forms
/// in which programs print it (Base64 at its three alignments, hexadecimal, percent-encoded, JSON),
/// and each line of a secret of several lines.
public final class Redactor: Sendable {
  /// Shorter secrets are not looked for, since that would redact ordinary text.
  public static let shortestSecret = 4

  /// What stands in the place of a secret.
  public static let replacement = Array("***".utf8)

  private struct State {
    var needles: [[UInt8]] = []
    var firstBytes = [Bool](repeating: false, count: 256)
  }

  private let state = Mutex(State())

  /// Makes a redactor that knows no secret yet.
  public init() {}

  /// Looks for a secret from now on.
  ///
  /// - Returns: `false` when the secret is too short to be looked for.
  public func add(_ secret: Secret) -> Bool {
    secret.withBytes { bytes in
      var forms: Set<[UInt8]> = []
      let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }.map(Array.init)
      for value in [bytes] + (lines.count > 1 ? lines.filter { $0.count >= 6 } : lines) {
        guard value.count >= Self.shortestSecret else { continue }
        forms.formUnion(Self.forms(of: value))
      }
      guard !forms.isEmpty else { return false }
      state.withLock { state in
        for form in forms where !state.needles.contains(form) {
          state.needles.append(form)
          state.firstBytes[Int(form[0])] = true
        }
        state.needles.sort { $0.count > $1.count }
      }
      return true
    }
  }

  /// Returns the lines with every known secret replaced.
  ///
  /// A secret of several lines is found line by line.
  public func redact(_ lines: [LogLine]) -> [LogLine] {
    let known = state.withLock { $0 }
    guard !known.needles.isEmpty else { return lines }
    return lines.map { line in
      var line = line
      if let bytes = Self.redact(line.bytes, known) { line.bytes = bytes }
      return line
    }
  }

  /// Returns the text with every known secret replaced.
  public func redact(_ text: String) -> String {
    let known = state.withLock { $0 }
    guard !known.needles.isEmpty, let bytes = Self.redact(Array(text.utf8), known) else {
      return text
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How many bytes the longest form of a secret has; 0 while none is known.
  var longestForm: Int { state.withLock { $0.needles.first?.count ?? 0 } }

  /// Returns the bytes with every known secret replaced.
  func redact(_ bytes: [UInt8]) -> [UInt8] {
    Self.redact(bytes, state.withLock { $0 }) ?? bytes
  }

  private static func redact(_ bytes: [UInt8], _ known: State) -> [UInt8]? {
    var result: [UInt8]?
    var copied = 0
    var index = 0
    while index < bytes.count {
      guard known.firstBytes[Int(bytes[index])],
        let needle = known.needles.first(where: { matches($0, bytes, at: index) })
      else {
        index += 1
        continue
      }
      result = (result ?? []) + bytes[copied..<index] + replacement
      index += needle.count
      copied = index
    }
    guard let head = result else { return nil }
    return head + bytes[copied...]
  }

  private static func matches(_ needle: [UInt8], _ bytes: [UInt8], at index: Int) -> Bool {
    guard needle.count <= bytes.count - index else { return false }
    for offset in needle.indices where needle[offset] != bytes[index + offset] { return false }
    return true
  }

  private static func forms(of value: [UInt8]) -> Set<[UInt8]> {
    var forms: Set<[UInt8]> = [value]
    let digits = Array("0123456789abcdef".utf8)
    let hex = value.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    forms.insert(hex)
    forms.insert(Array(String(decoding: hex, as: UTF8.self).uppercased().utf8))
    for alignment in 0..<3 { forms.formUnion(base64(of: value, alignment: alignment)) }
    let text = String(decoding: value, as: UTF8.self)
    if Array(text.utf8) == value {
      let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
      )
      let encoded = text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
      forms.insert(Array(encoded.utf8))
      forms.insert(Array(encoded.replacing("%20", with: "+").utf8))
      if let json = try? JSONEncoder().encode(text) {
        forms.insert(Array(json.dropFirst().dropLast()))
      }
    }
    return forms.filter { $0.count >= shortestSecret }
  }

  /// The characters of Base64 that depend on the secret alone when it stands at a place with this
  /// remainder by 3 in a longer text.
  private static func base64(of value: [UInt8], alignment: Int) -> Set<[UInt8]> {
    let padded = Data([UInt8](repeating: 0, count: alignment) + value)
    let text = padded.base64EncodedString().replacing("=", with: "")
    let leading = [0, 2, 3][alignment]
    let whole = padded.count * 8 / 6
    let core = text.prefix(whole).dropFirst(leading)
    let standard = Array(core.utf8)
    let urlSafe = standard.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 }
    return standard.count >= 6 ? [standard, urlSafe] : []
  }
}
