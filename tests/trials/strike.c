/* Count what a program and its children write, and strike at the call with a given number.
 *
 * Preloaded into every process of a command. One page, a file that STRIKE_PAGE names, is shared by
 * all of them: it holds the count, which call is struck, and how. KILL ends the whole process group
 * at once (half of a write is written first), FULL fails the call as a full disk does, STAYS_FULL
 * that one and every later one that needs room. PAUSE stops at each call, where KILL would end, and
 * goes on when it is told to: whoever looks at the folder meanwhile sees what a kill would leave.
 * What libc writes for itself (stdio of git) is counted where the file is opened. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define REAL(name)                                          \
    static __typeof__(name) *real;                          \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

enum { OFF, COUNT, KILL, FULL, STAYS_FULL, PAUSE };

struct page {
    long count, at;
    int how;
    sem_t turn, arrived, go;
};
static struct page *page;

/* Share the page of this file from now on; processes that are started share it too. */
int strike_page(const char *file) {
    REAL(open);
    int fd = real(file, O_RDWR);
    if (fd < 0) return -1;
    void *map = mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (map == MAP_FAILED) return -1;
    page = map;
    return setenv("STRIKE_PAGE", file, 1);
}

__attribute__((constructor)) static void begin(void) {
    const char *file = getenv("STRIKE_PAGE");
    if (file) strike_page(file);
}

/* From now on calls are counted, and struck. */
void strike_begin(long at, int how) {
    page->count = 0;
    page->at = at;
    sem_init(&page->turn, 1, 1);
    sem_init(&page->arrived, 1, 0);
    sem_init(&page->go, 1, 0);
    page->how = how;
}

/* No longer; how many calls there were. */
long strike_end(void) {
    page->how = OFF;
    return page->count;
}

/* Whether a process stops at a call within so many milliseconds. */
int strike_stopped(int milliseconds) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += milliseconds * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    return sem_timedwait(&page->arrived, &until) == 0;
}

void strike_go_on(void) { sem_post(&page->go); }

static void stop(void) {
    while (sem_wait(&page->turn)) {}
    sem_post(&page->arrived);
    while (sem_wait(&page->go)) {}
    sem_post(&page->turn);
}

static ssize_t half(int fd, const void *bytes, size_t size) {
    REAL(write);
    return bytes && size > 1 ? real(fd, bytes, size / 2) : 0;
}

/* Whether this call fails; a killed one does not come back. `written`: what a pause came after. */
static int struck(int needs_room, int fd, const void *bytes, size_t size, ssize_t *written) {
    if (!page || page->how == OFF) return 0;
    int how = page->how, saved = errno;
    long number = __sync_add_and_fetch(&page->count, 1);
    if (how == PAUSE) {
        *written = half(fd, bytes, size);
        stop();
        errno = saved;
        return 0;
    }
    if (how == COUNT || number < page->at) return 0;
    if (number > page->at) return how == STAYS_FULL && needs_room;
    if (how == KILL) {
        half(fd, bytes, size);
        kill(0, SIGKILL);
        for (;;) pause();
    }
    return 1;
}

static int fails(int needs_room) {
    ssize_t none;
    if (!struck(needs_room, -1, NULL, 0, &none)) return 0;
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
    ssize_t done = 0;
    if (is_file(fd) && struck(1, fd, bytes, size, &done)) return errno = ENOSPC, -1;
    if (done <= 0) return real(fd, bytes, size);
    ssize_t rest = real(fd, (const char *)bytes + done, size - done);
    return rest < 0 ? done : done + rest;
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
