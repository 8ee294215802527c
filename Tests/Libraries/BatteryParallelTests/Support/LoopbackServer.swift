import BatteryParallel
import Foundation
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A web server of one test's own, on this machine only.
final class LoopbackServer: Sendable {
  /// What is answered to a path that is asked for, and for the how manieth time; without an answer the
  /// connection stays open and silent.
  typealias Answers = @Sendable (_ path: String, _ time: Int) -> (status: Int, body: String)?

  let port: UInt16

  private let listener: Int32
  private let answers: Answers
  private let times = Shared([String: Int]())
  private let silent = Shared([Int32]())

  init(_ answers: @escaping Answers) throws {
    self.answers = answers
    listener = try Loopback.socket()
    port = try Loopback.listen(listener)
    let listener = listener
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0, let self else { break }
        self.serve(connection)
      }
      close(listener)
    }
  }

  deinit { stop() }

  func url(_ path: String) -> URL? { URL(string: "http://127.0.0.1:\(port)/\(path)") }

  /// How often a path was asked for.
  func times(_ path: String) -> Int { times.value["/" + path] ?? 0 }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    for connection in silent.change({ list in
      defer { list = [] }
      return list
    }) { close(connection) }
  }

  private func serve(_ connection: Int32) {
    var request = ""
    while !request.contains("\r\n\r\n"), let more = Loopback.read(connection) { request += more }
    let path = request.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    let time = times.change { times in
      times[path, default: 0] += 1
      return times[path, default: 0]
    }
    guard let (status, body) = answers(path, time) else {
      silent.change { $0.append(connection) }
      return
    }
    Loopback.write(
      "HTTP/1.1 \(status) -\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)",
      to: connection
    )
    close(connection)
  }
}

/// The client's side, on threads that may block.
enum LoopbackClient {
  private static let pool = ThreadPool("client", threads: 16)

  struct Refusal: Error, Equatable {
    var status: Int
  }

  /// Asks for a page; a cancellation ends the connection.
  static func fetch(_ url: URL) async throws -> Data {
    let connection = try Loopback.socket()
    defer { close(connection) }
    return try await withTaskCancellationHandler {
      let text = try await pool.run { flag in
        try Loopback.connect(connection, to: UInt16(url.port ?? 80))
        Loopback.write("GET \(url.path) HTTP/1.1\r\n\r\n", to: connection)
        var text = ""
        while let more = Loopback.read(connection) { text += more }
        try flag.check()
        return text
      }
      let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      guard status == 200, let start = text.range(of: "\r\n\r\n") else {
        throw Refusal(status: status)
      }
      return Data(text[start.upperBound...].utf8)
    } onCancel: {
      shutdown(connection, Int32(SHUT_RDWR))
    }
  }
}

private enum Loopback {
  static func socket() throws -> Int32 {
    #if os(Linux)
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
    let descriptor = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  /// Returns the port.
  static func listen(_ descriptor: Int32) throws -> UInt16 {
    var address = address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withAddress(&address) { pointer in
      bind(descriptor, pointer, length) == 0
        && getsockname(descriptor, pointer, &length) == 0
    }
    #if os(Linux)
    guard isBound, Glibc.listen(descriptor, 64) == 0 else { throw Errno(rawValue: errno) }
    #else
    guard isBound, Darwin.listen(descriptor, 64) == 0 else { throw Errno(rawValue: errno) }
    #endif
    return UInt16(bigEndian: address.sin_port)
  }

  static func connect(_ descriptor: Int32, to port: UInt16) throws {
    var address = address(port)
    let result = withAddress(&address) { pointer in
      #if os(Linux)
      Glibc.connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      #else
      Darwin.connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      #endif
    }
    guard result == 0 else { throw Errno(rawValue: errno) }
  }

  /// Returns `nil` at the end.
  static func read(_ descriptor: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }

  static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    #if os(Linux)
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    #else
    _ = send(descriptor, bytes, bytes.count, 0)
    #endif
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func withAddress<Value>(
    _ address: inout sockaddr_in,
    _ body: (UnsafeMutablePointer<sockaddr>) -> Value
  ) -> Value {
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
    }
  }
}
