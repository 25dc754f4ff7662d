// A disk that remembers, refuses or lies: loaded into `breather` by LD_PRELOAD, it stands between SQLite and the kernel.
//
//   cc -shared -fPIC -O2 -o disk.so disk.c -ldl
//
// DISK_FOLDER       the data folder; only `breather.db` and `breather.db-wal` in it, and the folder itself, are looked at
// DISK_RECORD       a file that gets every write, truncation, sync, creation and removal, in their order (power_cut.py)
// DISK_CONTROL      a page shared with the test: which call is to fail next, and what has failed (disk.py, shim.py)
// DISK_LIES         set: a sync says yes, and is none; it is recorded as a lie
// DISK_SYNCHRONOUS  "normal": `PRAGMA synchronous = FULL` is turned into NORMAL on its way to SQLite, and Breather sees it;
//                   "hidden": the same, and who reads it back is told FULL
//
// One lock is held around each call and its record, so that the record's order is the disk's. Times are CLOCK_MONOTONIC.
#define _GNU_SOURCE
#include <ctype.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum op { CREATE = 1, WRITE, TRUNCATE, SYNC, LIE, UNLINK, SYNC_FOLDER };
enum file { NONE = 0, DATABASE = 1, LOG = 2, FOLDER = 3 };

// One record; `length` bytes follow a WRITE.
struct record {
  int32_t op, file;
  int64_t offset, length, begun, ended;
};

// What the test and the disk tell each other. `how`: 0 refuse; 1 say yes and do nothing; 2 write half, then refuse.
struct control {
  int32_t armed, ops, files, error, how, rewritten;
  int64_t countdown, times, fired, fired_at;
  int64_t seen[8][4];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char folder[4096];
static int record_fd = -1, lies, pragma;
static struct control *control;
static unsigned char files[65536];

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);

static void begin(void) {
  real_open = dlsym(RTLD_NEXT, "open64");
  real_close = dlsym(RTLD_NEXT, "close");
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  const char *text = getenv("DISK_FOLDER");
  if (text) snprintf(folder, sizeof folder, "%s", text);
  if ((text = getenv("DISK_RECORD"))) record_fd = real_open(text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  lies = getenv("DISK_LIES") != NULL;
  if ((text = getenv("DISK_SYNCHRONOUS"))) pragma = strcmp(text, "hidden") == 0 ? 2 : 1;
  if ((text = getenv("DISK_CONTROL"))) {
    int fd = real_open(text, O_RDWR | O_CLOEXEC);
    void *page = fd < 0 ? MAP_FAILED : mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED) abort();
    control = page;
    real_close(fd);
  }
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int file_of(const char *path) {
  size_t length = strlen(folder);
  if (!length || strncmp(path, folder, length) != 0) return NONE;
  if (!strcmp(path + length, "") || !strcmp(path + length, "/")) return FOLDER;
  if (!strcmp(path + length, "/breather.db")) return DATABASE;
  return strcmp(path + length, "/breather.db-wal") ? NONE : LOG;
}

static int known(int fd) { return fd >= 0 && fd < 65536 ? files[fd] : NONE; }

static void note(int op, int file, int64_t offset, int64_t length, int64_t begun, const void *data) {
  if (control) control->seen[op][file]++;
  if (record_fd < 0) return;
  struct record record = {op, file, offset, length, begun, now()};
  char *whole = malloc(sizeof record + (data ? length : 0));
  memcpy(whole, &record, sizeof record);
  if (data) memcpy(whole + sizeof record, data, length);
  size_t size = sizeof record + (data ? length : 0);
  // A record that is not whole would be taken for another disk's.
  if (real_write(record_fd, whole, size) != (ssize_t)size) abort();
  free(whole);
}

// Whether this call is one of those that are to go wrong.
static int strikes(int op, int file) {
  if (!control || !__atomic_load_n(&control->armed, __ATOMIC_ACQUIRE)) return 0;
  if (!(control->ops & 1 << op) || !(control->files & 1 << file)) return 0;
  if (control->countdown > 0 && --control->countdown > 0) return 0;
  if (control->times == 0) return 0;
  if (control->times > 0) control->times--;
  if (control->fired++ == 0) __atomic_store_n(&control->fired_at, now(), __ATOMIC_RELEASE);
  return 1;
}

static int opened(const char *path, int flags, mode_t mode) {
  pthread_once(&once, begin);
  int file = file_of(path);
  if (file == NONE) return real_open(path, flags, mode);
  pthread_mutex_lock(&lock);
  int64_t begun = now();
  int was_there = access(path, F_OK) == 0;
  int fd = real_open(path, flags, mode);
  int reason = errno;
  if (fd >= 0 && fd < 65536) files[fd] = file;
  if (fd >= 0 && !was_there) note(CREATE, file, 0, 0, begun, NULL);
  pthread_mutex_unlock(&lock);
  errno = reason;
  return fd;
}

static mode_t mode_in(int flags, va_list more) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; }

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = mode_in(flags, more);
  va_end(more);
  return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = mode_in(flags, more);
  va_end(more);
  return opened(path, flags, mode);
}

int close(int fd) {
  pthread_once(&once, begin);
  if (known(fd)) files[fd] = NONE;
  return real_close(fd);
}

static ssize_t written(int fd, const void *data, size_t length, off_t offset) {
  pthread_mutex_lock(&lock);
  int64_t begun = now();
  ssize_t result;
  int reason = 0;
  if (!strikes(WRITE, known(fd))) {
    result = real_pwrite(fd, data, length, offset);
    reason = errno;
    if (result > 0) note(WRITE, known(fd), offset, result, begun, data);
  } else if (control->how == 1) {
    result = length;
  } else if (control->how == 2 && control->fired == 1 && length > 1) {
    result = real_pwrite(fd, data, length / 2, offset);
  } else {
    result = -1;
    reason = control->error;
  }
  pthread_mutex_unlock(&lock);
  errno = reason;
  return result;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) {
  pthread_once(&once, begin);
  return known(fd) ? written(fd, data, length, offset) : real_pwrite(fd, data, length, offset);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

static int synced(int fd, int (*real)(int)) {
  if (!known(fd)) return real(fd);
  pthread_mutex_lock(&lock);
  int64_t begun = now();
  int op = known(fd) == FOLDER ? SYNC_FOLDER : SYNC;
  int result = 0, reason = 0;
  if (strikes(op, known(fd))) {
    result = control->how == 1 ? 0 : -1;
    reason = control->error;
  } else if (lies) {
    note(LIE, known(fd), 0, 0, begun, NULL);
  } else {
    result = real(fd);
    reason = errno;
    if (result == 0) note(op, known(fd), 0, 0, begun, NULL);
  }
  pthread_mutex_unlock(&lock);
  errno = reason;
  return result;
}

int fdatasync(int fd) {
  pthread_once(&once, begin);
  return synced(fd, real_fdatasync);
}

int fsync(int fd) {
  pthread_once(&once, begin);
  return synced(fd, real_fsync);
}

int ftruncate64(int fd, off_t length) {
  pthread_once(&once, begin);
  if (!known(fd)) return real_ftruncate(fd, length);
  pthread_mutex_lock(&lock);
  int64_t begun = now();
  int result = -1, reason = control ? control->error : EIO;
  if (!strikes(TRUNCATE, known(fd))) {
    result = real_ftruncate(fd, length);
    reason = errno;
    if (result == 0) note(TRUNCATE, known(fd), length, 0, begun, NULL);
  }
  pthread_mutex_unlock(&lock);
  errno = reason;
  return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int unlink(const char *path) {
  pthread_once(&once, begin);
  int file = file_of(path);
  if (file == NONE) return real_unlink(path);
  pthread_mutex_lock(&lock);
  int64_t begun = now();
  int result = real_unlink(path), reason = errno;
  if (result == 0) note(UNLINK, file, 0, 0, begun, NULL);
  pthread_mutex_unlock(&lock);
  errno = reason;
  return result;
}

// What SQLite is to be told in place of a statement; NULL: what was written.
static const char *other_words(const char *sql, int bytes) {
  pthread_once(&once, begin);
  if (!pragma || !sql) return NULL;
  char plain[64];
  size_t length = 0;
  for (int i = 0; sql[i] && (bytes < 0 || i < bytes) && length < sizeof plain - 1; i++) {
    if (!isspace((unsigned char)sql[i]) && sql[i] != ';') plain[length++] = tolower((unsigned char)sql[i]);
  }
  plain[length] = 0;
  const char *name = "pragmasynchronous";
  if (strncmp(plain, name, strlen(name)) != 0) return NULL;
  const char *value = plain + strlen(name);
  if (pragma == 2 && *value == 0) return "SELECT 2 AS synchronous";
  const char *strong[] = {"=full", "=2", "=extra", "=3"};
  for (size_t i = 0; i < sizeof strong / sizeof *strong; i++) {
    if (strcmp(value, strong[i]) != 0) continue;
    if (control) control->rewritten++;
    return "PRAGMA synchronous = NORMAL";
  }
  return NULL;
}

int sqlite3_prepare_v3(void *db, const char *sql, int bytes, unsigned flags, void **statement, const char **tail) {
  static int (*real)(void *, const char *, int, unsigned, void **, const char **);
  if (!real) real = dlsym(RTLD_NEXT, "sqlite3_prepare_v3");
  const char *other = other_words(sql, bytes);
  if (!other) return real(db, sql, bytes, flags, statement, tail);
  int result = real(db, other, -1, flags, statement, NULL);
  if (tail) *tail = sql + (bytes >= 0 ? strnlen(sql, bytes) : strlen(sql));
  return result;
}

int sqlite3_prepare_v2(void *db, const char *sql, int bytes, void **statement, const char **tail) {
  static int (*real)(void *, const char *, int, void **, const char **);
  if (!real) real = dlsym(RTLD_NEXT, "sqlite3_prepare_v2");
  const char *other = other_words(sql, bytes);
  if (!other) return real(db, sql, bytes, statement, tail);
  int result = real(db, other, -1, statement, NULL);
  if (tail) *tail = sql + (bytes >= 0 ? strnlen(sql, bytes) : strlen(sql));
  return result;
}
