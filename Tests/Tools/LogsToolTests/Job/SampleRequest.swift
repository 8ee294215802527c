import Foundation

/// A request, as a line of a log has it.
struct SampleRequest {
  /// The time on the wall, in seconds after 2026-11-22T09:00:00.
  var second = 0
  var host = "192.0.2.1"
  var path = "/"
  var status = 200
  var agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
  /// How long the answer took, in milliseconds.
  var milliseconds = 100
  /// How far the clock is ahead of UTC, in hours.
  var offset = 0

  /// The line, in the format combined with the time of the answer in seconds.
  var line: String {
    let time = "\(padded(9 + second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
    let seconds = "\(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst())"
    return
      "\(host) - - [22/Nov/2026:\(time) +\(padded(offset))00] \"GET \(path) HTTP/1.1\" \(status) 10"
      + " \"-\" \"\(agent)\" \(seconds)\n"
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension [SampleRequest] {
  /// The log.
  var log: String { map(\.line).joined() }
}
