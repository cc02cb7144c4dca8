/* SPDX-License-Identifier: MIT */
/* http_memory.h: a request and its answer in memory, for unit tests. */
#ifndef TEST_HTTP_MEMORY_H
#define TEST_HTTP_MEMORY_H

#include "common/http_io.h"

struct memory_io {
	struct gs_io		 io;
	const char		*const *env;	/* name, value, …, NULL */
	const char		*body;
	struct gs_buf		 sent;
};

static const char *
memory_env(struct gs_io *io, const char *name)
{
	const char *const *e = ((struct memory_io *)io)->env;

	for (; e[0] != NULL; e += 2)
		if (strcmp(e[0], name) == 0)
			return e[1];
	return NULL;
}

static ssize_t
memory_read(struct gs_io *io, void *p, size_t n)
{
	struct memory_io *m = (struct memory_io *)io;
	size_t len = m->body ? strlen(m->body) : 0;

	n = GS_MIN(n, len);
	memcpy(p, m->body ? m->body : "", n);
	m->body = m->body ? m->body + n : NULL;
	return (ssize_t)n;
}

static enum gs_status
memory_write(struct gs_io *io, const void *p, size_t n)
{
	gs_buf_put(&((struct memory_io *)io)->sent, p, n);
	return GS_OK;
}

/* ${env} is name, value, …, NULL. */
static inline void
memory_init(struct memory_io *m, struct gs_arena *a, const char *const *env,
    const char *body)
{
	m->io = (struct gs_io){ memory_env, memory_read, memory_write };
	m->env = env;
	m->body = body;
	gs_buf_init_arena(&m->sent, a, 1 << 20);
}

#endif
