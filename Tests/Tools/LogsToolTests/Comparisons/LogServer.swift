import Foundation
import SystemPackage
import TestKit

/// A web server of the system that writes logs into a folder of a test's own.
enum LogServer: String {
  case nginx
  case apache
  case caddy

  /// A log that the server writes.
  struct Log {
    var file: String
    /// How our detection calls its format.
    var title: String
    /// How the oracle is told of it.
    var oracle: [String]
  }

  var program: Program? {
    switch self {
    case .nginx: Program("nginx")
    case .apache: Self.apacheModules == nil ? nil : Program("apache2") ?? Program("httpd")
    case .caddy: Program("caddy")
    }
  }

  var logs: [Log] {
    switch self {
    case .nginx:
      [
        Log(file: "combined.log", title: "combined", oracle: []),
        Log(file: "timed.log", title: "combined", oracle: ["--time", "s"]),
      ]
    case .apache:
      [
        Log(file: "combined.log", title: "combined", oracle: []),
        Log(file: "vhost.log", title: "vhost combined", oracle: ["--format", "vhost"]),
        Log(file: "timed.log", title: "combined", oracle: ["--time", "us"]),
        Log(file: "common.log", title: "common", oracle: ["--format", "common"]),
      ]
    case .caddy: [Log(file: "caddy.log", title: "Caddy's JSON", oracle: ["--format", "caddy"])]
    }
  }

  /// Writes what the server needs into a folder.
  ///
  /// - Returns: The arguments to start it with in the foreground, as one process.
  func prepare(_ folder: TemporaryDirectory, port: Int, hasIPv6: Bool) throws -> [String] {
    try folder.write("<p>hello</p>\n", to: "www/index.html")
    try folder.write("<p>page</p>\n", to: "www/page.html")
    try folder.write("p { color: red }\n", to: "www/style.css")
    let path = folder.path.string
    switch self {
    case .nginx:
      try folder.write(nginx(path, port, hasIPv6), to: "nginx.conf")
      return ["-p", path, "-c", "\(path)/nginx.conf", "-e", "\(path)/error.log"]
    case .apache:
      try folder.write("", to: "users")
      try folder.write(apache(path, port, hasIPv6), to: "apache.conf")
      return ["-X", "-d", path, "-f", "\(path)/apache.conf"]
    case .caddy:
      try folder.write(caddy(path, port, hasIPv6), to: "Caddyfile")
      return ["run", "--config", "\(path)/Caddyfile", "--adapter", "caddyfile"]
    }
  }

  private func nginx(_ path: String, _ port: Int, _ hasIPv6: Bool) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "  \($0)_temp_path \(path)/\($0);" }.joined(separator: "\n")
    return """
      daemon off;
      master_process off;
      pid \(path)/nginx.pid;
      error_log \(path)/error.log;
      events {}
      http {
        log_format timed '$remote_addr - $remote_user [$time_local] "$request" '
          '$status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time';
        access_log \(path)/combined.log combined;
        access_log \(path)/timed.log timed;
      \(temporary)
        server {
          listen 127.0.0.1:\(port);
          \(hasIPv6 ? "listen [::1]:\(port);" : "")
          root \(path)/www;
          location /slow { proxy_pass http://unix:\(path)/slow.sock; }
        }
      }
      """
  }

  private static let apacheModules = [
    "/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2",
  ].first { FileManager.default.fileExists(atPath: "\($0)/mod_mpm_prefork.so") }

  private func apache(_ path: String, _ port: Int, _ hasIPv6: Bool) -> String {
    let modules = [
      "mpm_prefork", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic",
    ].map { "LoadModule \($0)_module \(Self.apacheModules ?? "")/mod_\($0).so" }
    let combined = #"%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\""#
    return """
      ServerRoot \(path)
      ServerName www.example.com
      Listen 127.0.0.1:\(port)
      \(hasIPv6 ? "Listen [::1]:\(port)" : "")
      PidFile \(path)/apache.pid
      ErrorLog \(path)/error.log
      \(modules.joined(separator: "\n"))
      User #65534
      Group #65534
      LimitRequestLine 65000
      DocumentRoot \(path)/www
      <Location /private>
        AuthType Basic
        AuthName private
        AuthUserFile \(path)/users
        Require valid-user
      </Location>
      LogFormat "\(combined)" combined
      LogFormat "%v:%p \(combined)" vhost_combined
      LogFormat "\(combined) %D" timed
      LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
      CustomLog \(path)/combined.log combined
      CustomLog \(path)/vhost.log vhost_combined
      CustomLog \(path)/timed.log timed
      CustomLog \(path)/common.log common
      """
  }

  private func caddy(_ path: String, _ port: Int, _ hasIPv6: Bool) -> String {
    """
    {
    \tadmin off
    \tauto_https off
    }
    http://:\(port) {
    \tbind 127.0.0.1 \(hasIPv6 ? "::1" : "")
    \tlog {
    \t\toutput file \(path)/caddy.log
    \t\tformat json
    \t}
    \troot * \(path)/www
    \tfile_server
    }
    """
  }
}
