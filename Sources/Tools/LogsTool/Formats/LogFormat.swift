internal import Foundation

/// How the lines of a log are written.
public struct LogFormat: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case classic(ClassicLayout)
    case caddy
    case json
    case logfmt
    case w3c(W3CLayout)
    case s3
    case loadBalancer
    case syslog(SyslogParser.Dialect)
    case goAccess(GoAccessFormat)
    case regex(RegexFormat)
  }

  let kind: Kind
  /// The text that ``init(_:dateFormat:timeFormat:)`` makes this format of.
  public let text: String
  /// How days and times were said to be written, where that makes a difference.
  let dateFormat: String?
  let timeFormat: String?

  /// The number of what the parsers make of logs.
  ///
  /// Raise it whenever a line of any format gives another record than before, or becomes a record or
  /// none: caches are made anew then.
  static let revision = 2

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
    dateFormat = nil
    timeFormat = nil
  }

  /// Makes the format that a text names or describes.
  ///
  /// It is a name of ``names`` in small or capital letters; a format in GoAccess's specifiers when it
  /// has a percent sign; or a regular expression with named groups after `regex:`.
  ///
  /// - Parameters:
  ///   - text: The name or the description.
  ///   - dateFormat: How days are written, as GoAccess's `date-format`; the usual ways without one.
  ///   - timeFormat: How times are written, as GoAccess's `time-format`.
  /// - Throws: ``LogFormatError``, which says what to write.
  public init(
    _ text: String,
    dateFormat: String? = nil,
    timeFormat: String? = nil
  ) throws(LogFormatError) {
    self.text = text
    if text.hasPrefix("regex:") {
      kind = .regex(try RegexFormat(String(text.dropFirst(6))))
      self.dateFormat = nil
      self.timeFormat = nil
    } else if let known = Self.known(text) {
      kind = known
      self.dateFormat = nil
      self.timeFormat = nil
    } else if let format = Self.described(text) {
      kind = .goAccess(
        try GoAccessFormat(
          format.text,
          dateFormat: dateFormat ?? format.date,
          timeFormat: timeFormat ?? format.time
        )
      )
      self.dateFormat = dateFormat
      self.timeFormat = timeFormat
    } else {
      throw LogFormatError(
        "there is no format named \(text). Pass one of \(Self.names.joined(separator: ", ")); "
          + "a format such as '%h %^[%d:%t %^] \"%r\" %s %b'; or regex: and an expression"
      )
    }
  }

  /// The names of formats; those of GoAccess name the same formats.
  public static let names = [
    "combined", "common", "vhost", "vhost-common", "nginx", "apache", "caddy", "w3c", "iis", "s3",
    "elb", "alb", "cloudfront", "cloudstorage", "squid", "traefik", "syslog", "syslog-3164",
    "syslog-5424", "logfmt", "json",
  ]

  /// What the format is called in a sentence.
  public var title: String {
    switch kind {
    case .classic(let layout):
      (layout.hasVirtualHost ? "vhost " : "") + (layout.hasAgent ? "combined" : "common")
    case .caddy: "Caddy's JSON"
    case .json: "JSON lines"
    case .logfmt: "logfmt"
    case .w3c(let layout): layout.isCloudFront ? "CloudFront" : "W3C extended"
    case .s3: "Amazon S3"
    case .loadBalancer: "Amazon's load balancers"
    case .syslog(.rfc5424): "syslog (RFC 5424)"
    case .syslog(.rfc3164): "syslog (RFC 3164)"
    case .syslog(.any): "syslog"
    case .goAccess: "the format \(text)"
    case .regex: "the regular expression"
    }
  }

  /// Makes a parser of lines in this format; each thread needs its own.
  ///
  /// - Parameter newest: A time that no line is later than, in seconds since 1970, such as that of the
  ///   log's last change: by it lines get the year that syslog leaves out. Now, without one.
  /// - Returns: The parser.
  func makeParser(newest: Int64? = nil) -> any LogLineParser {
    let newest = newest ?? Int64(Date.now.timeIntervalSince1970)
    return switch kind {
    case .classic(let layout): ClassicParser(layout)
    case .caddy: JSONLineParser(.caddy, needsRequest: true, isLenient: false)
    case .json: JSONLineParser(.common, needsRequest: false, isLenient: true)
    case .logfmt: LogfmtParser()
    case .w3c(let layout): W3CParser(layout)
    case .s3: S3Parser()
    case .loadBalancer: LoadBalancerParser()
    case .syslog(let dialect): SyslogParser(dialect, newest: newest)
    case .goAccess(let format): parser(of: format, newest)
    case .regex(let format): RegexParser(format)
    }
  }

  private func parser(of format: GoAccessFormat, _ newest: Int64) -> any LogLineParser {
    if let table = format.table {
      return JSONLineParser(table, needsRequest: false, isLenient: false)
    }
    return GoAccessParser(format, newest: newest)
  }

  private static func known(_ text: String) -> Kind? {
    switch text.lowercased() {
    case "combined", "nginx", "apache": .classic(ClassicLayout())
    case "common": .classic(ClassicLayout(hasAgent: false))
    case "vhost", "vcombined", "vhost-combined": .classic(ClassicLayout(hasVirtualHost: true))
    case "vhost-common", "vcommon":
      .classic(ClassicLayout(hasVirtualHost: true, hasAgent: false))
    case "caddy": .caddy
    case "json", "jsonl": .json
    case "logfmt": .logfmt
    case "w3c", "iis": .w3c(.standard)
    case "cloudfront": .w3c(.cloudFront)
    case "s3", "awss3": .s3
    case "elb", "alb", "awselb", "awsalb": .loadBalancer
    case "syslog": .syslog(.any)
    case "syslog-3164", "rfc3164": .syslog(.rfc3164)
    case "syslog-5424", "rfc5424": .syslog(.rfc5424)
    default: nil
    }
  }

  /// A format in specifiers, either as it is or that of a name, with how its times are written.
  private static func described(_ text: String) -> (text: String, date: String?, time: String?)? {
    switch text.lowercased() {
    case "cloudstorage":
      (#""%x","%h",%^,%^,"%m","%U","%s",%^,"%b","%D",%^,"%R","%u""#, "%f", "%f")
    case "squid": (#"%x.%^ %~%L %h %^/%s %b %m %U %e %^"#, "%s", "%s")
    case "traefik", "traefikclf":
      (#"%h - %e [%d:%t %^] "%r" %s %b "%R" "%u" %^ "%v" "%U" %Lms"#, "%d/%b/%Y", "%H:%M:%S")
    case _ where text.contains("%"): (text, nil, nil)
    default: nil
    }
  }
}
