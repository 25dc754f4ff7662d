// A writer with nothing but SQLite in it, as fast as its manual says it can be: every statement compiled once, its values
// bound without a copy, a group of bookings a transaction.

#include "CBareWriter.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int64_t nanoseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int bind(sqlite3_stmt *statement, int place, const bare_value *value, const uint8_t *bytes) {
  switch (value->kind) {
  case BARE_INTEGER: return sqlite3_bind_int64(statement, place, value->number_or_offset);
  case BARE_TEXT:
    return sqlite3_bind_text(
      statement, place, (const char *)bytes + value->number_or_offset, value->length, SQLITE_STATIC);
  case BARE_BLOB:
    return sqlite3_bind_blob(statement, place, bytes + value->number_or_offset, value->length, SQLITE_STATIC);
  default: return sqlite3_bind_null(statement, place);
  }
}

/// Runs one statement to its end; rows are stepped over, not read.
static int run(sqlite3_stmt *statement, const bare_statement *what, const bare_script *script) {
  const bare_value *values = script->values + what->first_value;
  for (int place = 0; place < what->value_count; place++) {
    int code = bind(statement, place + 1, values + place, script->bytes);
    if (code != SQLITE_OK) return code;
  }
  while (sqlite3_step(statement) == SQLITE_ROW) {}
  return sqlite3_reset(statement);
}

static int run_group(
  sqlite3_stmt **statements, const bare_script *script, int32_t first, int32_t end, sqlite3_stmt *begin,
  sqlite3_stmt *commit
) {
  sqlite3_step(begin);
  int code = sqlite3_reset(begin);
  int64_t at = first == 0 ? 0 : script->booking_ends[first - 1];
  for (; code == SQLITE_OK && at < script->booking_ends[end - 1]; at++) {
    const bare_statement *what = script->statements + at;
    code = run(statements[what->text], what, script);
  }
  if (code != SQLITE_OK) return code;
  sqlite3_step(commit);
  return sqlite3_reset(commit);
}

static int run_all(sqlite3 *db, sqlite3_stmt **statements, const bare_script *script, int32_t group, int64_t *took) {
  sqlite3_stmt *begin = NULL, *commit = NULL;
  int code = sqlite3_prepare_v3(db, "BEGIN IMMEDIATE", -1, SQLITE_PREPARE_PERSISTENT, &begin, NULL);
  if (code == SQLITE_OK) code = sqlite3_prepare_v3(db, "COMMIT", -1, SQLITE_PREPARE_PERSISTENT, &commit, NULL);
  int64_t begun = nanoseconds_now();
  for (int32_t first = 0; code == SQLITE_OK && first < script->booking_count; first += group) {
    int32_t left = script->booking_count - first;
    code = run_group(statements, script, first, first + (left < group ? left : group), begin, commit);
  }
  *took = nanoseconds_now() - begun;
  sqlite3_finalize(begin);
  sqlite3_finalize(commit);
  return code;
}

int bare_replay(
  const char *path, const bare_script *script, int32_t group, int64_t *nanoseconds, char *trouble, size_t trouble_size
) {
  sqlite3 *db = NULL;
  int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec(
      db,
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
      "PRAGMA mmap_size = 0",
      NULL, NULL, NULL);
  sqlite3_stmt **statements = calloc((size_t)script->text_count, sizeof *statements);
  if (statements == NULL) code = SQLITE_NOMEM;
  for (int32_t place = 0; code == SQLITE_OK && place < script->text_count; place++) {
    const char *text = (const char *)script->bytes + script->text_offsets[place];
    code = sqlite3_prepare_v3(db, text, -1, SQLITE_PREPARE_PERSISTENT, &statements[place], NULL);
  }
  if (code == SQLITE_OK) code = run_all(db, statements, script, group, nanoseconds);
  if (code != SQLITE_OK) snprintf(trouble, trouble_size, "%s", sqlite3_errmsg(db));
  for (int32_t place = 0; statements != NULL && place < script->text_count; place++) sqlite3_finalize(statements[place]);
  free(statements);
  sqlite3_close(db);
  return code;
}

/// The only number of a statement's only row; -1 when it has none.
static int64_t number(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  int64_t found = -1;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    found = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return found;
}

static int64_t difference_of(sqlite3 *db, const char *table) {
  char *sql = sqlite3_mprintf(
    "SELECT (SELECT COUNT(*) FROM (SELECT * FROM main.\"%w\" EXCEPT SELECT * FROM other.\"%w\"))"
    " + (SELECT COUNT(*) FROM (SELECT * FROM other.\"%w\" EXCEPT SELECT * FROM main.\"%w\"))",
    table, table, table, table);
  int64_t found = sql == NULL ? -1 : number(db, sql);
  sqlite3_free(sql);
  return found;
}

int64_t bare_difference(const char *left, const char *right) {
  sqlite3 *db = NULL;
  int64_t all = 0;
  int code = sqlite3_open_v2(left, &db, SQLITE_OPEN_READWRITE, NULL);
  char *attach = sqlite3_mprintf("ATTACH %Q AS other", right);
  if (code == SQLITE_OK) code = sqlite3_exec(db, attach, NULL, NULL, NULL);
  sqlite3_free(attach);
  sqlite3_stmt *tables = NULL;
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2(db, "SELECT name FROM main.sqlite_master WHERE type = 'table'", -1, &tables, NULL);
  while (code == SQLITE_OK && all >= 0 && sqlite3_step(tables) == SQLITE_ROW) {
    int64_t found = difference_of(db, (const char *)sqlite3_column_text(tables, 0));
    all = found < 0 ? -1 : all + found;
  }
  sqlite3_finalize(tables);
  sqlite3_close(db);
  return code == SQLITE_OK ? all : -1;
}
