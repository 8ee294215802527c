/// How a terminal shows a piece of text.
public enum TerminalStyle: Int, Hashable, Sendable {
  /// A heading.
  case bold = 1
  /// What matters less.
  case dim = 2
  /// A failure.
  case red = 31
  /// A success.
  case green = 32
  /// What asks for attention.
  case yellow = 33
  /// What is going on.
  case blue = 34
  /// A name or an address.
  case cyan = 36

  /// Returns the text between the escape sequences that turn the style on and off.
  public func applied(to text: String) -> String {
    text.isEmpty ? text : "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
  }
}
