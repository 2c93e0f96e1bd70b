#include "internal.h"

// What ncurses calls the keys, for terminals whose description we trust.
static const struct { int curses; uint32_t key; } known[] = {
  {KEY_UP, CTERMINAL_UP}, {KEY_DOWN, CTERMINAL_DOWN}, {KEY_LEFT, CTERMINAL_LEFT},
  {KEY_RIGHT, CTERMINAL_RIGHT}, {KEY_HOME, CTERMINAL_HOME}, {KEY_END, CTERMINAL_END},
  {KEY_IC, CTERMINAL_INSERT}, {KEY_DC, CTERMINAL_DELETE}, {KEY_PPAGE, CTERMINAL_PAGE_UP},
  {KEY_NPAGE, CTERMINAL_PAGE_DOWN}, {KEY_BTAB, CTERMINAL_BACK_TAB},
  {KEY_BACKSPACE, CTERMINAL_BACKSPACE}, {KEY_ENTER, CTERMINAL_ENTER},
  {KEY_SR, CTERMINAL_UP | CTERMINAL_SHIFT}, {KEY_SF, CTERMINAL_DOWN | CTERMINAL_SHIFT},
  {KEY_SLEFT, CTERMINAL_LEFT | CTERMINAL_SHIFT}, {KEY_SRIGHT, CTERMINAL_RIGHT | CTERMINAL_SHIFT},
  {KEY_SHOME, CTERMINAL_HOME | CTERMINAL_SHIFT}, {KEY_SEND, CTERMINAL_END | CTERMINAL_SHIFT},
  {KEY_SDC, CTERMINAL_DELETE | CTERMINAL_SHIFT}, {KEY_SPREVIOUS, CTERMINAL_PAGE_UP | CTERMINAL_SHIFT},
  {KEY_SNEXT, CTERMINAL_PAGE_DOWN | CTERMINAL_SHIFT},
};

static void define(const char *sequence, uint32_t key) {
  define_key(sequence, CTERMINAL_KEYS + (int)key);
}

// xterm's modifier parameter is one more than shift 1, alt 2, control 4.
static uint32_t modifiers(int parameter) { return (uint32_t)(parameter - 1) * CTERMINAL_SHIFT; }

void cterminal_define_keys(void) {
  static const struct { char final; uint32_t key; } letters[] = {
    {'A', CTERMINAL_UP}, {'B', CTERMINAL_DOWN}, {'C', CTERMINAL_RIGHT}, {'D', CTERMINAL_LEFT},
    {'H', CTERMINAL_HOME}, {'F', CTERMINAL_END}, {'P', CTERMINAL_F0 + 1}, {'Q', CTERMINAL_F0 + 2},
    {'R', CTERMINAL_F0 + 3}, {'S', CTERMINAL_F0 + 4},
  };
  static const struct { int number; uint32_t key; } numbers[] = {
    {1, CTERMINAL_HOME}, {2, CTERMINAL_INSERT}, {3, CTERMINAL_DELETE}, {4, CTERMINAL_END},
    {5, CTERMINAL_PAGE_UP}, {6, CTERMINAL_PAGE_DOWN}, {7, CTERMINAL_HOME}, {8, CTERMINAL_END},
    {15, CTERMINAL_F0 + 5}, {17, CTERMINAL_F0 + 6}, {18, CTERMINAL_F0 + 7}, {19, CTERMINAL_F0 + 8},
    {20, CTERMINAL_F0 + 9}, {21, CTERMINAL_F0 + 10}, {23, CTERMINAL_F0 + 11},
    {24, CTERMINAL_F0 + 12},
  };
  char sequence[24];
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
    // Terminals send CSI or SS3 as the keypad mode goes, and descriptions know only one of them.
    snprintf(sequence, sizeof sequence, "\033O%c", letters[i].final);
    define(sequence, letters[i].key);
    if (letters[i].key < CTERMINAL_F0) {
      snprintf(sequence, sizeof sequence, "\033[%c", letters[i].final);
      define(sequence, letters[i].key);
    }
    for (int parameter = 2; parameter <= 8; parameter++) {
      snprintf(sequence, sizeof sequence, "\033[1;%d%c", parameter, letters[i].final);
      define(sequence, letters[i].key | modifiers(parameter));
    }
  }
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    snprintf(sequence, sizeof sequence, "\033[%d~", numbers[i].number);
    define(sequence, numbers[i].key);
    for (int parameter = 2; parameter <= 8; parameter++) {
      snprintf(sequence, sizeof sequence, "\033[%d;%d~", numbers[i].number, parameter);
      define(sequence, numbers[i].key | modifiers(parameter));
    }
  }
  define("\033[Z", CTERMINAL_BACK_TAB);
  define("\033[<", CTERMINAL_MOUSE);
  define("\033[200~", CTERMINAL_PASTE_START);
  define("\033[201~", CTERMINAL_PASTE_END);
  define("\033[I", CTERMINAL_FOCUS_IN);
  define("\033[O", CTERMINAL_FOCUS_OUT);
}

int32_t cterminal_read_key(uint32_t *code) {
  for (;;) {
    wint_t value = 0;
    int result = wget_wch(stdscr, &value);
    if (result == OK) {
      *code = (uint32_t)value;
      return CTERMINAL_CHARACTER;
    }
    if (result != KEY_CODE_YES) return CTERMINAL_NO_KEY;
    if (value >= CTERMINAL_KEYS) {
      *code = (uint32_t)value - CTERMINAL_KEYS;
      return CTERMINAL_FUNCTION;
    }
    if (value > KEY_F0 && value <= KEY_F(12)) {
      *code = CTERMINAL_F0 + (uint32_t)(value - KEY_F0);
      return CTERMINAL_FUNCTION;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
      if (known[i].curses == (int)value) {
        *code = known[i].key;
        return CTERMINAL_FUNCTION;
      }
    }
    // Anything else is not ours, KEY_RESIZE among it: sizes come by signal.
  }
}
