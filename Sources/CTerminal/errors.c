#include "internal.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// Whatever a library prints would tear the screen: it goes to a file without a name, and to the
// terminal when the screen is down.
static int saved[2] = {-1, -1};  // what standard output and standard error were
static int record = -1;

static int anonymous_file(void) {
#ifdef __linux__
  return memfd_create("terminal-errors", MFD_CLOEXEC);
#else
  FILE *file = tmpfile();
  if (!file) return -1;
  int descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
  fclose(file);
  return descriptor;
#endif
}

void cterminal_capture_errors(void) {
  if (saved[0] >= 0 || saved[1] >= 0) return;
  if (record < 0) record = anonymous_file();
  if (record < 0) return;
  fflush(stdout);
  for (int i = 0; i < 2; i++) {
    int descriptor = i == 0 ? STDOUT_FILENO : STDERR_FILENO;
    // What goes to a file or a pipe doesn't touch the screen.
    if (!isatty(descriptor)) continue;
    saved[i] = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    if (saved[i] >= 0) dup2(record, descriptor);
  }
}

void cterminal_release_errors(void) {
  if (saved[0] < 0 && saved[1] < 0) return;
  for (int i = 0; i < 2; i++) {
    if (saved[i] < 0) continue;
    dup2(saved[i], i == 0 ? STDOUT_FILENO : STDERR_FILENO);
    close(saved[i]);
    saved[i] = -1;
  }
  // The end of it says why, and nobody reads megabytes.
  enum { limit = 64 * 1024 };
  off_t length = lseek(record, 0, SEEK_END);
  if (length > 0) {
    lseek(record, length > limit ? length - limit : 0, SEEK_SET);
    char buffer[4096];
    ssize_t count;
    while ((count = read(record, buffer, sizeof buffer)) > 0)
      cterminal_write_all(STDERR_FILENO, buffer, (size_t)count);
  }
  lseek(record, 0, SEEK_SET);
  if (ftruncate(record, 0) != 0) return;
}
