/* SPDX-License-Identifier: MIT */
#include "base/sandbox.h"

#include "base/mem.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#endif

#if defined(SANITIZED) || defined(SD_NO_SANDBOX)

int sd_sandbox_enter(const struct sd_sandbox *sandbox, struct sd_error *err)
{
	(void)sandbox;
	(void)err;
	return 0;
}

#else

/* Landlock's numbers, the same on every processor: the headers of the machine that builds may be older than the kernel
 * that runs. */
enum {
	NR_CREATE_RULESET = 444,
	NR_ADD_RULE = 445,
	NR_RESTRICT_SELF = 446,
	WANT_VERSION = 1,	/* LANDLOCK_CREATE_RULESET_VERSION */
	RULE_PATH_BENEATH = 1 /* LANDLOCK_RULE_PATH_BENEATH */
};

/* LANDLOCK_ACCESS_FS_…, and from which version of the ABI they are known. */
enum {
	WRITE_FILE = 1 << 1,
	READ_FILE = 1 << 2,
	READ_DIR = 1 << 3,
	REMOVE_DIR = 1 << 4,
	REMOVE_FILE = 1 << 5,
	MAKE_DIR = 1 << 7,
	MAKE_REG = 1 << 8,
	ALL_OF_1 = (1 << 13) - 1,
	REFER = 1 << 13,    /* 2 */
	TRUNCATE = 1 << 14, /* 3 */
	IOCTL_DEV = 1 << 15 /* 5 */
};

struct ruleset {
	uint64_t files;
	uint64_t net;	 /* 4: bind and connect TCP */
	uint64_t scoped; /* 6: abstract UNIX sockets and signals to processes outside */
};

struct path_beneath {
	uint64_t allowed;
	int32_t folder;
} __attribute__((packed));

static int allow_beneath(int ruleset, const int *folders, size_t length, uint64_t allowed)
{
	for (size_t i = 0; i < length; i++) {
		struct path_beneath rule = {allowed, folders[i]};
		if (folders[i] >= 0 && syscall(NR_ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0))
			return -1;
	}
	return 0;
}

/* 1 where the layer holds, 0 where the kernel lacks it, -1 (errno). */
static int enter_landlock(const struct sd_sandbox *sandbox)
{
	long version = syscall(NR_CREATE_RULESET, NULL, 0, WANT_VERSION);
	if (version < 1)
		return 0;
	struct ruleset handled = {.files = ALL_OF_1};
	if (version >= 2)
		handled.files |= REFER;
	if (version >= 3)
		handled.files |= TRUNCATE;
	if (version >= 4)
		handled.net = 3;
	if (version >= 5)
		handled.files |= IOCTL_DEV;
	if (version >= 6)
		handled.scoped = 3;
	/* An older kernel takes the longer struct as long as what it does not know is 0. */
	int ruleset = (int)syscall(NR_CREATE_RULESET, &handled, sizeof handled, 0);
	if (ruleset < 0)
		return -1;
	/* An unnamed temporary counts as in the folder where it was opened, so linking it there needs no REFER. */
	uint64_t outputs = MAKE_REG | REMOVE_FILE;
	uint64_t trees = outputs | READ_FILE | READ_DIR | WRITE_FILE | MAKE_DIR | REMOVE_DIR | REFER | TRUNCATE;
	int failed = allow_beneath(ruleset, sandbox->folders, sandbox->length, outputs) ||
		     allow_beneath(ruleset, sandbox->trees, sandbox->trees_length, trees & handled.files) ||
		     syscall(NR_RESTRICT_SELF, ruleset, 0);
	int number = errno;
	(void)close(ruleset);
	errno = number;
	return failed ? -1 : 1;
}

#if defined(__x86_64__) && defined(__LP64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__) && defined(__AARCH64EL__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifndef ARCHITECTURE

static int enter_seccomp(const struct sd_sandbox *sandbox)
{
	(void)sandbox;
	return 0;
}

#else

enum allowed { NEVER, WITH_TREES, WITH_FOLDERS /* or trees */ };

static const struct {
	uint32_t number;
	enum allowed allowed;
} refused[] = {
	/* Opening and making. */
	{__NR_openat, WITH_TREES},
	{__NR_mkdirat, WITH_TREES},
	{__NR_openat2, NEVER},
	{__NR_open_by_handle_at, NEVER},
	{__NR_mknodat, NEVER},
	{__NR_symlinkat, NEVER},
	{__NR_linkat, WITH_FOLDERS},
	{__NR_renameat, WITH_FOLDERS},
	{__NR_renameat2, WITH_FOLDERS},
	{__NR_unlinkat, WITH_FOLDERS},
	/* Changing what a path names: Landlock does not reach these. */
	{__NR_truncate, NEVER},
	{__NR_fchmodat, NEVER},
	{__NR_fchownat, NEVER},
	{__NR_fchown, NEVER},
	{__NR_utimensat, NEVER},
	{__NR_setxattr, NEVER},
	{__NR_lsetxattr, NEVER},
	{__NR_fsetxattr, NEVER},
	{__NR_removexattr, NEVER},
	{__NR_lremovexattr, NEVER},
	{__NR_fremovexattr, NEVER},
	/* The network, and queues between processes. */
	{__NR_socket, NEVER},
	{__NR_socketpair, NEVER},
	{__NR_bind, NEVER},
	{__NR_listen, NEVER},
	{__NR_accept, NEVER},
	{__NR_accept4, NEVER},
	{__NR_connect, NEVER},
	{__NR_sendto, NEVER},
	{__NR_sendmsg, NEVER},
	{__NR_sendmmsg, NEVER},
	{__NR_recvfrom, NEVER},
	{__NR_recvmsg, NEVER},
	{__NR_recvmmsg, NEVER},
	{__NR_mq_open, NEVER},
	/* Other programs and processes; clone is looked into below. */
	{__NR_execve, NEVER},
	{__NR_execveat, NEVER},
	{__NR_ptrace, NEVER},
	{__NR_process_vm_readv, NEVER},
	{__NR_process_vm_writev, NEVER},
	{__NR_process_madvise, NEVER},
	{__NR_process_mrelease, NEVER},
	{__NR_kcmp, NEVER},
	{__NR_pidfd_open, NEVER},
	{__NR_pidfd_getfd, NEVER},
	{__NR_pidfd_send_signal, NEVER},
	{__NR_setns, NEVER},
	{__NR_unshare, NEVER},
	/* Ways around a filter, and wide surfaces of the kernel that no filter of text needs. */
	{__NR_io_uring_setup, NEVER},
	{__NR_io_uring_enter, NEVER},
	{__NR_io_uring_register, NEVER},
	{__NR_bpf, NEVER},
	{__NR_userfaultfd, NEVER},
	{__NR_perf_event_open, NEVER},
	{__NR_fanotify_init, NEVER},
	{__NR_add_key, NEVER},
	{__NR_request_key, NEVER},
	{__NR_keyctl, NEVER},
	{__NR_personality, NEVER},
	/* The machine. */
	{__NR_mount, NEVER},
	{__NR_umount2, NEVER},
	{__NR_open_tree, NEVER},
	{__NR_move_mount, NEVER},
	{__NR_fsopen, NEVER},
	{__NR_fsconfig, NEVER},
	{__NR_fsmount, NEVER},
	{__NR_fspick, NEVER},
	{__NR_mount_setattr, NEVER},
	{__NR_chroot, NEVER},
	{__NR_pivot_root, NEVER},
	{__NR_swapon, NEVER},
	{__NR_swapoff, NEVER},
	{__NR_reboot, NEVER},
	{__NR_acct, NEVER},
	{__NR_quotactl, NEVER},
	{__NR_quotactl_fd, NEVER},
	{__NR_init_module, NEVER},
	{__NR_finit_module, NEVER},
	{__NR_delete_module, NEVER},
	{__NR_kexec_load, NEVER},
	{__NR_settimeofday, NEVER},
	{__NR_clock_settime, NEVER},
	{__NR_sethostname, NEVER},
	{__NR_setdomainname, NEVER},
#ifdef __NR_kexec_file_load
	{__NR_kexec_file_load, NEVER},
#endif
	/* The older calls, which aarch64 never had. */
#ifdef __x86_64__
	{__NR_open, WITH_TREES},
	{__NR_creat, WITH_TREES},
	{__NR_mkdir, WITH_TREES},
	{__NR_rmdir, WITH_TREES},
	{__NR_link, WITH_TREES},
	{__NR_rename, WITH_TREES},
	{__NR_unlink, WITH_TREES},
	{__NR_mknod, NEVER},
	{__NR_symlink, NEVER},
	{__NR_chmod, NEVER},
	{__NR_chown, NEVER},
	{__NR_lchown, NEVER},
	{__NR_utime, NEVER},
	{__NR_utimes, NEVER},
	{__NR_futimesat, NEVER},
	{__NR_fork, NEVER},
	{__NR_vfork, NEVER},
	{__NR_iopl, NEVER},
	{__NR_ioperm, NEVER},
	{__NR_modify_ldt, NEVER},
#endif
};

/* The last call this table has been held against (Linux 5.17: set_mempolicy_home_node). What came later, and the x32
 * calls with their high bit, do not exist for us; a C library that knows them falls back. */
enum { LAST_KNOWN = 450 };

struct program {
	struct sock_filter *steps;
	size_t length, room;
};

static void step(struct program *program, uint16_t code, uint32_t operand, uint8_t if_true, uint8_t if_false)
{
	SD_GROW(program->steps, program->length, program->room);
	program->steps[program->length++] = (struct sock_filter){code, if_true, if_false, operand};
}

static void load(struct program *program, size_t offset)
{
	step(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void answer(struct program *program, uint32_t what)
{
	step(program, BPF_RET | BPF_K, what, 0, 0);
}

/* The low half of an argument; both processors are little-endian. */
static size_t argument(size_t number)
{
	return offsetof(struct seccomp_data, args) + number * sizeof(uint64_t);
}

static struct program make_program(const struct sd_sandbox *sandbox)
{
	const uint32_t refuse = SECCOMP_RET_ERRNO | EPERM, unknown = SECCOMP_RET_ERRNO | ENOSYS;
	const uint32_t new_spaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
				    CLONE_NEWPID | CLONE_NEWNET;
	struct program program = {0};
	load(&program, offsetof(struct seccomp_data, arch));
	step(&program, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	answer(&program, SECCOMP_RET_KILL_PROCESS);
	load(&program, offsetof(struct seccomp_data, nr));
	step(&program, BPF_JMP | BPF_JGT | BPF_K, LAST_KNOWN, 0, 1);
	answer(&program, unknown);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		if ((refused[i].allowed != NEVER && sandbox->trees_length > 0) ||
		    (refused[i].allowed == WITH_FOLDERS && sandbox->length > 0))
			continue;
		step(&program, BPF_JMP | BPF_JEQ | BPF_K, refused[i].number, 0, 1);
		answer(&program, refuse);
	}
	/* The flags of clone3 lie in memory, where a filter cannot look; told that it does not exist, the C library
	 * makes its threads by clone. */
	step(&program, BPF_JMP | BPF_JEQ | BPF_K, __NR_clone3, 0, 1);
	answer(&program, unknown);
	/* clone: threads of this process, and nothing else. */
	step(&program, BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 5);
	load(&program, argument(0));
	step(&program, BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 2);
	step(&program, BPF_JMP | BPF_JSET | BPF_K, new_spaces, 1, 0);
	answer(&program, SECCOMP_RET_ALLOW);
	answer(&program, refuse);
	/* ioctl: no typing into the terminal on behalf of its user. */
	step(&program, BPF_JMP | BPF_JEQ | BPF_K, __NR_ioctl, 0, 4);
	load(&program, argument(1));
	step(&program, BPF_JMP | BPF_JEQ | BPF_K, TIOCSTI, 1, 0);
	step(&program, BPF_JMP | BPF_JEQ | BPF_K, TIOCLINUX, 0, 1);
	answer(&program, refuse);
	answer(&program, SECCOMP_RET_ALLOW);
	return program;
}

/* 1 where the layer holds, 0 where the kernel lacks it, -1 (errno). */
static int enter_seccomp(const struct sd_sandbox *sandbox)
{
	uint32_t action = SECCOMP_RET_ERRNO;
	if (syscall(__NR_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action))
		return 0;
	struct program program = make_program(sandbox);
	struct sock_fprog filter = {.len = (unsigned short)program.length, .filter = program.steps};
	/* With TSYNC a positive answer is the thread that could not follow. */
	long status = syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
	int number = status > 0 ? ESRCH : errno;
	free(program.steps);
	errno = number;
	return status ? -1 : 1;
}

#endif

int sd_sandbox_enter(const struct sd_sandbox *sandbox, struct sd_error *err)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return sd_fail_errno(err, errno, "cannot lock the process in (no new privileges)");
	int landlock = enter_landlock(sandbox);
	if (landlock < 0)
		return sd_fail_errno(err, errno, "cannot lock the process in (Landlock)");
	int seccomp = enter_seccomp(sandbox);
	if (seccomp < 0)
		return sd_fail_errno(err, errno, "cannot lock the process in (seccomp)");
	return (landlock ? SD_SANDBOX_LANDLOCK : 0) | (seccomp ? SD_SANDBOX_SECCOMP : 0);
}

#endif
