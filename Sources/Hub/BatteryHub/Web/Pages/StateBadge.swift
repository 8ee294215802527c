/// The states of runs as people see them: by word, shape and colour, never by colour alone.
enum StateBadge {
  /// The class that colours a state.
  static func colour(_ state: RunState, hasWarnings: Bool = false) -> String {
    switch state {
    case .succeeded: hasWarnings ? "warn" : "ok"
    case .failed, .interrupted: "fail"
    case .running: "run"
    case .queued: "wait"
    case .cancelled, .skipped: "skip"
    }
  }

  /// Writes a state as a small labelled mark.
  static func write(_ state: RunState, hasWarnings: Bool = false, to html: inout HTMLWriter) {
    html.element("span", .class("badge \(colour(state, hasWarnings: hasWarnings))")) { html in
      html.raw("<i></i>")
      html.text(
        state == .succeeded && hasWarnings ? "succeeded with warnings" : state.rawValue
      )
    }
  }
}
