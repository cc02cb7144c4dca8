/* SPDX-License-Identifier: MIT */
/* fcgi.c: the smallest FastCGI 1.0 client; see fcgi.h. */
#include "common/base.h"

#include <fastcgi.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/str.h"
#include "geosoclectl/fcgi.h"

static int
dial(const char *path)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	struct timeval limit = { 5, 0 };
	size_t n = strlen(path);
	int fd;

	if (n >= sizeof(sun.sun_path))
		return -1;
	memcpy(sun.sun_path, path, n);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	if (connect(fd, (struct sockaddr *)&sun, sizeof(sun)) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static void
record(struct gs_buf *b, int type, const void *body, size_t n)
{
	const unsigned char head[FCGI_HEADER_LEN] = { FCGI_VERSION_1,
	    (unsigned char)type, 0, 1, (unsigned char)(n >> 8),
	    (unsigned char)n, 0, 0 };

	gs_buf_put(b, head, sizeof(head));
	gs_buf_put(b, body, n);
}

static void
param(struct gs_buf *b, const char *name, const char *value)
{
	gs_buf_putc(b, (char)strlen(name));	/* both are short: < 128 */
	gs_buf_putc(b, (char)strlen(value));
	gs_buf_puts(b, name);
	gs_buf_puts(b, value);
}

static bool
send_request(struct gs_arena *a, int fd, const char *path)
{
	static const unsigned char begin[8] = { 0, FCGI_RESPONDER };
	struct gs_buf b, params;

	gs_buf_init_arena(&params, a, 1024);
	param(&params, "REQUEST_METHOD", "GET");
	param(&params, "GS_PATH", path);
	param(&params, "QUERY_STRING", "");
	gs_buf_init_arena(&b, a, 2048);
	record(&b, FCGI_BEGIN_REQUEST, begin, sizeof(begin));
	record(&b, FCGI_PARAMS, params.ptr, params.len);
	record(&b, FCGI_PARAMS, NULL, 0);
	record(&b, FCGI_STDIN, NULL, 0);
	return send(fd, b.ptr, b.len, MSG_NOSIGNAL) == (ssize_t)b.len;
}

/* Exactly ${n} bytes. */
static bool
take(int fd, void *p, size_t n)
{
	char *at = p;
	ssize_t got;

	for (; n > 0; n -= (size_t)got, at += got)
		if ((got = read(fd, at, n)) <= 0)
			return false;
	return true;
}

/* Header and body of the answer, up to the maximum of ${b}. */
static bool
receive(int fd, struct gs_buf *b)
{
	unsigned char head[FCGI_HEADER_LEN];
	char body[FCGI_MAX_LENGTH + 255];
	size_t n;

	while (take(fd, head, sizeof(head)) && head[0] == FCGI_VERSION_1) {
		n = (size_t)head[4] << 8 | head[5];
		if (!take(fd, body, n + head[6]))
			return false;
		if (head[1] == FCGI_END_REQUEST)
			return true;
		if (head[1] == FCGI_STDOUT)
			gs_buf_put(b, body, n);
	}
	return false;
}

struct fcgi_answer
fcgi_get(struct gs_arena *a, const char *socket, const char *path)
{
	struct fcgi_answer answer = { 0, NULL };
	int fd = dial(socket);
	struct gs_buf b;
	int64_t status;
	char *body;

	if (fd < 0)
		return answer;
	gs_buf_init_arena(&b, a, 8192);
	if (send_request(a, fd, path) && receive(fd, &b) && !b.failed &&
	    (body = strstr(b.ptr, "\r\n\r\n")) != NULL) {
		answer.status = 200;
		if (b.len > 11 && strncmp(b.ptr, "Status: ", 8) == 0 &&
		    gs_str_int((gs_str){ b.ptr + 8, 3 }, &status))
			answer.status = (int)status;
		answer.body = gs_strndup(a, body + 4, 4096);
	}
	close(fd);
	return answer;
}
