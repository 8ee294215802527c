/// Which columns an extended log of the W3C has, and how they are written.
struct W3CLayout: Codable, Hashable, Sendable {
  /// The names of the columns, as the line that begins with `#Fields:` has them.
  var columns: [String]
  /// Whether tabs and not spaces are between them.
  var hasTabs = false
  /// Whether the log is one of Amazon CloudFront, which writes seconds and percent signs.
  var isCloudFront = false

  /// What Microsoft's server writes when nobody changed it.
  static let standard = W3CLayout(columns: [
    "date", "time", "s-ip", "cs-method", "cs-uri-stem", "cs-uri-query", "s-port", "cs-username",
    "c-ip", "cs(User-Agent)", "cs(Referer)", "sc-status", "sc-substatus", "sc-win32-status",
    "time-taken",
  ])

  /// What CloudFront writes.
  static let cloudFront = W3CLayout(
    columns: [
      "date", "time", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "cs(Host)",
      "cs-uri-stem", "sc-status", "cs(Referer)", "cs(User-Agent)", "cs-uri-query", "cs(Cookie)",
      "x-edge-result-type", "x-edge-request-id", "x-host-header", "cs-protocol", "cs-bytes",
      "time-taken", "x-forwarded-for", "ssl-protocol", "ssl-cipher", "x-edge-response-result-type",
      "cs-protocol-version", "fle-status", "fle-encrypted-fields", "c-port", "time-to-first-byte",
      "x-edge-detailed-result-type", "sc-content-type", "sc-content-len", "sc-range-start",
      "sc-range-end",
    ],
    hasTabs: true,
    isCloudFront: true
  )

  /// What each column is.
  var uses: [FieldUse?] {
    columns.map { column in
      switch column.lowercased() {
      case "date": FieldUse(.day)
      case "time": FieldUse(.clock)
      case "date-local": FieldUse(.day, rank: 1)
      case "time-local": FieldUse(.clock, rank: 1)
      case "c-ip": FieldUse(.host, rank: 1)
      // What a proxy before the server says is nearer to the client.
      case "x-forwarded-for" where !isCloudFront: FieldUse(.host)
      case "cs-username": FieldUse(.user)
      case "cs-method": FieldUse(.method)
      case "cs-uri-stem": FieldUse(.target)
      case "cs-uri": FieldUse(.target, rank: 1)
      case "cs-uri-query": FieldUse(.query)
      case "cs-version": FieldUse(.protocolVersion)
      case "cs-protocol-version": FieldUse(.protocolVersion, rank: 1)
      case "cs(user-agent)": FieldUse(.agent, encoding: isCloudFront ? .percent : .plus)
      case "cs(referer)", "cs(referrer)":
        FieldUse(.referrer, encoding: isCloudFront ? .percent : .none)
      case "x-host-header": FieldUse(.virtualHost)
      case "cs-host": FieldUse(.virtualHost, rank: 1)
      case "cs(host)": FieldUse(.virtualHost, rank: 2)
      case "sc-status": FieldUse(.status)
      case "sc-bytes": FieldUse(.bytes)
      case "bytes": FieldUse(.bytes, rank: 1)
      case "timetakenms": FieldUse(.duration, rank: 1)
      case "time-taken":
        isCloudFront ? FieldUse(.duration, unit: .seconds) : FieldUse(.duration)
      default: nil
      }
    }
  }

  /// Makes the layout of a line that begins with `#Fields:`; `nil` of any other.
  init?(directive line: UnsafeBufferPointer<UInt8>) {
    guard let base = line.baseAddress, LineScan.starts(base, 0, line.count, "#Fields:") else {
      return nil
    }
    let names = String(decoding: line.dropFirst(8), as: UTF8.self)
    columns = names.split { $0.isWhitespace }.map(String.init)
    isCloudFront = columns.contains("x-edge-location")
    hasTabs = isCloudFront || names.dropFirst().contains("\t")
    guard !columns.isEmpty else { return nil }
  }

  init(columns: [String], hasTabs: Bool = false, isCloudFront: Bool = false) {
    self.columns = columns
    self.hasTabs = hasTabs
    self.isCloudFront = isCloudFront
  }
}
