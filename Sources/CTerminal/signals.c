#include "internal.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#ifndef NSIG
#define NSIG 65
#endif

static int pipe_ends[2] = {-1, -1};

static const int told[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT, SIGTSTP, SIGUSR1,
                           SIGUSR2};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
static struct sigaction before[NSIG];
static volatile sig_atomic_t installed;

#define COUNT(list) (sizeof(list) / sizeof *(list))

void cterminal_make_pipe(void) {
  // Kept until the process ends: a thread may wake a screen that is just closing.
  if (pipe_ends[0] >= 0 || pipe(pipe_ends) != 0) return;
  for (int i = 0; i < 2; i++) {
    fcntl(pipe_ends[i], F_SETFL, O_NONBLOCK);
    fcntl(pipe_ends[i], F_SETFD, FD_CLOEXEC);
  }
}

static void tell(unsigned char byte) {
  int error = errno;
  // A full pipe is as good as one more byte in it: the reader wakes either way.
  if (pipe_ends[1] >= 0) (void)!write(pipe_ends[1], &byte, 1);
  errno = error;
}

void cterminal_wake(void) { tell(0); }

static void handle_told(int number) { tell((unsigned char)number); }

static void restore_terminal(void) {
  static const char sequence[] =
    "\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[?1004l\033[0m\033(B\033[?1049l"
    "\033[?25h\033[?1l\033>\r";
  if (cterminal.device < 0 || !cterminal.is_terminal) return;
  cterminal_write_all(cterminal.device, sequence, sizeof sequence - 1);
  tcsetattr(cterminal.device, TCSANOW, &cterminal.shell_modes);
}

// Leaves a clean terminal, then lets whoever was responsible before deal with the crash.
static void handle_fatal(int number, siginfo_t *info, void *context) {
  (void)context;
  if (cterminal.open) {
    cterminal.open = false;
    restore_terminal();
    cterminal_release_errors();
    // Swift's backtracer asks what to do and waits half a minute for an answer; without a keyboard
    // it prints what it knows and ends.
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
  }
  sigaction(number, &before[number], NULL);
  // The instruction that failed runs again on return; a signal that was sent has to be sent again.
  if (!info || info->si_code > 0) return;
  // Swift's handler counts on that instruction too: after a signal from outside the process would
  // just go on. Only abort() sees to its own end.
  bool aborts = number == SIGABRT && info->si_pid == getpid();
  if (!aborts) signal(number, SIG_DFL);
  raise(number);
}

static void set(int number, const struct sigaction *action, bool keeps) {
  sigaction(number, action, keeps ? &before[number] : NULL);
}

void cterminal_install_signals(void) {
  static char stack[64 * 1024];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE))
    sigaltstack(&alternate, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigfillset(&action.sa_mask);
  action.sa_handler = handle_told;
  action.sa_flags = SA_RESTART;
  for (size_t i = 0; i < COUNT(told); i++) set(told[i], &action, true);
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_sigaction = handle_fatal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (size_t i = 0; i < COUNT(fatal); i++) set(fatal[i], &action, true);
  installed = 1;
}

void cterminal_remove_signals(void) {
  if (!installed) return;
  installed = 0;
  for (size_t i = 0; i < COUNT(told); i++) set(told[i], &before[told[i]], false);
  for (size_t i = 0; i < COUNT(fatal); i++) set(fatal[i], &before[fatal[i]], false);
}

void cterminal_default_stop(bool is_default) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  action.sa_handler = is_default || !installed ? SIG_DFL : handle_told;
  sigaction(SIGTSTP, &action, NULL);
}

int32_t cterminal_wait(int32_t milliseconds, uint64_t *signals) {
  struct pollfd polled[2] = {
    {.fd = cterminal.device, .events = POLLIN}, {.fd = pipe_ends[0], .events = POLLIN},
  };
  *signals = 0;
  if (poll(polled, 2, milliseconds) < 0 && errno != EINTR) return CTERMINAL_HANGUP;
  int32_t flags = 0;
  if (polled[0].revents & POLLIN) flags |= CTERMINAL_READABLE;
  if (polled[0].revents & (POLLHUP | POLLERR | POLLNVAL)) flags |= CTERMINAL_HANGUP;
  if (polled[1].revents & POLLIN) {
    unsigned char bytes[256];
    ssize_t count;
    while ((count = read(pipe_ends[0], bytes, sizeof bytes)) > 0)
      for (ssize_t i = 0; i < count; i++) {
        if (bytes[i] == 0) flags |= CTERMINAL_WOKEN;
        else if (bytes[i] < 64) *signals |= (uint64_t)1 << bytes[i];
      }
  }
  return flags;
}
