/* Count what a program and its children write, and strike at the call with a given number.
 *
 * Preloaded into every process of a command. The count is shared by all of them (a file mapped into
 * each); STRIKE_AT says which call is struck and STRIKE_HOW with what: "kill" ends the whole process
 * group at once (half of a write is written first), "full" fails the call as a full disk does,
 * "stays-full" that one and every later one that needs room. What libc writes for itself (stdio of
 * git) is counted where the file is opened. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static long *count;
static long at;
static int how; /* 0 count only, 1 kill, 2 full once, 3 full from then on */

__attribute__((constructor)) static void begin(void) {
    const char *file = getenv("STRIKE_COUNT"), *number = getenv("STRIKE_AT");
    const char *word = getenv("STRIKE_HOW");
    REAL(open);
    int fd = file ? real(file, O_RDWR) : -1;
    if (fd < 0) return;
    void *map = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (map == MAP_FAILED) return;
    at = number ? atol(number) : 0;
    how = !word || !*word ? 0 : !strcmp(word, "kill") ? 1 : !strcmp(word, "full") ? 2 : 3;
    count = map;
}

/* Whether this call fails; a killed one does not come back. */
static int struck(int needs_room, int fd, const void *bytes, size_t size) {
    if (!count) return 0;
    long number = __sync_add_and_fetch(count, 1);
    if (!how || number < at) return 0;
    if (number > at) return how == 3 && needs_room;
    if (how == 1) {
        if (bytes && size > 1) {
            REAL(write);
            (void)!real(fd, bytes, size / 2);
        }
        kill(0, SIGKILL);
        for (;;) pause();
    }
    return 1;
}

static int fails(int needs_room) {
    if (!struck(needs_room, -1, NULL, 0)) return 0;
    errno = ENOSPC;
    return 1;
}

static int is_file(int fd) {
    struct stat about;
    return fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
}

static int writes(const char *path, int flags) {
    int mine = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
    return mine && strncmp(path, "/dev/", 5) && strncmp(path, "/proc/", 6);
}

#define MODE                                    \
    mode_t mode = 0;                            \
    if (flags & (O_CREAT | __O_TMPFILE)) {      \
        va_list list;                           \
        va_start(list, flags);                  \
        mode = va_arg(list, mode_t);            \
        va_end(list);                           \
    }

int open(const char *path, int flags, ...) {
    MODE REAL(open);
    if (writes(path, flags) && fails(1)) return -1;
    return real(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE REAL(open64);
    if (writes(path, flags) && fails(1)) return -1;
    return real(path, flags, mode);
}
int openat(int dir, const char *path, int flags, ...) {
    MODE REAL(openat);
    if (writes(path, flags) && fails(1)) return -1;
    return real(dir, path, flags, mode);
}
int openat64(int dir, const char *path, int flags, ...) {
    MODE REAL(openat64);
    if (writes(path, flags) && fails(1)) return -1;
    return real(dir, path, flags, mode);
}
FILE *fopen(const char *path, const char *mode) {
    REAL(fopen);
    if (strpbrk(mode, "wa+") && writes(path, O_WRONLY) && fails(1)) return NULL;
    return real(path, mode);
}
FILE *fopen64(const char *path, const char *mode) {
    REAL(fopen64);
    if (strpbrk(mode, "wa+") && writes(path, O_WRONLY) && fails(1)) return NULL;
    return real(path, mode);
}

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    if (is_file(fd) && struck(1, fd, bytes, size)) return errno = ENOSPC, -1;
    return real(fd, bytes, size);
}
ssize_t writev(int fd, const struct iovec *parts, int number) {
    REAL(writev);
    if (is_file(fd) && fails(1)) return -1;
    return real(fd, parts, number);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t place) {
    REAL(pwrite);
    if (is_file(fd) && fails(1)) return -1;
    return real(fd, bytes, size, place);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t place) {
    REAL(pwrite64);
    if (is_file(fd) && fails(1)) return -1;
    return real(fd, bytes, size, place);
}
int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    return fails(0) ? -1 : real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    return fails(0) ? -1 : real(fd, size);
}
int rename(const char *from, const char *to) {
    REAL(rename);
    return fails(1) ? -1 : real(from, to);
}
int renameat(int a, const char *from, int b, const char *to) {
    REAL(renameat);
    return fails(1) ? -1 : real(a, from, b, to);
}
int link(const char *from, const char *to) {
    REAL(link);
    return fails(1) ? -1 : real(from, to);
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
    REAL(linkat);
    return fails(1) ? -1 : real(a, from, b, to, flags);
}
int symlink(const char *from, const char *to) {
    REAL(symlink);
    return fails(1) ? -1 : real(from, to);
}
int unlink(const char *path) {
    REAL(unlink);
    return fails(0) ? -1 : real(path);
}
int unlinkat(int dir, const char *path, int flags) {
    REAL(unlinkat);
    return fails(0) ? -1 : real(dir, path, flags);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return fails(1) ? -1 : real(path, mode);
}
int mkdirat(int dir, const char *path, mode_t mode) {
    REAL(mkdirat);
    return fails(1) ? -1 : real(dir, path, mode);
}
int rmdir(const char *path) {
    REAL(rmdir);
    return fails(0) ? -1 : real(path);
}
int chmod(const char *path, mode_t mode) {
    REAL(chmod);
    return fails(0) ? -1 : real(path, mode);
}
int fchmod(int fd, mode_t mode) {
    REAL(fchmod);
    return fails(0) ? -1 : real(fd, mode);
}
int fchmodat(int dir, const char *path, mode_t mode, int flags) {
    REAL(fchmodat);
    return fails(0) ? -1 : real(dir, path, mode, flags);
}
