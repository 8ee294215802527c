import Foundation
import SystemPackage

/// Asks the terminal about itself.
enum Terminal {
  private static let usualWidth = 80
  private static let usualHeight = 24

  /// Returns how many columns the terminal has; `nil` when the descriptor is no terminal.
  static func width(of descriptor: FileDescriptor) -> Int? {
    guard isatty(descriptor.rawValue) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return usualWidth
    }
    return Int(size.ws_col)
  }

  /// Returns how many lines the terminal has; `nil` when the descriptor is no terminal.
  static func height(of descriptor: FileDescriptor) -> Int? {
    guard isatty(descriptor.rawValue) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else {
      return usualHeight
    }
    return Int(size.ws_row)
  }
}
