"""A program on a pseudo-terminal of its own, for the checks that count bytes and milliseconds."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

FRAME_END = b"\x1b[?2026l"


class PtyProgram:
    """Starts a program; keys go in, what it draws comes out."""

    def __init__(self, command, columns=120, rows=40, environment=None):
        variables = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8")
        for name in ("NO_COLOR", "COLORFGBG", "TMUX", "STY"):
            variables.pop(name, None)
        variables.update(environment or {})
        self.began = time.monotonic()
        self.number, self.terminal = pty.fork()
        if self.number == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], command, variables)
        self.size = (rows, columns)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.output = bytearray()

    def press(self, keys):
        os.write(self.terminal, keys.encode())

    def read(self, seconds, limit=65536):
        """What is drawn within a time; nothing if the program has ended."""
        ready, _, _ = select.select([self.terminal], [], [], max(0, seconds))
        if not ready:
            return b""
        try:
            piece = os.read(self.terminal, limit)
        except OSError:
            return b""
        self.output += piece
        return piece

    def wait_for(self, text, seconds=60, since=0):
        """Reads until the output holds a text; the seconds since the start, or None."""
        end = time.monotonic() + seconds
        wanted = text.encode() if isinstance(text, str) else text
        while time.monotonic() < end:
            if wanted in bytes(self.output[since:]):
                return time.monotonic() - self.began
            self.read(0.05)
        return None

    def drain(self, quiet=0.3, seconds=30):
        """Reads until nothing is drawn for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.read(quiet):
            pass

    def frame_time(self, keys, seconds=5):
        """Presses keys and returns the seconds until the next frame is whole, or None."""
        while self.read(0):
            pass
        start = len(self.output)
        began = time.monotonic()
        self.press(keys)
        while time.monotonic() - began < seconds:
            if self.read(0.5) and FRAME_END in bytes(self.output[start:]):
                return time.monotonic() - began
        return None

    def resize(self, columns, rows):
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.size = (rows, columns)

    def ticks(self):
        """Hundredths of a second of processor time so far."""
        fields = open(f"/proc/{self.number}/stat").read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def drawing_seconds(self):
        """Processor time of the thread that takes keys and draws, which the load of the machine and
        the threads that train leave alone."""
        with open(f"/proc/{self.number}/task/{self.number}/schedstat") as file:
            return int(file.read().split()[0]) / 1e9

    def memory(self, name="VmRSS"):
        """Resident memory in MB; VmHWM is the most so far."""
        for line in open(f"/proc/{self.number}/status"):
            if line.startswith(name):
                return int(line.split()[1]) / 1024
        return None

    def leave(self, keys="q", seconds=30):
        """Presses keys and returns the exit code, or None if the program stays."""
        self.press(keys)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            number, status = os.waitpid(self.number, os.WNOHANG)
            if number:
                return os.waitstatus_to_exitcode(status)
        return None

    def kill(self):
        try:
            os.kill(self.number, signal.SIGKILL)
            os.waitpid(self.number, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
