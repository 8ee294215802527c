/// Cuts a number of elements into pieces that differ by one element at the most.
///
/// - Returns: At most `chunks` ranges, none of them empty.
func chunkRanges(of count: Int, chunks: Int) -> [Range<Int>] {
  precondition(chunks > 0, "There is one chunk at the least.")
  let number = min(chunks, count)
  guard number > 0 else { return [] }
  let (size, larger) = count.quotientAndRemainder(dividingBy: number)
  var ranges: [Range<Int>] = []
  ranges.reserveCapacity(number)
  var start = 0
  for chunk in 0..<number {
    let end = start + size + (chunk < larger ? 1 : 0)
    ranges.append(start..<end)
    start = end
  }
  return ranges
}
