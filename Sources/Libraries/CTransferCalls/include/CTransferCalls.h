// Calls of the system that its Swift overlay leaves out, most of them Linux's own. Each returns
// -1 with `errno` on failure, and `ENOSYS` where the system has no such thing.
#ifndef C_TRANSFER_CALLS_H
#define C_TRANSFER_CALLS_H

#include <stddef.h>
#include <stdint.h>

/// Opens a path beneath a directory: neither `..` nor a link nor a mount of `/proc` leads out.
int transfer_open_beneath(int directory, const char *path, int flags, unsigned mode, int allows_links);

/// Opens an object only to name it in other calls, without following a link.
int transfer_open_handle(int directory, const char *name);

/// Renames, unless the new name is taken.
int transfer_rename_new(int from, const char *old_name, int to, const char *new_name);

/// Exchanges two names.
int transfer_rename_swap(int from, const char *old_name, int to, const char *new_name);

/// Makes one file share the blocks of another.
int transfer_clone(int target, int source);

/// Copies bytes within the kernel and moves both offsets.
ptrdiff_t transfer_copy_range(int source, int target, size_t count);

/// Finds the next data, or the next hole, from an offset on.
int64_t transfer_seek_data(int file, int64_t offset);
int64_t transfer_seek_hole(int file, int64_t offset);

/// Opens a file without a name in a directory, and gives such a file a name.
int transfer_open_unnamed(int directory, unsigned mode);
int transfer_give_name(int file, int directory, const char *name);

/// Extended attributes of an open file.
ptrdiff_t transfer_list_attributes(int file, char *buffer, size_t capacity);
ptrdiff_t transfer_get_attribute(int file, const char *name, void *buffer, size_t capacity);
int transfer_set_attribute(int file, const char *name, const void *value, size_t size);
int transfer_remove_attribute(int file, const char *name);

/// Brings everything on the file system of an open file to the disk.
int transfer_sync_system(int file);

/// Reads entries of a directory in the system's own form.
ptrdiff_t transfer_read_entries(int directory, void *buffer, size_t capacity);

/// Numbers of the devices that a special file stands for.
int transfer_make_special(int directory, const char *name, unsigned mode, uint64_t device);

/// Whether an error says that extended attributes, or clones, are not to be had.
int transfer_is_unsupported(int error);

#endif
