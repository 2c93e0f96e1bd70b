#include "CTerminal.h"
#include <locale.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <wchar.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

// Widths in pages of 256, filled when first asked for. They are those of a UTF-8 locale whatever
// the process runs in: a screen drawn in memory must not depend on its surroundings.
enum { page_size = 256, page_count = 0x110000 / 256 };
static _Atomic(int8_t *) pages[page_count];
static locale_t utf8;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_locale(void) {
  static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof *names && !utf8; i++)
    utf8 = newlocale(LC_CTYPE_MASK, names[i], (locale_t)0);
}

static int8_t *make_page(uint32_t first) {
  int8_t *page = malloc(page_size);
  if (!page) abort();
  pthread_once(&once, make_locale);
  locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
  for (uint32_t i = 0; i < page_size; i++) page[i] = (int8_t)wcwidth((wchar_t)(first + i));
  if (utf8) uselocale(before);
  return page;
}

int32_t cterminal_width(uint32_t scalar) {
  if (scalar >= 0x110000) return -1;
  uint32_t number = scalar / page_size;
  int8_t *page = atomic_load_explicit(&pages[number], memory_order_acquire);
  if (!page) {
    int8_t *made = make_page(number * page_size);
    int8_t *expected = NULL;
    if (atomic_compare_exchange_strong(&pages[number], &expected, made)) {
      page = made;
    } else {
      free(made);
      page = expected;
    }
  }
  return page[scalar % page_size];
}
