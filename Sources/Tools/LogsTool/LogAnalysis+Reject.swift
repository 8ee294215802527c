extension LogAnalysis.Reject {
  /// A line of a file.
  init(_ reject: LogScanResult.Reject, of source: String) {
    self.init(source: source, line: reject.line, offset: reject.offset, reason: reject.reason)
  }
}
