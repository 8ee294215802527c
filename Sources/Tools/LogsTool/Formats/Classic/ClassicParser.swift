/// Reads what web servers write by default: `host ident user [time] "request" status bytes`, and
/// mostly `"referrer" "agent"` after it.
final class ClassicParser: LogLineParser {
  private let layout: ClassicLayout
  private let isStrict: Bool
  private var time = CommonTime()

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - layout: How the lines differ from the usual ones.
  ///   - isStrict: Whether lines are turned down that would be read better in another layout: for
  ///     telling formats apart.
  init(_ layout: ClassicLayout, isStrict: Bool = false) {
    self.layout = layout
    self.isStrict = isStrict
  }

  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    let end = LineScan.end(of: line)
    record = LogRecord()

    // The clients; a file that was cut off while it was written begins with zero bytes.
    var host = 0
    while host < end, base[host] == 0 { host &+= 1 }
    if layout.hasVirtualHost {
      let space = LineScan.first(LineScan.space, base, host, end)
      guard space < end else { return .noTime }
      record.virtualHost = Self.withoutPort(base, host, space)
      host = space &+ 1
    }
    let hostEnd = LineScan.first(LineScan.space, base, host, end)
    guard hostEnd < end, hostEnd > host else { return .noTime }
    record.host = LineScan.text(base, host, hostEnd)

    // The time; what stands before it depends on users, who may have spaces and brackets in them.
    var bracket = hostEnd &+ 5
    if LineScan.word(base, hostEnd) & 0xFFFF_FFFF_FFFF != 0x5B20_2D20_2D20 {
      guard let found = Self.bracket(base, hostEnd, end) else { return .noTime }
      bracket = found
      takeClients(base, host, bracket, into: &record)
      if isStrict, !isRight(base, host, bracket) { return .otherFormat }
    }
    var place = bracket &+ CommonTime.length &+ 2
    if place > end || !time.read(base, bracket &+ 1, into: &record) {
      guard let after = readOtherTime(base, bracket &+ 1, end, into: &record) else {
        return .badTime
      }
      place = after
    }

    // The request.
    guard place &+ 1 < end, base[place] == LineScan.space, base[place &+ 1] == LineScan.quote else {
      return .noRequest
    }
    let request = place &+ 2
    var quote = LineScan.closingQuote(base, request, end)
    if !Self.statusFollows(base, quote, end) {
      guard let later = Self.requestEnd(base, request, end) else {
        return quote == end ? .openRequest : .badStatus
      }
      quote = later
    }
    RequestLine.split(base, request, quote, into: &record)

    // The status and the size.
    if base[quote &+ 2] == UInt8(ascii: "-") {
      place = quote &+ 3
    } else {
      let hundreds = Int32(base[quote &+ 2] &- 48)
      record.status =
        hundreds &* 100 &+ Int32(truncatingIfNeeded: CommonTime.pair(base, quote &+ 3))
      place = quote &+ 5
    }
    guard place < end else { return .noSize }
    place &+= 1
    if place < end, base[place] == UInt8(ascii: "-") {
      place &+= 1
    } else {
      guard let size = LineScan.number(base, place, end) else { return .badSize }
      guard size.value <= LogRecord.mostBytes else { return .hugeSize }
      record.bytes = size.value
      place = size.end
    }
    guard place == end || base[place] == LineScan.space else { return .badSize }

    return takeRest(base, place, end, into: &record)
  }

  /// Reads the referrer, the agent and what comes after them.
  @inline(__always)
  private func takeRest(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    into record: inout LogRecord
  ) -> LogProblem? {
    var place = from
    if place &+ 1 < end, base[place &+ 1] == LineScan.quote,
      let referrerEnd = LineScan.fieldEnd(base, place &+ 2, end)
    {
      record.referrer = LineScan.value(base, place &+ 2, referrerEnd)
      place = referrerEnd &+ 1
      if place &+ 1 < end, base[place &+ 1] == LineScan.quote,
        let agentEnd = LineScan.fieldEnd(base, place &+ 2, end)
      {
        record.agent = LineScan.value(base, place &+ 2, agentEnd)
        place = agentEnd &+ 1
        if place == end { return isStrict && !layout.hasAgent ? .otherFormat : nil }
        var trailer = ClassicTrailer(unit: layout.timeUnit, quotedFields: 2)
        let problem = trailer.read(base, place, end, into: &record)
        return problem ?? (isStrict && !layout.hasAgent ? .otherFormat : nil)
      }
      var trailer = ClassicTrailer(unit: layout.timeUnit, quotedFields: 1)
      return trailer.read(base, place, end, into: &record) ?? otherLayout(trailer.quotedFields)
    }
    var trailer = ClassicTrailer(unit: layout.timeUnit, quotedFields: 0)
    return trailer.read(base, place, end, into: &record) ?? otherLayout(trailer.quotedFields)
  }

  private func otherLayout(_ quotedFields: Int) -> LogProblem? {
    isStrict && layout.hasAgent != (quotedFields >= 2) ? .otherFormat : nil
  }

  /// Finds the bracket before the time: after a space, and closed before the quote of the request,
  /// which no user can write as it is.
  private static func bracket(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
    var place = from
    while true {
      place = LineScan.first(UInt8(ascii: "]"), base, place, end)
      guard place &+ 2 < end else { return digitBracket(base, from, end) }
      if base[place &+ 1] == LineScan.space, base[place &+ 2] == LineScan.quote,
        let open = LineScan.last(UInt8(ascii: "["), base, max(from, place &- timeLimit), place),
        base[open &- 1] == LineScan.space
      {
        return open
      }
      place &+= 1
    }
  }

  /// How long a time in brackets may be.
  private static let timeLimit = 64

  /// Finds a bracket after a space and before a digit, in lines that have no request.
  private static func digitBracket(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
    var place = from
    while true {
      place = LineScan.first(UInt8(ascii: "["), base, place, end)
      guard place + 1 < end else { return nil }
      if base[place - 1] == LineScan.space, base[place + 1] &- 48 < 10 { return place }
      place += 1
    }
  }

  /// Reads what stands before the time: the host, or several that proxies added, and the user.
  private func takeClients(
    _ base: UnsafePointer<UInt8>,
    _ host: Int,
    _ bracket: Int,
    into record: inout LogRecord
  ) {
    let end = bracket - 1
    var place = host
    var hostEnd = LineScan.first(LineScan.space, base, place, end)
    if base[hostEnd - 1] == UInt8(ascii: ",") {
      record.host = LineScan.text(base, host, hostEnd - 1)
      while hostEnd < end, base[hostEnd - 1] == UInt8(ascii: ",") {
        place = hostEnd + 1
        hostEnd = LineScan.first(LineScan.space, base, place, end)
      }
    }
    guard hostEnd < end else { return }
    let identEnd = LineScan.first(LineScan.space, base, hostEnd + 1, end)
    let user = identEnd < end ? identEnd + 1 : hostEnd + 1
    record.user = LineScan.value(base, user, end)
  }

  /// Whether what stands before the time has as many fields as the layout.
  private func isRight(_ base: UnsafePointer<UInt8>, _ host: Int, _ bracket: Int) -> Bool {
    let first = LineScan.first(LineScan.space, base, host, bracket)
    let ident = first + 1
    let identEnd = LineScan.first(LineScan.space, base, ident, bracket)
    let userEnd = LineScan.first(LineScan.space, base, min(identEnd + 1, bracket), bracket)
    let isAddress = (host..<first).contains { place in
      base[place] == UInt8(ascii: ".") || base[place] == UInt8(ascii: ":")
    }
    if layout.hasVirtualHost, !isAddress { return false }
    return userEnd + 1 == bracket
  }

  /// Reads a time that is not like that of most logs: without its zone, or in ISO 8601.
  ///
  /// - Returns: The place after its bracket.
  private func readOtherTime(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    into record: inout LogRecord
  ) -> Int? {
    let close = LineScan.first(UInt8(ascii: "]"), base, from, end)
    guard close < end, let time = TimeReader.read(base, from, close) else { return nil }
    record.localTime = time.local
    record.utcOffset = time.offset
    return close + 1
  }

  /// Whether a status follows a quote: three digits or a hyphen.
  @inline(__always)
  private static func statusFollows(
    _ base: UnsafePointer<UInt8>,
    _ quote: Int,
    _ end: Int
  ) -> Bool {
    guard end &- quote >= 3, base[quote &+ 1] == LineScan.space else { return false }
    if end &- quote >= 5, base[quote &+ 2] &- 48 < 10, CommonTime.pair(base, quote &+ 3) < 100 {
      return quote &+ 5 == end || base[quote &+ 5] == LineScan.space
    }
    return base[quote &+ 2] == UInt8(ascii: "-")
      && (quote &+ 3 == end || base[quote &+ 3] == LineScan.space)
  }

  /// Where a request ends in which quotes are not escaped: at the first quote that a status follows.
  private static func requestEnd(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
    var place = LineScan.closingQuote(base, from, end)
    while place < end {
      if statusFollows(base, place, end) { return place }
      place = LineScan.closingQuote(base, place + 1, end)
    }
    place = LineScan.first(LineScan.quote, base, from, end)
    while place < end {
      if statusFollows(base, place, end) { return place }
      place = LineScan.first(LineScan.quote, base, place + 1, end)
    }
    return nil
  }

  /// The name of a server without its port.
  private static func withoutPort(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> LogRecord.Text {
    var place = end
    while place > from, base[place &- 1] &- 48 < 10 { place &-= 1 }
    let hasPort = place < end && place > from && base[place &- 1] == UInt8(ascii: ":")
    return LineScan.value(base, from, hasPort ? place &- 1 : end)
  }
}

extension LogProblem {
  static let empty = LogProblem(reason: "the line is empty")
  static let noTime = LogProblem(reason: "there is no time in brackets after the client")
  static let badTime = LogProblem(reason: "the time is not like 10/Oct/2000:13:55:36 +0000")
  static let noRequest = LogProblem(reason: "there is no request in quotes after the time")
  static let openRequest = LogProblem(reason: "the quotes of the request are not closed")
  static let badStatus = LogProblem(reason: "there is no status of three digits after the request")
  static let noSize = LogProblem(reason: "there is no size after the status")
  static let badSize = LogProblem(reason: "the size is no number")
  static let hugeSize = LogProblem(reason: "the size is larger than that of any answer")
  static let openField = LogProblem(reason: "the quotes of the last field are not closed")
  static let otherFormat = LogProblem(reason: "the line has other fields")
}
