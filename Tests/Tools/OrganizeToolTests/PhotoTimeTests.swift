import BatteryFiles
import Foundation
import SystemPackage
import Testing

@testable import OrganizeTool

@Suite("Time of a photo") struct PhotoTimeTests {
  let folder: OrganizeFolder

  init() throws {
    folder = try OrganizeFolder()
  }

  /// A TIFF whose first directory has a time, and leads to one with EXIF's.
  private static func tiff(
    isBig: Bool,
    original: String? = "2019:07:04 09:08:07",
    changed: String? = nil
  ) -> [UInt8] {
    func number(_ value: Int, _ width: Int) -> [UInt8] {
      let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return isBig ? bytes.reversed() : bytes
    }
    var main: [(Int, Int, Int, Int)] = []
    var texts: [UInt8] = []
    let count = (changed == nil ? 0 : 1) + (original == nil ? 0 : 1)
    let exifStart = 8 + 2 + count * 12 + 4
    let textStart = exifStart + (original == nil ? 0 : 2 + 12 + 4)
    if let changed {
      main.append((0x0132, 2, 20, textStart))
      texts += Array(changed.utf8) + [0]
    }
    if original != nil { main.append((0x8769, 4, 1, exifStart)) }
    var bytes = Array((isBig ? "MM" : "II").utf8) + number(42, 2) + number(8, 4)
    func directory(_ entries: [(Int, Int, Int, Int)]) -> [UInt8] {
      number(entries.count, 2)
        + entries.flatMap { number($0.0, 2) + number($0.1, 2) + number($0.2, 4) + number($0.3, 4) }
        + number(0, 4)
    }
    bytes += directory(main)
    if let original {
      bytes += directory([(0x9003, 2, 20, textStart + texts.count)])
      texts += Array(original.utf8) + [0]
    }
    return bytes + texts
  }

  private static func jpeg(_ tiff: [UInt8], before: [UInt8] = []) -> [UInt8] {
    let length = tiff.count + 8
    return [0xFF, 0xD8] + before + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)]
      + Array("Exif\0\0".utf8) + tiff + [0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// A picture of one point, as far as chunks go; nobody looks at the checksums.
  private static func png(_ tiff: [UInt8], isLast: Bool = false) -> [UInt8] {
    func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
      number(body.count, 4) + Array(type.utf8) + body + [1, 2, 3, 4]
    }
    let (exif, data) = (chunk("eXIf", tiff), chunk("IDAT", [9, 9, 9]))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", number(1, 4) + number(1, 4) + [8, 2, 0, 0, 0])
      + (isLast ? data + exif : exif + data) + chunk("IEND", [])
  }

  private static func webP(_ tiff: [UInt8], mark: String = "") -> [UInt8] {
    func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
      Array(type.utf8) + number(body.count, 4).reversed() + body + (body.count % 2 == 1 ? [0] : [])
    }
    let chunks =
      chunk("VP8X", [8, 0, 0, 0, 0, 0, 0, 0, 0, 0]) + chunk("VP8 ", [1, 2, 3])
      + chunk("EXIF", Array(mark.utf8) + tiff)
    return Array("RIFF".utf8) + number(chunks.count + 4, 4).reversed() + Array("WEBP".utf8) + chunks
  }

  /// How a HEIC picture says where its EXIF part is.
  struct Layout: CustomStringConvertible, Sendable {
    var version: Int
    var isInIdat = false
    var width = 4
    var hasLongBoxes = false
    var mark = Array("Exif\0\0".utf8)
    var brand = "heic"
    var others = "mif1miaf"

    var description: String {
      "iloc \(version), \(isInIdat ? "idat" : "mdat"), \(width) bytes, \(brand)"
    }

    static let all = [
      Layout(version: 0), Layout(version: 1), Layout(version: 2),
      Layout(version: 1, isInIdat: true),
      Layout(version: 1, width: 8, hasLongBoxes: true), Layout(version: 1, mark: []),
      Layout(version: 0, brand: "avif"), Layout(version: 0, brand: "mif1", others: ""),
    ]
  }

  /// A picture of boxes: two items, of which the second is the EXIF part.
  private static func heif(_ tiff: [UInt8], _ layout: Layout) -> [UInt8] {
    func box(_ type: String, _ body: [UInt8]) -> [UInt8] {
      layout.hasLongBoxes && type != "infe"
        ? number(1, 4) + Array(type.utf8) + number(body.count + 16, 8) + body
        : number(body.count + 8, 4) + Array(type.utf8) + body
    }
    let exif = number(layout.mark.count, 4) + layout.mark + tiff
    let wide = layout.version == 2
    let items = [(1, "hvc1"), (2, "Exif")].flatMap { item, type in
      box(
        "infe",
        [wide ? 3 : 2, 0, 0, 0] + number(item, wide ? 4 : 2) + [0, 0] + Array(type.utf8)
      )
    }
    func meta(_ start: Int) -> [UInt8] {
      func place(_ item: Int, _ method: Int, _ offset: Int, _ length: Int) -> [UInt8] {
        number(item, wide ? 4 : 2) + (layout.version == 0 ? [] : number(method, 2)) + [0, 0, 0, 1]
          + number(offset, layout.width) + number(length, layout.width)
      }
      let widths = UInt8(layout.width << 4 | layout.width)
      var locations = [UInt8(layout.version), 0, 0, 0, widths, 0] + number(2, wide ? 4 : 2)
      locations += place(1, 0, start + exif.count, 3)
      locations += place(2, layout.isInIdat ? 1 : 0, layout.isInIdat ? 5 : start, exif.count)
      return box(
        "meta",
        [0, 0, 0, 0] + box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0] + Array("pict".utf8))
          + box("iinf", [wide ? 1 : 0, 0, 0, 0] + number(2, wide ? 4 : 2) + items)
          + box("iloc", locations)
          + (layout.isInIdat ? box("idat", Array("other".utf8) + exif) : [])
      )
    }
    let head = box("ftyp", Array("\(layout.brand)".utf8) + number(0, 4) + Array(layout.others.utf8))
    let start = head.count + meta(0).count + box("mdat", []).count
    return head + meta(start) + box("mdat", (layout.isInIdat ? [] : exif) + [1, 2, 3])
  }

  private func taken(_ bytes: [UInt8]) throws -> Int64? {
    try folder.write(bytes, to: "photo")
    let root = try RootedDirectory(folder.root)
    let attributes = try root.attributes(of: "photo")
    let probe = FileProbe(root)
    let candidate = FileCandidate(
      directory: 0,
      name: Array("photo".utf8),
      size: attributes.size,
      modified: attributes.modified,
      created: nil,
      device: attributes.device,
      inode: attributes.inode
    )
    probe.begin(candidate, in: FilePath())
    return try PhotoTime.taken(probe)
  }

  // 2019-07-04 09:08:07 as if by UTC.
  private static let expected: Int64 = 1_562_231_287_000_000_000

  @Test("is read from JPEG and TIFF in both orders of bytes", arguments: [true, false])
  func reads(isBig: Bool) throws {
    let tiff = Self.tiff(isBig: isBig)
    #expect(try taken(tiff) == Self.expected)
    #expect(try taken(Self.jpeg(tiff)) == Self.expected)
    let other: [UInt8] = [0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xE2, 0, 3, 9]
    #expect(try taken(Self.jpeg(tiff, before: other)) == Self.expected)
  }

  @Test("is read from PNG and WebP, before the picture and behind it", arguments: [true, false])
  func chunks(isBig: Bool) throws {
    let tiff = Self.tiff(isBig: isBig)
    #expect(try taken(Self.png(tiff)) == Self.expected)
    #expect(try taken(Self.png(tiff, isLast: true)) == Self.expected)
    #expect(try taken(Self.webP(tiff)) == Self.expected)
    #expect(try taken(Self.webP(tiff, mark: "Exif\0\0")) == Self.expected)
    // A sound file is of the same chunks, and no picture.
    #expect(try taken(Array("RIFF\0\0\0\0WAVE".utf8) + Self.webP(tiff).dropFirst(12)) == nil)
  }

  @Test("is read from HEIC and AVIF, wherever they have it", arguments: Layout.all)
  func heif(_ layout: Layout) throws {
    let tiff = Self.tiff(isBig: true)
    #expect(try taken(Self.heif(tiff, layout)) == Self.expected)
    var film = layout
    film.brand = "isom"
    film.others = "mp42"
    #expect(try taken(Self.heif(tiff, film)) == nil)
  }

  @Test("is that of the picture before that of its change")
  func order() throws {
    let both = Self.tiff(isBig: true, changed: "2020:01:01 00:00:00")
    #expect(try taken(both) == Self.expected)
    let one = Self.tiff(isBig: true, original: nil, changed: "2020:01:01 00:00:00")
    #expect(try taken(one) == 1_577_836_800_000_000_000)
  }

  @Test(
    "is none when the camera's clock was never set, or says nonsense",
    arguments: [
      "0000:00:00 00:00:00", "2019:13:04 09:08:07", "2019:02:30 09:08:07", "    :  :     :  :  ",
      "2019-07-04 09:08:07", "9999:01:01 00:00:00",
    ]
  )
  func nonsense(_ text: String) throws {
    #expect(try taken(Self.tiff(isBig: false, original: text)) == nil)
  }

  @Test("is none in what is cut off or changed anywhere, and nothing breaks")
  func damage() throws {
    let tiff = Self.tiff(isBig: true)
    try damage(Self.jpeg(tiff), end: 12)
    try damage(Self.png(tiff, isLast: true), end: 17)
    try damage(Self.webP(tiff), end: 2)
    for layout in Layout.all { try damage(Self.heif(tiff, layout), end: layout.isInIdat ? 12 : 4) }
  }

  /// Cuts a picture off everywhere but within some bytes of its end, and changes it.
  private func damage(_ whole: [UInt8], end: Int) throws {
    for end in 0..<whole.count - end { #expect(try taken(Array(whole[..<end])) == nil) }
    var state: UInt64 = 7
    for _ in 0..<500 {
      var bytes = whole
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1
        bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
      }
      _ = try taken(bytes)
    }
  }

  @Test("sorts photos by the day on which they were taken, and others by their change")
  func sorts() async throws {
    try folder.write(Self.jpeg(Self.tiff(isBig: false)), to: "a.jpg", time: 1_700_000_000)
    let phone = Self.heif(Self.tiff(isBig: true), Layout(version: 1))
    try folder.write(phone, to: "IMG_1.HEIC", time: 1_700_000_000)
    try folder.write("text", to: "b.txt", time: 1_700_000_000)
    try await folder.run(folder.job(by: .date))
    #expect(try folder.files() == ["2019/07/IMG_1.HEIC", "2019/07/a.jpg", "2023/11/b.txt"])
  }
}
