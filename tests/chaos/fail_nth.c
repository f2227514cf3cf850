/* Lets some calls that change files pass and fails the next one as a full disk would: preload it, then call fail_after(n). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <stdio.h>
#include <unistd.h>

static long left = -1;
static int fired = 0;

void fail_after(long calls) { fired = 0; __atomic_store_n(&left, calls, __ATOMIC_SEQ_CST); }
int has_fired(void) { return fired; }

static int full(void) {
    if (__atomic_load_n(&left, __ATOMIC_SEQ_CST) < 0) return 0;
    if (__atomic_fetch_sub(&left, 1, __ATOMIC_SEQ_CST) != 0) return 0;
    fired = 1;
    errno = ENOSPC;
    return 1;
}

/* Pipes and terminals are no disks. */
static int full_file(int fd) {
    struct stat about;
    if (fd < 3 || fstat(fd, &about) != 0 || !(S_ISREG(about.st_mode) || S_ISDIR(about.st_mode))) return 0;
    return full();
}

#define NEXT(name, ...) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))(__VA_ARGS__)

ssize_t write(int fd, const void *bytes, size_t size) { return full_file(fd) ? -1 : NEXT(write, fd, bytes, size); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return full_file(fd) ? -1 : NEXT(pwrite, fd, bytes, size, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) { return full_file(fd) ? -1 : NEXT(pwrite64, fd, bytes, size, at); }
int fsync(int fd) { return full_file(fd) ? -1 : NEXT(fsync, fd); }
int fdatasync(int fd) { return full_file(fd) ? -1 : NEXT(fdatasync, fd); }
int ftruncate(int fd, off_t size) { return full_file(fd) ? -1 : NEXT(ftruncate, fd, size); }
int ftruncate64(int fd, off64_t size) { return full_file(fd) ? -1 : NEXT(ftruncate64, fd, size); }
int rename(const char *from, const char *to) { return full() ? -1 : NEXT(rename, from, to); }
