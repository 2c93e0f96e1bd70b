#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stddef.h>
#include <stdint.h>

// The door to ncurses. Nothing of curses.h shows here: its macros and globals don't reach Swift.
// All functions but cterminal_wake and cterminal_width belong to one thread, the main one.

/// Scalars of a cell: a base and four combining marks.
#define CTERMINAL_SCALARS 5

/// One glyph; `width` is the number of columns that it covers.
typedef struct {
  uint32_t scalars[CTERMINAL_SCALARS];
  int16_t foreground;  // palette index, -1 for the terminal's own
  int16_t background;
  uint8_t attributes;  // CTERMINAL_BOLD and so on
  uint8_t width;
} cterminal_cell;

enum {
  CTERMINAL_BOLD = 1,
  CTERMINAL_DIM = 2,
  CTERMINAL_UNDERLINE = 4,
  CTERMINAL_REVERSE = 8,
  CTERMINAL_ITALIC = 16,
};

typedef struct {
  const char *path;          // device; NULL for the controlling terminal
  const char *terminal_name; // NULL for $TERM
  int32_t columns, rows;     // 0 to ask the device
  int32_t handles_signals;   // install signal and crash handlers
  int32_t captures_errors;   // keep standard error away from the screen while it is up
  int32_t synchronises;      // wrap each frame in DEC mode 2026
  int32_t uses_mouse;
} cterminal_options;

enum {
  CTERMINAL_OK = 0,
  CTERMINAL_NO_DEVICE = 1,   // no terminal to open
  CTERMINAL_NO_TERMINFO = 2, // neither the named terminal nor the usual ones are described here
  CTERMINAL_ALREADY_OPEN = 3,
};

/// Takes the screen. Returns one of the codes above.
int32_t cterminal_open(const cterminal_options *options);
/// Gives the screen back, restores the terminal, replays captured errors. May be called twice.
void cterminal_close(void);
/// The terminal description in use; differs from $TERM when that is unknown.
const char *cterminal_terminal_name(void);
int32_t cterminal_color_count(void);
/// Whether the locale's encoding is UTF-8.
int32_t cterminal_is_utf8(void);
int32_t cterminal_columns(void);
int32_t cterminal_rows(void);

/// Places glyphs from the left edge of a row; `count` glyphs, not columns.
void cterminal_blit_row(int32_t row, const cterminal_cell *cells, int32_t count);
/// Tells the terminal to show nothing until the next flush.
void cterminal_begin_frame(void);
/// Sends the rows blitted so far, with the cursor hidden.
void cterminal_send_row(void);
/// Sends what changed and ends the frame. The cursor is hidden if `row` is negative.
void cterminal_flush(int32_t row, int32_t column);
/// Forgets what the terminal shows: the next flush draws everything.
void cterminal_invalidate(void);
/// Reads back what was blitted, with its colours and attributes.
int32_t cterminal_read_cell(int32_t row, int32_t column, cterminal_cell *cell);
/// Sends bytes that aren't part of the screen, such as a bell or a clipboard sequence.
void cterminal_send(const uint8_t *bytes, size_t count);

enum {
  CTERMINAL_READABLE = 1,
  CTERMINAL_HANGUP = 2,
  CTERMINAL_WOKEN = 4,
};
/// Waits for keys, signals, wake-ups, or the time out (in milliseconds, negative for none).
/// Returns the flags above; `signals` gets a bit for each signal that arrived.
int32_t cterminal_wait(int32_t milliseconds, uint64_t *signals);
/// Ends a wait, from any thread.
void cterminal_wake(void);

enum {
  CTERMINAL_NO_KEY = 0,
  CTERMINAL_CHARACTER = 1,
  CTERMINAL_FUNCTION = 2,
};
/// Takes the next key, without waiting.
int32_t cterminal_read_key(uint32_t *code);

/// Function codes: a base, plus a set of modifiers times 64.
enum {
  CTERMINAL_KEYS = 0x2000,
  CTERMINAL_UP = 1, CTERMINAL_DOWN, CTERMINAL_RIGHT, CTERMINAL_LEFT, CTERMINAL_HOME, CTERMINAL_END,
  CTERMINAL_INSERT, CTERMINAL_DELETE, CTERMINAL_PAGE_UP, CTERMINAL_PAGE_DOWN,
  CTERMINAL_BACK_TAB, CTERMINAL_BACKSPACE, CTERMINAL_ENTER, CTERMINAL_MOUSE,
  CTERMINAL_PASTE_START, CTERMINAL_PASTE_END, CTERMINAL_FOCUS_IN, CTERMINAL_FOCUS_OUT,
  CTERMINAL_F0 = 32,
  CTERMINAL_SHIFT = 64, CTERMINAL_ALT = 128, CTERMINAL_CONTROL = 256,
};

/// Asks the device for its size and tells ncurses. Returns whether it changed.
int32_t cterminal_update_size(void);
/// Restores the terminal, stops the job, and takes the screen again when it continues.
void cterminal_suspend(void);
/// Sets the terminal up again after somebody else had it.
void cterminal_resume(void);

/// Columns that a scalar takes in a UTF-8 locale: 0, 1, 2, or -1 if it can't be printed.
/// May be called from any thread, whether or not the screen is open.
int32_t cterminal_width(uint32_t scalar);

#endif
