extension PythonCase {
  /// Tests of Python's test_tarfile whose matter other suites hold, by its names there.
  static let tarElsewhere: [String: String] = [
    "test_100_char_name": "TarOracleTests.writing",
    "test_add_hardlink": "TarOracleTests.writing",
    "test_add_twice": "TarOracleTests.writing",
    "test_concurrent_extract_dir": "HostileArchiveTests: directories that are there are entered",
    "test_concurrent_extract_implicit_dir":
      "HostileArchiveTests: directories that are there are entered",
    "test_create": "ArchiveTests.everything",
    "test_create_taropen": "ArchiveTests.everything",
    "test_custom_filter": "ArchiveTests.filter",
    "test_cwd": "ArchiveTests.filter: names are relative to the tree's root",
    "test_directory_size": "TarOracleTests.writing",
    "test_eof_marker": "ArchiveTests.everything: whole records",
    "test_eof": "ArchiveTests.everything: whole records",
    "test_errorlevel": "HostileArchiveTests.leadingOut: a policy stops or leaves out",
    "test_file_size": "TarOracleTests.writing",
    "test_filter": "ArchiveTests.filter",
    "test_issue14160": "TarOracleTests.pythonArchive",
    "test_link_size": "TarOracleTests.writing",
    "test_non_existent_tarfile": "FileArchiveInput fails as any file does",
    "test_ordered_recursion": "ArchiveTests.filter and reproducible: in the order of names",
    "test_overwrite_file_symlink_as_file":
      "HostileArchiveTests.replacedLink: the link makes way, and what it led to stays",
    "test_overwrite_broken_file_symlink_as_file":
      "HostileArchiveTests.replacedLink: the link makes way",
    "test_overwrite_dir_symlink_as_dir": "HostileArchiveTests.throughLink: it is refused",
    "test_overwrite_dir_symlink_as_implicit_dir": "HostileArchiveTests.throughLink: it is refused",
    "test_replace_name": "ArchiveTests.filter: it may change the member",
    "test_stateful_filter": "ArchiveTests.filter: it is a closure",
    "test_stream_padding": "ArchiveTests.everything: whole records",
    "test_symlink_size": "TarOracleTests.writing",
    "test_tar_size": "ArchiveTests.everything: whole records",
    "test_unicode_longname3": "TarOracleTests.writing: names are bytes",
    "test_wrong_compresslevels": "GzipArchiveOutput refuses levels that are none",
  ]

  /// Why tests of Python's test_tarfile have nothing to say here.
  static let tarNotApplicable: [(reason: String, tests: [String])] = [
    (
      "Of Python's file objects, names and arguments.",
      [
        "test_bytes_name_attribute", "test_create_pathlike_name", "test_int_name_attribute",
        "test_compresslevel_wrong_modes",
        "test_create_taropen_pathlike_name", "test_empty_name_attribute", "test_extractfile_attrs",
        "test_extract_pathlike_dir", "test_fileobj", "test_fileobj_no_close", "test_fileobj_seek",
        "test_fileobj_with_offset", "test_gettarinfo_pathlike_name", "test_illegal_mode_arg",
        "test_init_close_fobj", "test_is_tarfile_keeps_position", "test_missing_fileobj",
        "test_no_name_argument", "test_no_name_attribute", "test_open_nonwritable_fileobj",
        "test_pathlike_bytes_name", "test_pathlike_name", "test_basic", "test_closed",
        "test_exception", "test_no_eof", "test_keyword_only", "test__all__", "test_file_mode",
        "test_useful_error_message_when_modules_missing", "test_source_directory_not_leaked",
      ]
    ),
    (
      "Members are read in order and none is looked up by its name.",
      [
        "test_add_dir_getmember", "test_fileobj_link1", "test_fileobj_link2",
        "test_fileobj_symlink1", "test_fileobj_symlink2", "test_header_offset",
        "test_parallel_iteration", "test_stream_mode_no_cache",
      ]
    ),
    (
      "Nothing is added to an archive that is there; one that exists is replaced when it is whole.",
      [
        "test_append_compressed", "test_empty", "test_empty_fileobj", "test_existing",
        "test_incomplete", "test_invalid", "test_non_existing", "test_null", "test_premature_eof",
        "test_trailing_garbage", "test_create_existing", "test_create_existing_taropen",
      ]
    ),
    (
      "One policy takes the place of named filters; it is always the careful one.",
      [
        "test_bad_filter_name", "test_change_default_filter_on_class",
        "test_change_default_filter_on_instance", "test_change_default_filter_on_subclass",
        "test_change_default_filter_to_string", "test_default_filter_warns",
        "test_deprecation_if_no_filter_passed_to_extract",
        "test_deprecation_if_no_filter_passed_to_extractall", "test_fully_trusted_filter",
        "test_tar_filter",
      ]
    ),
    (
      "A link to a member that was not extracted is refused; CPython copies the member instead.",
      [
        "test_hardlink_extraction1", "test_hardlink_extraction2", "test_symlink_extraction1",
        "test_symlink_extraction2",
      ]
    ),
    (
      "Fields of a member have types: none can be taken away or replaced by None.",
      [
        "test_add", "test_extractall_none_gid", "test_extractall_none_gname",
        "test_extractall_none_mode", "test_extractall_none_mtime",
        "test_extractall_none_ownership", "test_extractall_none_uid",
        "test_extractall_none_uname", "test_replace_all", "test_replace_deep",
        "test_replace_internal", "test_replace_shallow",
      ]
    ),
    (
      "Owners are given by number alone, and only by root.",
      [
        "test_extract_with_numeric_owner", "test_extractall_with_numeric_owner",
        "test_extract_without_numeric_owner",
      ]
    ),
    (
      "bzip2 and xz are not read.",
      ["test_detect_stream_bz2", "test_partial_input_bz2", "test_create_with_preset"]
    ),
    (
      "Links are kept as links; the archive's own file is not looked for in the tree.",
      ["test_add_self", "test_dereference_hardlink"]
    ),
    ("Names are bytes, whatever they mean.", ["test_unicode_filename_error"]),
    (
      "Of the program in Python's module.",
      [
        "test_bad_use", "test_create_command", "test_create_command_compressed",
        "test_create_command_dot_started_filename", "test_create_command_dotless_filename",
        "test_create_command_verbose", "test_extract_command",
        "test_extract_command_different_directory", "test_extract_command_filter",
        "test_extract_command_invalid_file", "test_extract_command_verbose", "test_list_command",
        "test_list_command_invalid_file", "test_list_command_verbose", "test_test_command",
        "test_test_command_invalid_file", "test_test_command_verbose",
      ]
    ),
  ]
}
