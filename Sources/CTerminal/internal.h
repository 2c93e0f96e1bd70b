#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include "CTerminal.h"
#include <curses.h>
#include <stdbool.h>
#include <stdio.h>
#include <termios.h>

// What the parts of the door share. All of it belongs to the main thread, except what signal
// handlers read, which is written before they are installed.
typedef struct {
  bool open;
  bool synchronises;
  bool uses_mouse;
  bool captures_errors;
  bool is_utf8;  // of the locale that the person chose
  int device;
  bool is_terminal;
  struct termios shell_modes;
  SCREEN *screen;
  FILE *input, *output;
  char name[64];
} cterminal_state;

extern cterminal_state cterminal;

void cterminal_define_keys(void);
void cterminal_write_all(int descriptor, const void *bytes, size_t count);

void cterminal_make_pipe(void);
void cterminal_install_signals(void);
void cterminal_remove_signals(void);
void cterminal_default_stop(bool is_default);

void cterminal_capture_errors(void);
void cterminal_release_errors(void);  // async-signal-safe

#endif
