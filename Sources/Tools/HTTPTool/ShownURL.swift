import Foundation

/// Addresses as logs show them.
enum ShownURL {
  /// Returns an address without user name and password, and without the query and fragment, in
  /// which tokens travel.
  static func text(_ url: String) -> String {
    guard var parts = URLComponents(string: url) else { return "an address that cannot be read" }
    let hasQuery = parts.query != nil
    parts.user = nil
    parts.password = nil
    parts.query = nil
    parts.fragment = nil
    return (parts.string ?? "") + (hasQuery ? "?…" : "")
  }
}
