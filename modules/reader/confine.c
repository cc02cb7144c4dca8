/* SPDX-License-Identifier: MIT */
/* confine.c: a seccomp filter, written out. */
#include "common/base.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "reader/confine.h"

#if defined(__x86_64__)
#define ARCH	AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH	AUDIT_ARCH_AARCH64
#else
#error "confine.c: add the audit architecture of this machine"
#endif

/* A call of number ${nr} fails with EPERM. */
#define DENY(nr)							\
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (nr), 0, 1),		\
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

static const struct sock_filter filter[] = {
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#if defined(__x86_64__)
	/* The x32 numbers of the same calls. */
	BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
#endif
	DENY(__NR_socket), DENY(__NR_socketpair), DENY(__NR_connect),
	DENY(__NR_bind), DENY(__NR_listen), DENY(__NR_accept),
	DENY(__NR_accept4), DENY(__NR_sendto), DENY(__NR_sendmsg),
	DENY(__NR_execve), DENY(__NR_execveat), DENY(__NR_ptrace),
	DENY(__NR_process_vm_readv), DENY(__NR_process_vm_writev),
	DENY(__NR_unshare), DENY(__NR_setns), DENY(__NR_mount),
	DENY(__NR_umount2), DENY(__NR_pivot_root), DENY(__NR_chroot),
	DENY(__NR_keyctl), DENY(__NR_add_key), DENY(__NR_request_key),
	DENY(__NR_bpf), DENY(__NR_perf_event_open), DENY(__NR_userfaultfd),
	DENY(__NR_io_uring_setup), DENY(__NR_kexec_load), DENY(__NR_reboot),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

bool
reader_confine(void)
{
	struct sock_fprog prog = {
		.len = GS_COUNTOF(filter),
		.filter = (struct sock_filter *)(uintptr_t)filter,
	};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) == 0;
}
