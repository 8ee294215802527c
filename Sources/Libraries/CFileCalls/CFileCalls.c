#define _GNU_SOURCE
#include "CFileCalls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__linux__)

#include <sys/syscall.h>
#include <sys/sysmacros.h>

int file_status_at(
  int directory, const char *name, int follow, uint32_t mask, struct file_status *status
) {
  struct statx answer;
  int flags = AT_NO_AUTOMOUNT;
  if (!name) flags |= AT_EMPTY_PATH;
  if (!follow) flags |= AT_SYMLINK_NOFOLLOW;
  if (statx(directory, name ? name : "", flags, mask, &answer) != 0) return -1;
  status->mask = answer.stx_mask;
  status->mode = answer.stx_mode;
  status->owner = answer.stx_uid;
  status->group = answer.stx_gid;
  status->links = answer.stx_nlink;
  status->inode = answer.stx_ino;
  status->device = makedev(answer.stx_dev_major, answer.stx_dev_minor);
  status->size = answer.stx_size;
  status->blocks = answer.stx_blocks;
  status->accessed = answer.stx_atime.tv_sec;
  status->modified = answer.stx_mtime.tv_sec;
  status->changed = answer.stx_ctime.tv_sec;
  status->created = answer.stx_btime.tv_sec;
  status->accessed_nanoseconds = answer.stx_atime.tv_nsec;
  status->modified_nanoseconds = answer.stx_mtime.tv_nsec;
  status->changed_nanoseconds = answer.stx_ctime.tv_nsec;
  status->created_nanoseconds = answer.stx_btime.tv_nsec;
  return 0;
}

ssize_t directory_read(int directory, void **state, void *buffer, size_t size) {
  (void)state;
  return syscall(SYS_getdents64, directory, buffer, size);
}

void directory_read_end(void *state) { (void)state; }

#else

int file_status_at(
  int directory, const char *name, int follow, uint32_t mask, struct file_status *status
) {
  struct stat answer;
  (void)mask;
  int result = name ? fstatat(directory, name, &answer, follow ? 0 : AT_SYMLINK_NOFOLLOW)
                    : fstat(directory, &answer);
  if (result != 0) return -1;
  status->mask = 0xFFF;
  status->mode = answer.st_mode;
  status->owner = answer.st_uid;
  status->group = answer.st_gid;
  status->links = answer.st_nlink;
  status->inode = answer.st_ino;
  status->device = (uint64_t)answer.st_dev;
  status->size = (uint64_t)answer.st_size;
  status->blocks = (uint64_t)answer.st_blocks;
  status->accessed = answer.st_atimespec.tv_sec;
  status->modified = answer.st_mtimespec.tv_sec;
  status->changed = answer.st_ctimespec.tv_sec;
  status->created = answer.st_birthtimespec.tv_sec;
  status->accessed_nanoseconds = (uint32_t)answer.st_atimespec.tv_nsec;
  status->modified_nanoseconds = (uint32_t)answer.st_mtimespec.tv_nsec;
  status->changed_nanoseconds = (uint32_t)answer.st_ctimespec.tv_nsec;
  status->created_nanoseconds = (uint32_t)answer.st_birthtimespec.tv_nsec;
  return 0;
}

ssize_t directory_read(int directory, void **state, void *buffer, size_t size) {
  if (!*state) {
    int copy = fcntl(directory, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return -1;
    *state = fdopendir(copy);
    if (!*state) {
      close(copy);
      return -1;
    }
  }
  size_t used = 0;
  // The longest record that readdir can give still fits.
  while (size - used >= sizeof(struct dirent) + 32) {
    errno = 0;
    struct dirent *item = readdir(*state);
    if (!item) return errno ? -1 : (ssize_t)used;
    size_t length = strlen(item->d_name);
    uint16_t record = (uint16_t)((19 + length + 1 + 7) & ~(size_t)7);
    char *place = (char *)buffer + used;
    uint64_t inode = item->d_ino;
    memcpy(place, &inode, 8);
    memset(place + 8, 0, 8);
    memcpy(place + 16, &record, 2);
    place[18] = (char)item->d_type;
    memcpy(place + 19, item->d_name, length + 1);
    used += record;
  }
  return (ssize_t)used;
}

void directory_read_end(void *state) {
  if (state) closedir(state);
}

#endif
