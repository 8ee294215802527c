extension PythonCase {
  /// Tests of Python's test_zipfile whose matter other suites hold, by its names there.
  static let zipElsewhere: [String: String] = [
    "test_add_file_after_2107":
      "ZipWriter: the farthest time there is, as with strict_timestamps off",
    "test_add_file_before_1980":
      "ZipWriter: the first time there is, as with strict_timestamps off",
    "test_concurrent_extract_dir": "HostileArchiveTests: directories that are there are entered",
    "test_concurrent_extract_implicit_dir":
      "HostileArchiveTests: directories that are there are entered",
    "test_extract_hackers_arcnames_common_cases":
      "HostileArchiveTests.leadingOut: refused rather than made harmless",
    "test_extract_hackers_arcnames_posix_only":
      "HostileArchiveTests.leadingOut: refused rather than made harmless",
    "test_from_dir": "ZipOracleTests.writing",
    "test_from_file": "ZipOracleTests.writing",
    "test_non_existent_file_raises_OSError": "FileArchiveInput fails as any file does",
    "test_null_byte_in_filename": "ZipWriter refuses it; HostileArchiveTests for reading",
    "test_overwrite_file_symlink_as_file":
      "HostileArchiveTests.replacedLink: the link makes way, and what it led to stays",
    "test_overwrite_broken_file_symlink_as_file":
      "HostileArchiveTests.replacedLink: the link makes way",
    "test_overwrite_dir_symlink_as_dir": "HostileArchiveTests.throughLink: it is refused",
    "test_overwrite_dir_symlink_as_implicit_dir": "HostileArchiveTests.throughLink: it is refused",
    "test_read_with_metadata_encoding": "ZipNames.bytes: names as they are stored",
    "test_read_with_incorrect_metadata_encoding": "ZipNames.bytes: names as they are stored",
    "test_read_with_unsuitable_metadata_encoding": "ZipNames.bytes: names as they are stored",
    "test_write_default_name": "ZipOracleTests.writing",
    "test_zip64_required_not_allowed_fail": "ZipWriter takes the long form by itself",
  ]

  /// Why tests of Python's test_zipfile have nothing to say here.
  static let zipNotApplicable: [(reason: String, tests: [String])] = [
    (
      "Of Python's file objects, names and arguments.",
      [
        "test_bad_compression_mode", "test_bad_constructor_mode", "test_bad_open_mode",
        "test_close", "test_close_after_close", "test_close_on_exception",
        "test_closed_zip_raises_ValueError", "test_compresslevel_property",
        "test_create_empty_zipinfo_default_attributes", "test_create_empty_zipinfo_repr",
        "test_create_zipinfo_before_1980", "test_decompress_without_3rd_party_library",
        "test_extract_all_with_target_pathlike", "test_extract_with_target_pathlike",
        "test_from_file_bytes", "test_from_file_fileno", "test_from_file_pathlike",
        "test_io_on_closed_zipextfile", "test_issue44439", "test_open_with_pathlike", "test_read0",
        "test_read_return_size", "test_readline_read", "test_readlines", "test_repr",
        "test_struct_sizes", "test_unicode_comment", "test_write_after_close",
        "test_write_pathlike", "test_write_to_readonly", "test_writing_errors",
        "test_zipextfile_attrs", "test_zipwritefile_attrs",
      ]
    ),
    (
      "A member is read from its first byte to its last, one at a time; none is looked up by name.",
      [
        "test_many_opens", "test_open_conflicting_handles", "test_open_non_existent_item",
        "test_read_after_close", "test_read_after_seek", "test_read_after_write",
        "test_seek_tell", "test_write_after_read", "test_write_while_reading",
      ]
    ),
    (
      "Nothing is added to an archive that is there; one that exists is replaced when it is whole.",
      [
        "test_append_to_concatenated_zip_file", "test_append_to_zip_file",
        "test_create_non_existent_file_for_append", "test_exclusive_create_zip_file",
        "test_read_after_append", "test_too_many_files_append",
      ]
    ),
    (
      "There are no passwords.",
      ["test_bad_password", "test_good_password", "test_unicode_password"]
    ),
    (
      "Packages of Python's programs.",
      [
        "test_write_filtered_python_package", "test_write_non_pyfile", "test_write_pyfile",
        "test_write_pyfile_bad_syntax", "test_write_python_directory",
        "test_write_python_directory_filtered", "test_write_python_package",
        "test_write_with_optimization", "test_execute_zip2", "test_execute_zip64",
      ]
    ),
    (
      "Of a function within Python's module; extra fields are made anew.",
      ["test_multiples", "test_no_data", "test_too_short", "test_with_data"]
    ),
    (
      "Windows alone.",
      ["test_extract_hackers_arcnames_windows_only", "test_sanitize_windows_name"]
    ),
    (
      "Of the program in Python's module.",
      [
        "test_bad_use", "test_cli_with_metadata_encoding",
        "test_cli_with_metadata_encoding_extract", "test_create_command", "test_extract_command",
        "test_list_command", "test_test_command", "test_write_with_metadata_encoding",
      ]
    ),
  ]
}
