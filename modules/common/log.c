/* SPDX-License-Identifier: MIT */
/* log.c: one logfmt line, one write. */
#include "common/base.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include "common/log.h"
#include "common/str.h"

#define MESSAGE_MAX	2048
#define LINE_MAX_BYTES	(4 * MESSAGE_MAX + 256)

static const char *const level_name[] = { "debug", "info", "warn", "error" };
static const char *worker_name = "-";
static enum gs_log_level least_level = GS_LOG_INFO;
static char request_id[64];

void
gs_log_init(const char *worker, enum gs_log_level least)
{
	worker_name = worker;
	least_level = least;
}

void
gs_log_request(const char *id)
{
	snprintf(request_id, sizeof(request_id), "%s", id != NULL ? id : "");
}

static void
put_time(struct gs_buf *line)
{
	struct timespec now;
	struct tm tm;
	char text[32];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	gs_buf_printf(line, "time=%s.%03dZ", text,
	    (int)(now.tv_nsec / 1000000));
}

static void
put_escaped(struct gs_buf *line, gs_str s)
{
	while (s.len != 0) {
		gs_str bytes = s;
		uint32_t c = gs_utf8_next(&s);

		bytes.len -= s.len;
		if (c == '"' || c == '\\')
			gs_buf_printf(line, "\\%c", (int)c);
		else if (c == '\n')
			gs_buf_puts(line, "\\n");
		else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			gs_buf_printf(line, "\\x%02x", (unsigned)c);
		else if (c == 0xfffd)
			gs_buf_puts(line, "\xef\xbf\xbd");
		else
			gs_buf_put_str(line, bytes);
	}
}

static void
write_line(gs_str line)
{
	while (line.len != 0) {
		ssize_t n = write(STDERR_FILENO, line.ptr, line.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		line = (gs_str){ line.ptr + n, line.len - (size_t)n };
	}
}

void
gs_log(enum gs_log_level level, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	int saved = errno;
	struct gs_buf line;
	va_list ap;

	if (level < least_level)
		return;
	va_start(ap, fmt);
	if (vsnprintf(message, sizeof(message), fmt, ap) < 0)
		message[0] = '\0';
	va_end(ap);
	gs_buf_init(&line, LINE_MAX_BYTES);
	put_time(&line);
	gs_buf_printf(&line, " level=%s worker=%s", level_name[level],
	    worker_name);
	if (request_id[0] != '\0') {
		gs_buf_puts(&line, " req=");
		put_escaped(&line, gs_str_of(request_id));
	}
	gs_buf_puts(&line, " msg=\"");
	put_escaped(&line, gs_str_of(message));
	gs_buf_puts(&line, "\"\n");
	write_line(gs_buf_str(&line));
	gs_buf_release(&line);
	errno = saved;
}
