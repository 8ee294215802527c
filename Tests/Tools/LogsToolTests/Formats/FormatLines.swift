@testable import LogsTool

/// Lines of every format with what they say, written for these tests.
enum FormatLines {
  // 2026-11-22T10:00:00Z, as seconds.
  static let time = 1_795_341_600

  static let caddy: [LineCase] = [
    LineCase(
      "an access",
      #"{"level":"info","ts":1795341600.4711,"logger":"http.log.access.log0","msg":"handled request","#
        + #""request":{"remote_ip":"10.0.0.2","remote_port":"4711","client_ip":"203.0.113.9","#
        + #""proto":"HTTP/2.0","method":"GET","host":"shop.example","uri":"/a?b=\u00e9\"","#
        + #""headers":{"User-Agent":["curl/8.5.0","x"],"Referer":["https://e.com/"],"Accept":["*/*"]},"#
        + #""tls":{"resumed":false,"version":772}},"bytes_read":0,"user_id":"","duration":0.001234567,"#
        + #""size":2326,"status":200,"resp_headers":{"Server":["Caddy"],"Content-Length":["9"]}}"#,
      "time=1795341600|vhost=shop.example|host=203.0.113.9|method=GET|target=/a?b=é\"|"
        + "protocol=HTTP/2.0|status=200|bytes=2326|referrer=https://e.com/|agent=curl/8.5.0|"
        + "duration=1234"
    ),
    LineCase(
      "an access with few fields",
      #"{"ts":"2026-11-22T10:00:00.123Z","request":{"remote_ip":"::1","method":"POST","uri":"/"},"#
        + #""status":500,"duration":2}"#,
      "time=1795341600|host=::1|method=POST|target=/|status=500|duration=2000000"
    ),
    LineCase(
      "a line that is no access",
      #"{"level":"info","ts":1795341600.1,"msg":"serving initial configuration"}"#,
      "! there is no request"
    ),
    LineCase("no JSON", "hello", "! the line is no object of JSON"),
    LineCase(
      "broken JSON",
      #"{"ts":1795341600,"request":{"uri":"/""#,
      "! the JSON is broken or cut off"
    ),
    LineCase("more than JSON", #"{"ts":1} {}"#, "! there is more after the object of JSON"),
    LineCase(
      "a key twice without a comma",
      #"{"ts":1 "uri":2}"#,
      "! the JSON is broken or cut off"
    ),
  ]

  static let json: [LineCase] = [
    LineCase(
      "nginx",
      #"{"time_iso8601":"2026-11-22T11:00:00+01:00","remote_addr":"203.0.113.9","remote_user":"-","#
        + #""request":"GET /x HTTP/1.1","status":"404","body_bytes_sent":"153","request_time":"0.004","#
        + #""http_referer":"-","http_user_agent":"Mozilla/5.0"}"#,
      "time=1795345200|offset=3600|host=203.0.113.9|method=GET|target=/x|protocol=HTTP/1.1|"
        + "status=404|bytes=153|agent=Mozilla/5.0|duration=4000"
    ),
    LineCase(
      "Traefik",
      #"{"ClientHost":"203.0.113.9","DownstreamContentSize":19,"DownstreamStatus":404,"#
        + #""Duration":1234567,"RequestHost":"e.com","RequestMethod":"GET","RequestPath":"/","#
        + #""RequestProtocol":"HTTP/1.1","request_User-Agent":"curl","time":"2026-11-22T10:00:00Z"}"#,
      "time=1795341600|vhost=e.com|host=203.0.113.9|method=GET|target=/|protocol=HTTP/1.1|"
        + "status=404|bytes=19|agent=curl|duration=1234"
    ),
    LineCase(
      "the common schema of Elastic",
      #"{"@timestamp":"2026-11-22T10:00:00.000Z","http":{"request":{"method":"PUT"},"#
        + #""response":{"status_code":201,"body":{"bytes":5}}},"url":{"path":"/a","query":"b=1"},"#
        + #""source":{"ip":"203.0.113.9"},"user_agent":{"original":"curl"},"event":{"duration":9000}}"#,
      "time=1795341600|host=203.0.113.9|method=PUT|target=/a?b=1|status=201|bytes=5|agent=curl|"
        + "duration=9"
    ),
    LineCase(
      "pino",
      #"{"level":30,"time":1795341600123,"pid":7,"hostname":"web","req":{"method":"GET","url":"/a"},"#
        + #""res":{"statusCode":200},"responseTime":12,"msg":"request completed"}"#,
      "time=1795341600|host=web|method=GET|target=/a|status=200|duration=12000"
    ),
    LineCase(
      "a message",
      #"  { "ts" : 1.7953416e9 , "level" : "warn", "status": "degraded", "msg" : "disk\tfull \ud83d\ude80 \ud800" } "#,
      "time=1795341600|target=disk\tfull 🚀 \u{FFFD}"
    ),
    LineCase(
      "Cloudflare, with nanoseconds",
      #"{"ClientIP":"203.0.113.9","ClientRequestHost":"e.com","ClientRequestMethod":"GET","#
        + #""ClientRequestURI":"/a?b","ClientRequestUserAgent":"curl","EdgeResponseBytes":19,"#
        + #""ClientRequestReferer":"","EdgeResponseStatus":404,"EdgeEndTimestamp":1795341600123456789}"#,
      "time=1795341600|vhost=e.com|host=203.0.113.9|method=GET|target=/a?b|status=404|bytes=19|"
        + "agent=curl"
    ),
    LineCase(
      "a journal",
      #"{"__REALTIME_TIMESTAMP":"1795341600221373","_HOSTNAME":"web","SYSLOG_IDENTIFIER":"cron","#
        + #""MESSAGE":"done"}"#,
      "time=1795341600|vhost=cron|host=web|target=done"
    ),
    LineCase(
      "a time after 2105",
      #"{"ts":4291747200,"msg":"late"}"#,
      "! there is no field with a time"
    ),
    LineCase("no time", #"{"msg":"hello"}"#, "! there is no field with a time"),
    LineCase("an empty object", "{}", "! there is no field with a time"),
    LineCase(
      "an escape that is none",
      #"{"ts":1795341600,"msg":"\q"}"#,
      "! the JSON is broken or cut off"
    ),
    LineCase(
      "nesting without end",
      #"{"ts":1795341600,"a":"# + String(repeating: "[", count: 5000),
      "! the JSON is broken or cut off"
    ),
  ]

  static let logfmt: [LineCase] = [
    LineCase(
      "a message",
      #"time="2026-11-22T10:00:00Z" level=info msg="said \"hi\"" component=api"#,
      #"time=1795341600|target=said "hi""#
    ),
    LineCase(
      "a request",
      #"ts=1795341600 method=GET path="/a b" host=e.com fwd="203.0.113.9" service=18ms status=200 bytes=13"#,
      "time=1795341600|vhost=e.com|host=203.0.113.9|method=GET|target=/a b|status=200|bytes=13|"
        + "duration=18000"
    ),
    LineCase(
      "a time before the pairs",
      "2026-11-22T10:00:00.5Z level=info msg=ready",
      "time=1795341600|target=ready"
    ),
    LineCase(
      "prose",
      "this is a=b sentence",
      "! the line has fewer than two pairs such as level=info"
    ),
    LineCase(
      "an open quote",
      #"ts=1795341600 a="b"#,
      "! the line is not made of pairs such as level=info"
    ),
    LineCase("no time", "a=1 b=2", "! there is no field with a time"),
  ]

  static let w3c: [LineCase] = [
    LineCase(
      "the usual columns",
      "2026-11-22 10:00:00 10.0.0.1 GET /default.aspx id=5 443 CORP\\ann 203.0.113.9 "
        + "Mozilla/5.0+(Windows+NT+10.0) https://e.com/ 200 0 0 46",
      #"time=1795341600|host=203.0.113.9|user=CORP\ann|method=GET|target=/default.aspx?id=5|"#
        + "status=200|referrer=https://e.com/|agent=Mozilla/5.0 (Windows NT 10.0)|duration=46000"
    ),
    LineCase(
      "hyphens",
      "2026-11-22 10:00:00 ::1 GET / - 80 - ::1 - - 304 0 0 3",
      "time=1795341600|host=::1|method=GET|target=/|status=304|duration=3000"
    ),
    LineCase(
      "several spaces",
      "2026-11-22  10:00:00   ::1 GET / - 80 - ::1 - - 304  0 0 3 ",
      "time=1795341600|host=::1|method=GET|target=/|status=304|duration=3000"
    ),
    LineCase(
      "fewer columns",
      "2026-11-22 10:00:00 ::1 GET /",
      "! the line has fewer fields than the format"
    ),
    LineCase(
      "more columns",
      "2026-11-22 10:00:00 ::1 GET / - 80 - ::1 - - 304 0 0 3 9",
      "! the line has more fields than the format"
    ),
    LineCase(
      "a day that is none",
      "2026-02-30 10:00:00 ::1 GET / - 80 - ::1 - - 304 0 0 3",
      "! the time is none that is known"
    ),
    LineCase(
      "a status that is none",
      "2026-11-22 10:00:00 ::1 GET / - 80 - ::1 - - OK 0 0 3",
      "! the status is no number of three digits"
    ),
  ]

  static let cloudFront: [LineCase] = [
    LineCase(
      "an access",
      "2026-11-22\t10:00:00\tFRA56-C1\t1045619\t203.0.113.9\tGET\td111.cloudfront.net\t/view.html\t200\t"
        + "https://e.com/a%20b\tMozilla/5.0%20(X11)\ta=1\t-\tHit\tabc==\twww.example.com\thttps\t23\t0.125\t-\t"
        + "TLSv1.3\tTLS_AES_128\tHit\tHTTP/2.0\t-\t-\t4711\t0.125\tHit\ttext/html\t78\t-\t-",
      "time=1795341600|vhost=www.example.com|host=203.0.113.9|method=GET|target=/view.html?a=1|"
        + "protocol=HTTP/2.0|status=200|bytes=1045619|referrer=https://e.com/a b|"
        + "agent=Mozilla/5.0 (X11)|duration=125000"
    ),
    LineCase(
      "an access of older times",
      "2026-11-22\t10:00:00\tFRA2\t182\t203.0.113.9\tGET\td111.cloudfront.net\t/i.gif\t403\t-\t-\t-",
      "time=1795341600|vhost=d111.cloudfront.net|host=203.0.113.9|method=GET|target=/i.gif|"
        + "status=403|bytes=182"
    ),
    LineCase(
      "too little",
      "2026-11-22\t10:00:00\tFRA2",
      "! the line has fewer fields than the format"
    ),
  ]

  static let s3: [LineCase] = [
    LineCase(
      "an access",
      "79a59df900b949e55d96a1e698fb aws-bucket [22/Nov/2026:10:00:00 +0000] 203.0.113.9 "
        + "arn:aws:iam::1:user/ann 3E57427F3EXAMPLE REST.GET.OBJECT logs/a.png "
        + #""GET /aws-bucket/logs/a.png?x HTTP/1.1" 200 - 113 2048 7 5 "https://e.com/" "S3Console/0.4" - "#
        + "s9lzHYrFp= SigV4 ECDHE-RSA AuthHeader e.com TLSv1.2 - -",
      "time=1795341600|vhost=aws-bucket|host=203.0.113.9|user=arn:aws:iam::1:user/ann|method=GET|"
        + "target=/aws-bucket/logs/a.png?x|protocol=HTTP/1.1|status=200|bytes=113|"
        + "referrer=https://e.com/|agent=S3Console/0.4|duration=7000"
    ),
    LineCase(
      "a deletion by a rule",
      "79a5 bucket [22/Nov/2026:10:00:00 +0000] - AmazonS3 7B4A S3.EXPIRE.OBJECT k "
        + #""-" - - - 9 - - "-" "-" -"#,
      "time=1795341600|vhost=bucket|user=AmazonS3|target=-"
    ),
    LineCase(
      "too little",
      "79a5 bucket [22/Nov/2026:10:00:00 +0000] -",
      "! the line has fewer fields than the format"
    ),
    LineCase(
      "a time that is none",
      "79a5 bucket [22/Nov/2026:10:00:0x +0000] - a b c d",
      "! the time is not like 10/Oct/2000:13:55:36 +0000"
    ),
  ]

  static let loadBalancer: [LineCase] = [
    LineCase(
      "the classic one",
      "2026-11-22T10:00:00.943958Z my-lb 203.0.113.9:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "
        + #""GET http://www.example.com:80/a?b HTTP/1.1" "curl/7.38.0" - -"#,
      "time=1795341600|vhost=www.example.com|host=203.0.113.9|method=GET|target=/a?b|"
        + "protocol=HTTP/1.1|status=200|bytes=29|agent=curl/7.38.0|duration=1178"
    ),
    LineCase(
      "that of applications",
      "h2 2026-11-22T10:00:00.186641Z app/my-lb/50dc6c 203.0.113.9:2817 10.0.0.1:80 0.000 0.001 0.000 "
        + #"404 404 34 366 "GET https://www.example.com:443/ HTTP/2.0" "curl/7.46.0" ECDHE TLSv1.2 "#
        + #"arn:aws:tg "Root=1-58" "shop.example" "arn:aws:cert" 1 2026-11-22T10:00:00.1Z "forward" "-" "-""#,
      "time=1795341600|vhost=shop.example|host=203.0.113.9|method=GET|target=/|protocol=HTTP/2.0|"
        + "status=404|bytes=366|agent=curl/7.46.0|duration=1000"
    ),
    LineCase(
      "a request that was not read",
      "http 2026-11-22T10:00:00.1Z app/x 203.0.113.9:2817 - -1 -1 -1 400 - 0 272 "
        + #""- http://x.example:80- -" "-" - -"#,
      "time=1795341600|host=203.0.113.9|target=- http://x.example:80- -|status=400|bytes=272"
    ),
    LineCase(
      "a time that is none",
      "http yesterday app/x a b c",
      "! the time is none that is known"
    ),
    LineCase(
      "too little",
      "2026-11-22T10:00:00Z my-lb 1.2.3.4:5",
      "! the line has fewer fields than the format"
    ),
  ]

  static let syslog: [LineCase] = [
    LineCase(
      "RFC 3164",
      "<34>Nov 22 10:00:00 mymachine su[231]: 'su root' failed",
      "time=1795341600|vhost=su|host=mymachine|target='su root' failed"
    ),
    LineCase(
      "without a priority, of last year",
      "Dec  1 00:00:01 web kernel: [12.5] usb 1-1: new device",
      "time=1764547201|vhost=kernel|host=web|target=[12.5] usb 1-1: new device"
    ),
    LineCase(
      "a leap day",
      "Feb 29 00:00:00 web app: x",
      "time=1709164800|vhost=app|host=web|target=x"
    ),
    LineCase(
      "no program",
      "Nov 22 10:00:00 web last message repeated",
      "time=1795341600|host=web|target=last message repeated"
    ),
    LineCase(
      "a time in ISO 8601",
      "2026-11-22T11:00:00.123456+01:00 web sshd[7]: Accepted key",
      "time=1795345200|offset=3600|vhost=sshd|host=web|target=Accepted key"
    ),
    LineCase(
      "RFC 5424",
      #"<165>1 2026-11-22T10:00:00.003Z web.example app 8710 ID47 [a@1 x="]\"" y="2"][b@2] "#
        + "\u{FEFF}hello",
      "time=1795341600|vhost=app|host=web.example|target=hello"
    ),
    LineCase(
      "RFC 5424 without data",
      "<13>1 2026-11-22T10:00:00Z - - - - - all is well",
      "time=1795341600|target=all is well"
    ),
    LineCase(
      "a line of an access log in RFC 3164",
      #"Nov 22 09:00:05 web1 nginx: 203.0.113.8 - ann [22/Nov/2026:09:00:05 +0100] "GET /b HTTP/1.1""#
        + #" 502 157 "-" "curl/8.5.0" 0.25"#,
      "time=1795338005|offset=3600|host=203.0.113.8|user=ann|method=GET|target=/b|"
        + "protocol=HTTP/1.1|status=502|bytes=157|agent=curl/8.5.0|duration=250000"
    ),
    LineCase(
      "a line of an access log in RFC 5424",
      #"<190>1 2026-11-22T08:00:05Z web1 apache2 7 - - 203.0.113.8 - - [22/Nov/2026:09:00:05 +0100]"#
        + #" "GET /b HTTP/1.1" 304 -"#,
      "time=1795338005|offset=3600|host=203.0.113.8|method=GET|target=/b|protocol=HTTP/1.1|status=304"
    ),
    LineCase(
      "an object with a request",
      "Nov 22 09:00:05 web1 nginx[7]: "
        + #"{"time":"2026-11-22T09:00:05Z","request":"GET /b HTTP/1.1","status":200}"#,
      "time=1795338005|method=GET|target=/b|protocol=HTTP/1.1|status=200"
    ),
    LineCase(
      "an object without a request",
      #"Nov 22 10:00:00 web app: {"time":"2026-11-22T09:00:05Z","message":"ready"}"#,
      "time=1795341600|vhost=app|host=web|"
        + #"target={"time":"2026-11-22T09:00:05Z","message":"ready"}"#
    ),
    LineCase(
      "a message that only looks like the line of an access log",
      "Nov 22 10:00:00 web app: a - - [22/Nov/2026:09:00:05 +0100] is over",
      "time=1795341600|vhost=app|host=web|target=a - - [22/Nov/2026:09:00:05 +0100] is over"
    ),
    LineCase(
      "a priority that is none",
      "<999>Nov 22 10:00:00 a b: c",
      "! the priority is not like <34>"
    ),
    LineCase(
      "a day that is none",
      "Nov 31 10:00:00 a b: c",
      "! the time is neither like Oct 11 22:14:15 nor like 2026-10-11T22:14:15Z"
    ),
    LineCase("no message", "Nov 22 10:00:00 web", "! there is no message"),
  ]
}
