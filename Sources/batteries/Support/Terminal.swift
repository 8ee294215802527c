import Foundation
import SystemPackage

/// Asks the terminal about itself.
enum Terminal {
  private static let usualWidth = 80

  /// Returns how many columns the terminal has; `nil` when the descriptor is no terminal.
  static func width(of descriptor: FileDescriptor) -> Int? {
    guard isatty(descriptor.rawValue) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return usualWidth
    }
    return Int(size.ws_col)
  }
}
