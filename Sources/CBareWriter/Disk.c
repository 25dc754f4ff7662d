// A VFS (https://www.sqlite.org/vfs.html) that passes everything on to SQLite's own and counts, times and, when it is
// told to, slows the syncs. It is a program's default from `bare_disk_watch` on, so the engine under test needs no hook.

#include "CBareWriter.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

static sqlite3_vfs *kernel;
static sqlite3_vfs watch;
static _Atomic int64_t slow_microseconds;
static _Atomic int64_t syncs;
static _Atomic int64_t sync_nanoseconds;

/// SQLite's own file stands behind ours in the same memory.
typedef struct {
  sqlite3_file ours;
} watched_file;

static sqlite3_file *own(sqlite3_file *file) { return (sqlite3_file *)((watched_file *)file + 1); }

static int64_t nanoseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void sleep_microseconds(int64_t microseconds) {
  struct timespec rest = {microseconds / 1000000, (microseconds % 1000000) * 1000};
  while (nanosleep(&rest, &rest) == -1 && errno == EINTR) {}
}

static int watched_sync(sqlite3_file *file, int flags) {
  int64_t begun = nanoseconds_now();
  int64_t slow = atomic_load(&slow_microseconds);
  if (slow > 0) sleep_microseconds(slow);
  int code = own(file)->pMethods->xSync(own(file), flags);
  atomic_fetch_add(&syncs, 1);
  atomic_fetch_add(&sync_nanoseconds, nanoseconds_now() - begun);
  return code;
}

static int watched_close(sqlite3_file *file) { return own(file)->pMethods->xClose(own(file)); }
static int watched_read(sqlite3_file *file, void *to, int count, sqlite3_int64 from) {
  return own(file)->pMethods->xRead(own(file), to, count, from);
}
static int watched_write(sqlite3_file *file, const void *from, int count, sqlite3_int64 to) {
  return own(file)->pMethods->xWrite(own(file), from, count, to);
}
static int watched_truncate(sqlite3_file *file, sqlite3_int64 size) {
  return own(file)->pMethods->xTruncate(own(file), size);
}
static int watched_size(sqlite3_file *file, sqlite3_int64 *size) {
  return own(file)->pMethods->xFileSize(own(file), size);
}
static int watched_lock(sqlite3_file *file, int level) { return own(file)->pMethods->xLock(own(file), level); }
static int watched_unlock(sqlite3_file *file, int level) { return own(file)->pMethods->xUnlock(own(file), level); }
static int watched_reserved(sqlite3_file *file, int *is) {
  return own(file)->pMethods->xCheckReservedLock(own(file), is);
}
static int watched_control(sqlite3_file *file, int what, void *with) {
  return own(file)->pMethods->xFileControl(own(file), what, with);
}
static int watched_sector(sqlite3_file *file) { return own(file)->pMethods->xSectorSize(own(file)); }
static int watched_traits(sqlite3_file *file) { return own(file)->pMethods->xDeviceCharacteristics(own(file)); }
static int watched_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory) {
  return own(file)->pMethods->xShmMap(own(file), region, size, extend, memory);
}
static int watched_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  return own(file)->pMethods->xShmLock(own(file), offset, count, flags);
}
static void watched_barrier(sqlite3_file *file) { own(file)->pMethods->xShmBarrier(own(file)); }
static int watched_unmap(sqlite3_file *file, int delete_it) {
  return own(file)->pMethods->xShmUnmap(own(file), delete_it);
}

// Version 2: without xFetch, as nothing here maps a database into memory.
static const sqlite3_io_methods watched_methods = {
  2,
  watched_close,
  watched_read,
  watched_write,
  watched_truncate,
  watched_sync,
  watched_size,
  watched_lock,
  watched_unlock,
  watched_reserved,
  watched_control,
  watched_sector,
  watched_traits,
  watched_map,
  watched_shm_lock,
  watched_barrier,
  watched_unmap,
  NULL,
  NULL,
};

static int watched_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flags_used) {
  (void)vfs;
  file->pMethods = NULL;
  int code = kernel->xOpen(kernel, name, own(file), flags, flags_used);
  // SQLite closes a file exactly when it has methods, also after an open that failed.
  if (own(file)->pMethods != NULL) file->pMethods = &watched_methods;
  return code;
}

int bare_disk_watch(void) {
  if (kernel != NULL) return SQLITE_OK;
  int code = sqlite3_initialize();
  if (code != SQLITE_OK) return code;
  kernel = sqlite3_vfs_find(NULL);
  if (kernel == NULL) return SQLITE_ERROR;
  watch = *kernel;
  watch.zName = "watched";
  watch.pNext = NULL;
  watch.szOsFile = (int)sizeof(watched_file) + kernel->szOsFile;
  watch.xOpen = watched_open;
  return sqlite3_vfs_register(&watch, 1);
}

void bare_disk_slow(int64_t microseconds) { atomic_store(&slow_microseconds, microseconds); }

bare_disk_count bare_disk_counted(void) {
  bare_disk_count count = {atomic_load(&syncs), atomic_load(&sync_nanoseconds)};
  return count;
}

int bare_chance(void *bytes, size_t count) {
  uint8_t *to = bytes;
  while (count > 0) {
    ssize_t got = getrandom(to, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return -1;
    to += got;
    count -= (size_t)got;
  }
  return 0;
}
