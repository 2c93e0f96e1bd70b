#include "internal.h"
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

cterminal_state cterminal = {.device = -1};

static const char modes_on[] = "\033[?1004h\033[?2004h";
static const char mouse_on[] = "\033[?1000h\033[?1002h\033[?1006h";
static const char modes_off[] =
  "\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[?1004l";

void cterminal_write_all(int descriptor, const void *bytes, size_t count) {
  const char *at = bytes;
  while (count > 0) {
    ssize_t written = write(descriptor, at, count);
    if (written <= 0) return;
    at += written;
    count -= (size_t)written;
  }
}

static void send_modes(bool on) {
  if (!cterminal.is_terminal) return;
  if (!on) {
    cterminal_write_all(cterminal.device, modes_off, sizeof modes_off - 1);
    return;
  }
  cterminal_write_all(cterminal.device, modes_on, sizeof modes_on - 1);
  if (cterminal.uses_mouse) cterminal_write_all(cterminal.device, mouse_on, sizeof mouse_on - 1);
}

// Keys come from the controlling terminal, so that data can be piped in.
static int open_device(const char *path) {
  int device = open(path ? path : "/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (device >= 0 || path) return device;
  if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
    const char *name = ttyname(STDIN_FILENO);
    if (name) return open(name, O_RDWR | O_CLOEXEC | O_NOCTTY);
  }
  return -1;
}

static SCREEN *new_screen(const char *wanted) {
  const char *names[] = {wanted ? wanted : getenv("TERM"), "xterm-256color", "xterm", "vt100"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!names[i] || !*names[i]) continue;
    SCREEN *screen = newterm(names[i], cterminal.output, cterminal.input);
    // A description that can't place the cursor, such as "dumb", is as good as none.
    if (screen && tigetstr("cup") && tigetstr("cup") != (char *)-1) {
      snprintf(cterminal.name, sizeof cterminal.name, "%s", names[i]);
      return screen;
    }
    if (screen) { endwin(); delscreen(screen); }
  }
  return NULL;
}

// How many milliseconds Esc waits for the rest of a sequence. A terminal on this machine sends the whole
// of it at once; over a network it may come in pieces.
static int escape_delay(void) { return getenv("SSH_CONNECTION") || getenv("SSH_TTY") ? 25 : 5; }

static void set_up_screen(void) {
  set_escdelay(escape_delay());
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  intrflush(stdscr, FALSE);
  leaveok(stdscr, FALSE);
  typeahead(-1);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  cterminal_define_keys();
}

// In a locale of single bytes ncurses shortens runs by a repeat sequence that not every terminal
// knows. What is drawn there is plain ASCII, so a UTF-8 locale writes the same bytes without it.
static void choose_locale(void) {
  setlocale(LC_CTYPE, "");
  const char *codeset = nl_langinfo(CODESET);
  cterminal.is_utf8 = codeset && strcmp(codeset, "UTF-8") == 0;
  if (!cterminal.is_utf8 && !setlocale(LC_CTYPE, "C.UTF-8")) setlocale(LC_CTYPE, "en_US.UTF-8");
}

static void restore_at_exit(void) { cterminal_close(); }

int32_t cterminal_open(const cterminal_options *options) {
  if (cterminal.open) return CTERMINAL_ALREADY_OPEN;
  choose_locale();
  int device = open_device(options->path);
  if (device < 0) return CTERMINAL_NO_DEVICE;
  cterminal.device = device;
  cterminal.is_terminal = tcgetattr(device, &cterminal.shell_modes) == 0;
  cterminal.synchronises = options->synchronises;
  cterminal.uses_mouse = options->uses_mouse;
  cterminal.captures_errors = options->captures_errors;
  cterminal.input = fdopen(fcntl(device, F_DUPFD_CLOEXEC, 3), "r");
  cterminal.output = fdopen(fcntl(device, F_DUPFD_CLOEXEC, 3), "w");
  cterminal_make_pipe();
  // Ours come first: ncurses replaces only handlers that are still the default.
  if (options->handles_signals) cterminal_install_signals();
  use_env(options->columns == 0);
  cterminal.screen = new_screen(options->terminal_name);
  if (!cterminal.screen) {
    cterminal_remove_signals();
    fclose(cterminal.input);
    fclose(cterminal.output);
    close(device);
    cterminal.device = -1;
    return CTERMINAL_NO_TERMINFO;
  }
  set_up_screen();
  if (options->columns > 0)
    resizeterm(options->rows, options->columns);
  else
    cterminal_update_size();  // the device knows better than $LINES and $COLUMNS
  if (cterminal.captures_errors) cterminal_capture_errors();
  send_modes(true);
  static bool registered = false;
  if (!registered) { atexit(restore_at_exit); registered = true; }
  cterminal.open = true;
  return CTERMINAL_OK;
}

void cterminal_close(void) {
  if (!cterminal.open) return;
  cterminal.open = false;
  send_modes(false);
  curs_set(1);
  endwin();
  if (cterminal.is_terminal) tcsetattr(cterminal.device, TCSANOW, &cterminal.shell_modes);
  cterminal_remove_signals();
  cterminal_release_errors();
  delscreen(cterminal.screen);
  cterminal.screen = NULL;
  fclose(cterminal.input);
  fclose(cterminal.output);
  close(cterminal.device);
  cterminal.device = -1;
}

const char *cterminal_terminal_name(void) { return cterminal.name; }
int32_t cterminal_color_count(void) { return has_colors() ? COLORS : 0; }
int32_t cterminal_columns(void) { return COLS; }
int32_t cterminal_rows(void) { return LINES; }

int32_t cterminal_is_utf8(void) { return cterminal.is_utf8; }

static int pair_of(int16_t foreground, int16_t background) {
  static int16_t last_foreground, last_background;
  static int last = -1;
  static SCREEN *screen;
  if (!has_colors() || (foreground < 0 && background < 0)) return 0;
  if (last < 0 || screen != cterminal.screen || last_foreground != foreground
      || last_background != background) {
    last = alloc_pair(foreground, background);
    last_foreground = foreground;
    last_background = background;
    screen = cterminal.screen;
  }
  return last < 0 ? 0 : last;
}

static const struct { uint8_t bit; attr_t attribute; } attribute_map[] = {
  {CTERMINAL_BOLD, A_BOLD}, {CTERMINAL_DIM, A_DIM}, {CTERMINAL_UNDERLINE, A_UNDERLINE},
  {CTERMINAL_REVERSE, A_REVERSE}, {CTERMINAL_ITALIC, A_ITALIC},
};

void cterminal_blit_row(int32_t row, const cterminal_cell *cells, int32_t count) {
  enum { limit = 1024 };
  static cchar_t buffer[limit];
  if (row < 0 || row >= LINES) return;
  int used = 0, column = 0;
  for (int32_t i = 0; i < count && used < limit && column < COLS; i++) {
    wchar_t text[CTERMINAL_SCALARS + 1] = {0};
    for (int j = 0; j < CTERMINAL_SCALARS && cells[i].scalars[j]; j++)
      text[j] = (wchar_t)cells[i].scalars[j];
    attr_t attributes = A_NORMAL;
    for (size_t j = 0; j < sizeof attribute_map / sizeof *attribute_map; j++)
      if (cells[i].attributes & attribute_map[j].bit) attributes |= attribute_map[j].attribute;
    int pair = pair_of(cells[i].foreground, cells[i].background);
    column += cells[i].width;
    if (setcchar(&buffer[used++], text, attributes, (short)pair, &pair) == ERR) {
      pair = 0;
      setcchar(&buffer[used - 1], L"?", attributes, 0, NULL);
    }
  }
  mvwadd_wchnstr(stdscr, row, 0, buffer, used);
}

static void mark_frame(const char *mark) {
  if (cterminal.synchronises && cterminal.is_terminal)
    cterminal_write_all(cterminal.device, mark, strlen(mark));
}

void cterminal_begin_frame(void) { mark_frame("\033[?2026h"); }

void cterminal_send_row(void) {
  curs_set(0);
  wrefresh(stdscr);
}

void cterminal_flush(int32_t row, int32_t column) {
  curs_set(row >= 0 ? 1 : 0);
  if (row >= 0) wmove(stdscr, row, column);
  wrefresh(stdscr);
  mark_frame("\033[?2026l");
}

void cterminal_invalidate(void) { clearok(curscr, TRUE); }

int32_t cterminal_read_cell(int32_t row, int32_t column, cterminal_cell *cell) {
  cchar_t value;
  if (mvin_wch(row, column, &value) == ERR) return 0;
  wchar_t text[CCHARW_MAX + 1] = {0};
  attr_t attributes = 0;
  short narrow = 0;
  int pair = 0, foreground = -1, background = -1;
  if (getcchar(&value, text, &attributes, &narrow, &pair) == ERR) return 0;
  if (pair > 0) extended_pair_content(pair, &foreground, &background);
  memset(cell, 0, sizeof *cell);
  for (int i = 0; i < CTERMINAL_SCALARS && text[i]; i++) cell->scalars[i] = (uint32_t)text[i];
  cell->foreground = (int16_t)foreground;
  cell->background = (int16_t)background;
  for (size_t i = 0; i < sizeof attribute_map / sizeof *attribute_map; i++)
    if (attributes & attribute_map[i].attribute) cell->attributes |= attribute_map[i].bit;
  cell->width = 1;
  return 1;
}

void cterminal_send(const uint8_t *bytes, size_t count) {
  if (cterminal.open && cterminal.is_terminal)
    cterminal_write_all(cterminal.device, bytes, count);
}

int32_t cterminal_update_size(void) {
  struct winsize size;
  if (ioctl(cterminal.device, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
    return 0;
  if (size.ws_row == LINES && size.ws_col == COLS) return 0;
  resizeterm(size.ws_row, size.ws_col);
  return 1;
}

void cterminal_suspend(void) {
  if (!cterminal.open) return;
  send_modes(false);
  curs_set(1);
  endwin();
  cterminal_release_errors();
  cterminal_default_stop(true);
  kill(0, SIGTSTP);
  cterminal_default_stop(false);
  cterminal_resume();
}

void cterminal_resume(void) {
  if (!cterminal.open) return;
  if (cterminal.captures_errors) cterminal_capture_errors();
  reset_prog_mode();
  cterminal_update_size();
  cterminal_invalidate();
  wrefresh(stdscr);
  send_modes(true);
}
