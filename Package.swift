// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "batteries",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "BatteryContainers", targets: ["BatteryContainers"]),
    .library(name: "BatteryFiles", targets: ["BatteryFiles"]),
    .library(name: "BatteryJobs", targets: ["BatteryJobs"]),
    .library(name: "BatteryNumbers", targets: ["BatteryNumbers"]),
    .library(name: "BatteryParallel", targets: ["BatteryParallel"]),
    .library(name: "BatteryStatistics", targets: ["BatteryStatistics"]),
    .library(name: "BatteryTables", targets: ["BatteryTables"]),
    .executable(name: "batteries", targets: ["BatteriesCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-algorithms.git", from: "1.2.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // MARK: - Libraries

    .target(
      name: "BatteryContainers",
      dependencies: [
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      path: "Sources/Libraries/BatteryContainers"
    ),
    .testTarget(
      name: "BatteryContainersTests",
      dependencies: [
        "BatteryContainers",
        .product(name: "Algorithms", package: "swift-algorithms"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      path: "Tests/Libraries/BatteryContainersTests",
      exclude: ["Data", "Oracles"]
    ),
    .target(name: "CFileCalls", path: "Sources/Libraries/CFileCalls"),
    .target(name: "CTransferCalls", path: "Sources/Libraries/CTransferCalls"),
    .target(
      name: "BatteryFiles",
      dependencies: [
        "CFileCalls", "CTransferCalls", "CZlib",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Libraries/BatteryFiles"
    ),
    .testTarget(
      name: "BatteryFilesTests",
      dependencies: [
        "BatteryFiles", "BatteryJobs", "BatteryParallel", "CTransferCalls", "FileWorker", "TestKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Libraries/BatteryFilesTests",
      exclude: ["Oracles"]
    ),
    .target(
      name: "BatteryJobs",
      dependencies: [
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Libraries/BatteryJobs"
    ),
    .testTarget(
      name: "BatteryJobsTests",
      dependencies: [
        "BatteryJobs", "TestKit",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Libraries/BatteryJobsTests"
    ),
    .target(name: "CMatrixKernels", path: "Sources/Libraries/CMatrixKernels"),
    .target(
      name: "BatteryNumbers",
      dependencies: ["CMatrixKernels"],
      path: "Sources/Libraries/BatteryNumbers"
    ),
    .testTarget(
      name: "BatteryNumbersTests",
      dependencies: [
        "BatteryNumbers", "DecimalCases",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      path: "Tests/Libraries/BatteryNumbersTests",
      exclude: ["Oracles"]
    ),
    .target(
      name: "BatteryParallel",
      dependencies: [
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Libraries/BatteryParallel"
    ),
    .testTarget(
      name: "BatteryParallelTests",
      dependencies: [
        "BatteryNumbers", "BatteryParallel", "ParallelWorker",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Libraries/BatteryParallelTests"
    ),
    .target(
      name: "BatteryStatistics",
      dependencies: ["BatteryNumbers", "CMatrixKernels"],
      path: "Sources/Libraries/BatteryStatistics"
    ),
    .testTarget(
      name: "BatteryStatisticsTests",
      dependencies: [
        "BatteryNumbers", "BatteryStatistics",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      path: "Tests/Libraries/BatteryStatisticsTests",
      exclude: ["Oracles"]
    ),
    .systemLibrary(
      name: "CZlib",
      path: "Sources/Libraries/CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),
    .target(name: "CByteMasks", path: "Sources/Libraries/CByteMasks"),
    .target(
      name: "BatteryTables",
      dependencies: [
        "BatteryFiles", "BatteryJobs", "CByteMasks",
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Libraries/BatteryTables"
    ),
    .testTarget(
      name: "BatteryTablesTests",
      dependencies: [
        "BatteryJobs", "BatteryTables", "TestKit",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Libraries/BatteryTablesTests",
      exclude: ["Oracles"]
    ),

    // MARK: - Tools

    .target(
      name: "CalcTool",
      dependencies: ["BatteryNumbers"],
      path: "Sources/Tools/CalcTool"
    ),
    .testTarget(
      name: "CalcToolTests",
      dependencies: [
        "BatteryNumbers", "CalcTool",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      path: "Tests/Tools/CalcToolTests",
      exclude: ["Oracles"]
    ),
    .target(
      name: "DiskTool",
      dependencies: [
        "BatteryFiles", "BatteryJobs",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Tools/DiskTool"
    ),
    .testTarget(
      name: "DiskToolTests",
      dependencies: [
        "DiskTool", "BatteryJobs", "TestKit",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Tools/DiskToolTests"
    ),
    .target(
      name: "FilesTool",
      dependencies: [
        "BatteryFiles", "BatteryJobs",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Tools/FilesTool"
    ),
    .testTarget(
      name: "FilesToolTests",
      dependencies: [
        "FilesTool", "BatteryFiles", "BatteryJobs", "TestKit",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Tools/FilesToolTests"
    ),
    .target(
      name: "HTTPTool",
      dependencies: [
        "BatteryFiles", "BatteryJobs",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Tools/HTTPTool"
    ),
    .testTarget(
      name: "HTTPToolTests",
      dependencies: [
        "HTTPTool", "BatteryJobs", "TestKit",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Tools/HTTPToolTests"
    ),
    .target(
      name: "OrganizeTool",
      dependencies: [
        "BatteryFiles", "BatteryJobs", "BatteryTables",
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Yams", package: "Yams"),
      ],
      path: "Sources/Tools/OrganizeTool"
    ),
    .testTarget(
      name: "OrganizeToolTests",
      dependencies: [
        "OrganizeTool", "BatteryFiles", "BatteryJobs", "OrganizeWorker", "TestKit",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Tools/OrganizeToolTests"
    ),
    .target(
      name: "PruneTool",
      dependencies: [
        "BatteryFiles", "BatteryJobs",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Tools/PruneTool"
    ),
    .testTarget(
      name: "PruneToolTests",
      dependencies: [
        "PruneTool", "BatteryFiles", "BatteryJobs", "TestKit",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Tools/PruneToolTests"
    ),
    .target(
      name: "RunTool",
      dependencies: [
        "BatteryFiles", "BatteryJobs",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Tools/RunTool"
    ),
    .testTarget(
      name: "RunToolTests",
      dependencies: [
        "RunTool", "BatteryJobs", "TestKit",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Tools/RunToolTests"
    ),
    .target(
      name: "TableTool",
      dependencies: [
        "BatteryFiles", "BatteryJobs", "BatteryTables",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Tools/TableTool"
    ),
    .testTarget(
      name: "TableToolTests",
      dependencies: [
        "TableTool", "BatteryJobs", "BatteryTables", "TestKit",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Tools/TableToolTests"
    ),

    .target(
      name: "LogsTool",
      dependencies: [
        "BatteryFiles", "BatteryJobs", "BatteryTables", "CByteMasks",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Tools/LogsTool"
    ),
    .testTarget(
      name: "LogsToolTests",
      dependencies: [
        "LogReader", "LogsTool", "BatteryJobs", "BatteryTables", "TestKit",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Tools/LogsToolTests",
      exclude: ["Oracles"]
    ),
    .target(
      name: "StatsTool",
      dependencies: [
        "BatteryFiles", "BatteryJobs", "BatteryNumbers", "BatteryParallel", "BatteryStatistics",
        "BatteryTables",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Tools/StatsTool"
    ),
    .testTarget(
      name: "StatsToolTests",
      dependencies: [
        "BatteryJobs", "BatteryNumbers", "BatteryStatistics", "BatteryTables", "StatsTool",
        "TestKit",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Tools/StatsToolTests",
      exclude: ["Oracles"]
    ),

    // MARK: - Hub

    .target(
      name: "BatteryHub",
      dependencies: [
        "BatteryFiles", "BatteryJobs",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Yams", package: "Yams"),
      ],
      path: "Sources/Hub/BatteryHub"
    ),
    .testTarget(
      name: "BatteryHubTests",
      dependencies: [
        "BatteryHub", "BatteryJobs", "TestKit",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Hub/BatteryHubTests"
    ),

    // MARK: - The command line

    .executableTarget(
      name: "BatteriesCLI",
      dependencies: [
        "BatteryFiles", "BatteryHub", "BatteryJobs", "BatteryNumbers", "BatteryStatistics",
        "BatteryTables", "CalcTool",
        "DiskTool", "FilesTool", "HTTPTool", "LogsTool", "OrganizeTool", "PruneTool", "RunTool",
        "StatsTool",
        "TableTool",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      path: "Sources/batteries"
    ),
    .testTarget(
      name: "BatteriesCLITests",
      dependencies: [
        "BatteriesCLI", "BatteryFiles", "BatteryHub", "BatteryJobs", "TestKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/batteries/BatteriesCLITests",
      exclude: ["Snapshots"]
    ),

    // MARK: - Tests of the whole

    .target(
      name: "TestKit",
      dependencies: [
        "BatteryJobs",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Support/TestKit"
    ),
    .executableTarget(
      name: "FileWorker",
      dependencies: [
        "BatteryFiles",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Support/FileWorker"
    ),
    .executableTarget(
      name: "LogReader",
      dependencies: [
        "LogsTool",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Support/LogReader"
    ),
    .executableTarget(
      name: "OrganizeWorker",
      dependencies: [
        "BatteryJobs", "OrganizeTool",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Support/OrganizeWorker"
    ),
    .executableTarget(
      name: "ParallelWorker",
      dependencies: [
        "BatteryNumbers", "BatteryParallel",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Support/ParallelWorker"
    ),
    .testTarget(
      name: "FaultTests",
      dependencies: [
        "BatteriesCLI", "BatteryFiles", "BatteryHub", "BatteryJobs", "RunTool", "TestKit",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Faults/FaultTests"
    ),
    .target(
      name: "DecimalCases",
      dependencies: ["BatteryNumbers"],
      path: "Tests/Conformance/DecimalCases"
    ),
    .target(
      name: "ConformanceSuites",
      dependencies: [
        "BatteryJobs", "BatteryStatistics", "BatteryTables", "DecimalCases", "StatsTool",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Conformance/Suites"
    ),
    .executableTarget(
      name: "conformance",
      dependencies: ["ConformanceSuites", "DecimalCases"],
      path: "Tests/Conformance/conformance"
    ),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "ConformanceSuites", "BatteryJobs",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Conformance/ConformanceTests"
    ),
    .testTarget(
      name: "LayeringTests",
      dependencies: [
        "TestKit",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Layering/LayeringTests"
    ),

    // MARK: - Benchmarks

    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "BatteryContainers", "BatteryFiles", "BatteryHub", "BatteryJobs", "BatteryNumbers",
        "BatteryParallel", "BatteryStatistics", "BatteryTables", "FilesTool", "LogsTool", "RunTool",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Benchmarks",
      exclude: ["Results", "Peers"],
      sources: ["Sources"]
    ),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}
