/// Tags of files as desktops keep them: in the extended attribute `user.xdg.tags`, with commas
/// between them.
enum FileTags {
  static let attribute = "user.xdg.tags"

  /// Reads the value of the attribute.
  static func read(_ value: [UInt8]) -> [String] {
    String(decoding: value, as: UTF8.self).split(separator: ",")
      .map { $0.trimmingPrefix { $0 == " " } }.map(String.init).filter { !$0.isEmpty }
  }

  /// The value of the attribute; `nil` for no tags at all.
  static func write(_ tags: [String]) -> [UInt8]? {
    tags.isEmpty ? nil : Array(tags.joined(separator: ",").utf8)
  }

  /// Whether a text can be a tag.
  static func isTag(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 255 && !text.contains { $0 == "," || $0 == "/" }
      && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }
}
