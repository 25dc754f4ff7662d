#ifndef BREATHER_CCURL_SHIM_H
#define BREATHER_CCURL_SHIM_H

#include <curl/curl.h>

// Swift cannot call C functions that take `...`. One shim for each kind of option: a value of the wrong width in a
// variadic call is silent corruption, so the kind stands in the name and the compiler checks the width.

static inline CURLcode breather_curl_global_init(void) {
  return curl_global_init(CURL_GLOBAL_DEFAULT);
}

static inline CURLcode breather_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode breather_curl_set_off_t(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

// libcurl copies the string.
static inline CURLcode breather_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode breather_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

// libcurl does not copy the list: it must outlive the transfer.
static inline CURLcode breather_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

// CURLOPT_READFUNCTION.
static inline CURLcode breather_curl_set_read(
  CURL *handle, size_t (*value)(char *buffer, size_t size, size_t count, void *context)) {
  return curl_easy_setopt(handle, CURLOPT_READFUNCTION, (curl_read_callback)value);
}

// CURLOPT_WRITEFUNCTION.
static inline CURLcode breather_curl_set_write(
  CURL *handle, size_t (*value)(char *buffer, size_t size, size_t count, void *context)) {
  return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, (curl_write_callback)value);
}

// CURLOPT_DEBUGFUNCTION.
static inline CURLcode breather_curl_set_debug(
  CURL *handle, int (*value)(CURL *handle, curl_infotype kind, char *data, size_t size, void *context)) {
  return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, (curl_debug_callback)value);
}

// CURLOPT_XFERINFOFUNCTION.
static inline CURLcode breather_curl_set_progress(
  CURL *handle,
  int (*value)(void *context, curl_off_t toGet, curl_off_t got, curl_off_t toPut, curl_off_t put)) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, (curl_xferinfo_callback)value);
}

static inline CURLcode breather_curl_get_long(CURL *handle, CURLINFO field, long *value) {
  return curl_easy_getinfo(handle, field, value);
}

static inline CURLcode breather_curl_get_off_t(CURL *handle, CURLINFO field, curl_off_t *value) {
  return curl_easy_getinfo(handle, field, value);
}

// The string belongs to the handle: copy it at once.
static inline CURLcode breather_curl_get_string(CURL *handle, CURLINFO field, const char **value) {
  return curl_easy_getinfo(handle, field, (char **)value);
}

#endif
