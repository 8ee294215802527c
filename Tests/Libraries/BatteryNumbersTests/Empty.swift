import Testing

@testable import BatteryNumbers
