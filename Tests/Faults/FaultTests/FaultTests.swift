import Testing

/// All that goes wrong, one after the other: these tests load the machine, and what they measure
/// would suffer from each other.
@Suite("Faults", .serialized) enum FaultTests {}
