/// Names of tables and columns as SQL writes them.
enum SQLiteName {
  /// A name in double quotes, so that it may hold anything but NUL.
  static func quoted(_ name: String) -> String {
    "\"\(name.replacing("\"", with: "\"\""))\""
  }
}
