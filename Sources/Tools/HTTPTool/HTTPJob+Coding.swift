public import BatteryJobs

extension HTTPJob {
  private enum Key: String, CodingKey {
    case url
    case method
    case headers
    case body
    case bearer
    case expect
    case timeout
    case retries
    case maxBody
    case output
  }

  /// Reads the long form, or the address alone; a single status needs no list.
  public init(from decoder: any Decoder) throws {
    if let url = try? decoder.singleValueContainer().decode(String.self) {
      self.init(url: url)
      return
    }
    let container = try decoder.container(keyedBy: Key.self)
    self.init(url: try container.decode(String.self, forKey: .url))
    method = try container.decodeIfPresent(String.self, forKey: .method) ?? method
    headers =
      try container.decodeIfPresent([String: HeaderValue].self, forKey: .headers) ?? headers
    body = try container.decodeIfPresent(String.self, forKey: .body)
    bearer = try container.decodeIfPresent(SecretName.self, forKey: .bearer)
    if container.contains(.expect) {
      if let single = try? container.decode(StatusRange.self, forKey: .expect) {
        expect = [single]
      } else {
        expect = try container.decode([StatusRange].self, forKey: .expect)
      }
    }
    timeout = try container.decodeIfPresent(TimeSpan.self, forKey: .timeout) ?? timeout
    retries = try container.decodeIfPresent(HTTPRetries.self, forKey: .retries)
    maxBody = try container.decodeIfPresent(ByteCount.self, forKey: .maxBody) ?? maxBody
    output = try container.decodeIfPresent(String.self, forKey: .output)
  }

  /// The fields of the long form.
  public static var schema: JobSchema {
    let secret = JobSchema.ValueType.object([
      .init("secret", .string, "The name of a secret.", isRequired: true)
    ])
    return JobSchema(
      summary: "Calls an API, or fetches a file.",
      fields: [
        .init("url", .string, "The address, http or https.", isRequired: true),
        .init("method", .string, "The method in capital letters.", defaultValue: "GET"),
        .init(
          "headers",
          .map(.anyOf([.string, secret])),
          "The headers of the request; a secret by its name."
        ),
        .init("body", .string, "The body of the request."),
        .init("bearer", secret, "The secret that is sent as Authorization: Bearer."),
        .init(
          "expect",
          .anyOf([.string, .list(.string)]),
          "The statuses that mean success, such as 200, 2xx or 200-204.",
          defaultValue: "2xx"
        ),
        .init("timeout", .timeSpan, "How long one attempt may take.", defaultValue: "30s"),
        .init(
          "retries",
          .object([
            .init(
              "attempts",
              .integer(1...20),
              "How often the request is sent in all.",
              isRequired: true
            ),
            .init(
              "backoff",
              .timeSpan,
              "How long to wait before the second attempt; then twice as long each time.",
              defaultValue: "1s"
            ),
          ]),
          "How often the request is sent; three times where sending it twice does no harm."
        ),
        .init(
          "maxBody",
          .byteCount,
          "How large the body of the answer may be.",
          defaultValue: "1MiB"
        ),
        .init("output", .string, "The file in the run's directory that takes the body."),
      ],
      shorthand: [.string]
    )
  }
}
