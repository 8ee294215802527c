/// What the names in a zip file mean: UTF-8, the bytes of a Unix, or those of the first PCs.
public enum ZipNames: Sendable {
  /// UTF-8 where the file says so, bytes as they are where a Unix made it, CP437 otherwise.
  case automatic
  /// Bytes as they are, unless the file says that they are UTF-8.
  case bytes
  /// CP437, unless the file says that they are UTF-8.
  case cp437
}

/// The characters from 128 on of code page 437, which the first PCs had.
enum CodePage437 {
  private static let characters = Array(
    ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
      + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}").unicodeScalars
  )

  /// The UTF-8 bytes of a name.
  static func utf8(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      text.append(byte < 0x80 ? Unicode.Scalar(byte) : characters[Int(byte) - 0x80])
    }
    return Array(String(text).utf8)
  }
}
