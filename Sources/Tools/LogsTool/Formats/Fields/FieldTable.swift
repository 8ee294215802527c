/// Says which part of a record each field is by its name.
struct FieldTable: Hashable, Sendable {
  // Open addressing; a name without hash 0 stands in each slot that is taken.
  private var names: [UInt64]
  private var uses: [FieldUse]
  private let mask: Int

  init(_ fields: [(String, FieldUse)]) {
    var size = 16
    while size < fields.count * 4 { size *= 2 }
    names = Array(repeating: 0, count: size)
    uses = Array(repeating: FieldUse(.message), count: size)
    mask = size - 1
    for (name, use) in fields {
      let hash = FieldName(name).hash
      var slot = Int(truncatingIfNeeded: hash >> 20) & mask
      while names[slot] != 0, names[slot] != hash { slot = (slot + 1) & mask }
      names[slot] = hash
      uses[slot] = use
    }
  }

  /// What a field is; `nil` when it is nothing of a record.
  @inline(__always)
  subscript(name: FieldName) -> FieldUse? {
    var slot = Int(truncatingIfNeeded: name.hash >> 20) & mask
    while names[slot] != 0 {
      if names[slot] == name.hash { return uses[slot] }
      slot = (slot &+ 1) & mask
    }
    return nil
  }
}

extension FieldTable {
  /// The fields of Caddy's access logs.
  static let caddy = FieldTable([
    ("ts", FieldUse(.time)),
    ("request.client_ip", FieldUse(.host)),
    ("request.remote_ip", FieldUse(.host, rank: 1)),
    ("request.remote_addr", FieldUse(.host, rank: 2)),
    ("request.proto", FieldUse(.protocolVersion)),
    ("request.method", FieldUse(.method)),
    ("request.host", FieldUse(.virtualHost)),
    ("request.uri", FieldUse(.target)),
    ("request.headers.User-Agent", FieldUse(.agent)),
    ("request.headers.Referer", FieldUse(.referrer)),
    ("user_id", FieldUse(.user)),
    ("duration", FieldUse(.duration, unit: .seconds)),
    ("size", FieldUse(.bytes)),
    ("status", FieldUse(.status)),
  ])

  /// The names that programs give to the fields of JSON and logfmt.
  static let common = FieldTable(commonFields)

  static let commonFields: [(String, FieldUse)] =
    named(
      .time,
      [
        "time", "timestamp", "@timestamp", "ts", "t", "date", "datetime", "time_local",
        "time_iso8601", "StartUTC", "asctime", "eventTime", "event_time", "created_at", "@t",
        "msec", "_source.@timestamp", "EdgeStartTimestamp", "EdgeEndTimestamp", "started_at",
        "__REALTIME_TIMESTAMP",
      ]
    )
    + named(
      .host,
      [
        "client_ip", "request.client_ip", "remote_ip", "remote_addr", "ClientHost", "ClientAddr",
        "request.remote_ip", "request.remoteAddress", "req.remoteAddress", "remote_host",
        "remote", "ip", "fwd", "clientip", "source.ip", "client.ip", "client.address",
        "client", "peer", "httpRequest.remoteIp", "sourceIPAddress",
        "requestContext.identity.sourceIp",
        "remote_address", "addr", "request.remote_addr", "sourceIp", "hostname", "host.name",
        "source.address", "jsonPayload.remoteIp",
      ]
    )
    + named(
      .user,
      [
        "user", "remote_user", "user_id", "username", "ClientUsername", "user.name", "usr",
        "auth",
      ]
    )
    + named(
      .method,
      [
        "method", "request_method", "http.request.method", "request.method", "req.method", "verb",
        "http_method", "RequestMethod", "httpRequest.requestMethod", "http.method", "httpMethod",
        "requestContext.http.method", "cs_method", "ClientRequestMethod",
      ]
    )
    + named(
      .target,
      [
        "request_uri", "uri", "request.uri", "RequestPath", "url", "req.url", "request.url",
        "url.original", "http.url", "httpRequest.requestUrl", "path", "request_path",
        "url.path", "request.path", "http_path", "http.target", "rawPath", "endpoint", "resource",
        "cs_uri_stem", "ClientRequestURI", "ClientRequestPath",
      ]
    )
    + named(
      .query,
      ["query", "query_string", "args", "url.query", "request.query", "cs_uri_query"]
    )
    + named(
      .protocolVersion,
      [
        "proto", "protocol", "request.proto", "server_protocol", "RequestProtocol",
        "http_version", "http.version", "httpRequest.protocol", "request_protocol",
        "http_protocol", "ClientRequestProtocol",
      ]
    )
    + named(
      .referrer,
      [
        "referer", "referrer", "http_referer", "http_referrer", "request.headers.Referer",
        "request_Referer", "req.headers.referer", "http.request.referrer",
        "httpRequest.referer", "headers.referer", "ClientRequestReferer",
      ]
    )
    + named(
      .agent,
      [
        "user_agent", "http_user_agent", "request.headers.User-Agent", "request_User-Agent",
        "req.headers.user-agent", "user_agent.original", "httpRequest.userAgent", "agent", "ua",
        "headers.user-agent", "http.useragent", "http.user_agent",
        "requestContext.identity.userAgent", "browser", "ClientRequestUserAgent",
      ]
    )
    + named(
      .virtualHost,
      [
        "vhost", "server_name", "virtual_host", "http_host", "request.host", "RequestHost",
        "req.headers.host", "url.domain", "domain", "host", "server", "virtualhost",
        "ClientRequestHost",
        "SYSLOG_IDENTIFIER",
      ]
    )
    + named(
      .status,
      [
        "status", "status_code", "http.response.status_code", "DownstreamStatus",
        "response.status",
        "res.statusCode", "response_status", "http_status", "response.status_code",
        "httpRequest.status", "http.status_code", "code", "response_code", "sc_status",
        "EdgeResponseStatus",
      ]
    )
    + named(
      .bytes,
      [
        "body_bytes_sent", "bytes_sent", "size", "bytes", "response_size",
        "http.response.body.bytes", "http.response.bytes", "DownstreamContentSize",
        "content_length", "response_length", "httpRequest.responseSize", "res.contentLength",
        "bytes_out", "length", "response_bytes", "sc_bytes", "res.headers.content-length",
        "response.size", "EdgeResponseBytes",
      ]
    )
    + named(.message, ["msg", "message", "@m", "log", "event", "text", "textPayload", "error"])
    + named(.request, ["request", "request_line", "http_request"])
    + [
      ("request_time", FieldUse(.duration, unit: .seconds)),
      ("duration", FieldUse(.duration, rank: 1)),
      ("response_time", FieldUse(.duration, rank: 2, unit: .milliseconds)),
      ("duration_ms", FieldUse(.duration, unit: .milliseconds)),
      ("elapsed_ms", FieldUse(.duration, unit: .milliseconds)),
      ("latency_ms", FieldUse(.duration, unit: .milliseconds)),
      ("took_ms", FieldUse(.duration, unit: .milliseconds)),
      ("time_ms", FieldUse(.duration, unit: .milliseconds)),
      ("response_time_ms", FieldUse(.duration, unit: .milliseconds)),
      ("request_time_ms", FieldUse(.duration, unit: .milliseconds)),
      ("duration_us", FieldUse(.duration, unit: .microseconds)),
      ("elapsed_us", FieldUse(.duration, unit: .microseconds)),
      ("latency_us", FieldUse(.duration, unit: .microseconds)),
      ("duration_ns", FieldUse(.duration, unit: .nanoseconds)),
      ("elapsed_ns", FieldUse(.duration, unit: .nanoseconds)),
      ("latency_ns", FieldUse(.duration, unit: .nanoseconds)),
      ("event.duration", FieldUse(.duration, unit: .nanoseconds)),
      ("duration_s", FieldUse(.duration, unit: .seconds)),
      ("duration_seconds", FieldUse(.duration, unit: .seconds)),
      ("elapsed", FieldUse(.duration, rank: 3)),
      ("latency", FieldUse(.duration, rank: 4)),
      ("took", FieldUse(.duration, rank: 5)),
      ("service", FieldUse(.duration, rank: 6)),
      ("httpRequest.latency", FieldUse(.duration, rank: 1)),
      ("latency_human", FieldUse(.duration, rank: 3)),
      ("time_taken", FieldUse(.duration, rank: 6)),
    ]

  /// Fields of which the first that a record has counts.
  private static func named(_ field: RecordField, _ names: [String]) -> [(String, FieldUse)] {
    names.enumerated().map { ($1, FieldUse(field, rank: UInt8($0))) }
  }
}
