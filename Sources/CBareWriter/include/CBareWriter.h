// What the benchmarks compare Breather's engine with, and the disk as they watch it. No product links this target.
#pragma once

#include <stddef.h>
#include <stdint.h>

// --- The disk as SQLite sees it ---------------------------------------------------------------------------------------

/// Puts a watch between SQLite and the disk, for every database opened after it; SQLite's result code, 0 when it is there.
int bare_disk_watch(void);

/// Makes every later sync of a database file or its log take so much longer; 0 ends it.
void bare_disk_slow(int64_t microseconds);

/// How often SQLite has waited for the disk since the watch began, and how long in all, slowness included.
typedef struct {
  int64_t syncs;
  int64_t nanoseconds;
} bare_disk_count;

bare_disk_count bare_disk_counted(void);

/// Fills memory with the kernel's chance; 0, or -1 when there is none.
int bare_chance(void *bytes, size_t count);

// --- The bare writer --------------------------------------------------------------------------------------------------

enum { BARE_NULL = 0, BARE_INTEGER = 1, BARE_TEXT = 2, BARE_BLOB = 3 };

/// One value to bind: a number, or so many bytes from an offset of the script's bytes.
typedef struct {
  int32_t kind;
  int32_t length;
  int64_t number_or_offset;
} bare_value;

/// One statement to run: which of the script's texts, with which of its values.
typedef struct {
  int32_t text;
  int32_t value_count;
  int64_t first_value;
} bare_statement;

/// What is to be run: bookings one after another, each some statements.
typedef struct {
  /// The statements' texts, each ended by a zero byte, by their offsets.
  const uint8_t *bytes;
  const int64_t *text_offsets;
  int32_t text_count;
  const bare_value *values;
  const bare_statement *statements;
  /// The statement after the last one of each booking.
  const int64_t *booking_ends;
  int32_t booking_count;
} bare_script;

/// Runs a script on a database file, so many bookings a transaction, and tells how long the bookings took.
///
/// WAL, synchronous=FULL, foreign keys on, temp_store in memory: the settings of the engine it stands against.
/// Returns 0, or SQLite's result code with a sentence in `trouble`.
int bare_replay(
  const char *path, const bare_script *script, int32_t group, int64_t *nanoseconds, char *trouble, size_t trouble_size);

/// How many rows stand in one of two database files and not in the other; -1 when they cannot be compared.
int64_t bare_difference(const char *left, const char *right);
