/* SPDX-License-Identifier: MIT */
/* err.c: the sentence of an error, and the map to HTTP. */
#include "common/base.h"

#include <stdarg.h>

#include "common/err.h"

static const struct {
	int		 http;
	const char	*reason;
} table[GS_STATUS__COUNT] = {
	[GS_OK]			= { 200, "OK" },
	[GS_EINVAL]		= { 400, "Bad Request" },
	[GS_EAUTH]		= { 401, "Unauthorized" },
	[GS_EDENIED]		= { 403, "Forbidden" },
	[GS_ENOTFOUND]		= { 404, "Not Found" },
	[GS_EMETHOD]		= { 405, "Method Not Allowed" },
	[GS_ENOTACCEPTABLE]	= { 406, "Not Acceptable" },
	[GS_ECONFLICT]		= { 409, "Conflict" },
	[GS_EGONE]		= { 410, "Gone" },
	[GS_ETOOLARGE]		= { 413, "Content Too Large" },
	[GS_EUNSUPPORTED]	= { 415, "Unsupported Media Type" },
	[GS_EUNPROCESSABLE]	= { 422, "Unprocessable Content" },
	[GS_ETOOMANY]		= { 429, "Too Many Requests" },
	[GS_EINTERNAL]		= { 500, "Internal Server Error" },
	[GS_EUNIMPLEMENTED]	= { 501, "Not Implemented" },
	[GS_EUPSTREAM]		= { 502, "Bad Gateway" },
	[GS_EBUSY]		= { 503, "Service Unavailable" },
	[GS_ENOSPACE]		= { 507, "Insufficient Storage" },
};

/* Line breaks to blanks; a sequence cut by the buffer's end is dropped. */
static void
make_one_line(char *s)
{
	size_t n = strlen(s), lead = n;
	unsigned char c;

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			s[i] = ' ';
	while (lead > 0 && n - lead < 4 &&
	    ((unsigned char)s[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead == 0)
		return;
	c = (unsigned char)s[lead - 1];
	if ((c >= 0xf0 && n - lead < 3) || (c >= 0xe0 && n - lead < 2) ||
	    (c >= 0xc0 && n - lead < 1))
		s[lead - 1] = '\0';
}

enum gs_status
gs_fail(struct gs_err *err, enum gs_status status, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL || err->status != GS_OK)
		return status;
	err->status = status;
	va_start(ap, fmt);
	if (vsnprintf(err->text, sizeof(err->text), fmt, ap) < 0)
		err->text[0] = '\0';
	va_end(ap);
	make_one_line(err->text);
	return status;
}

void
gs_err_clear(struct gs_err *err)
{
	err->status = GS_OK;
	err->text[0] = '\0';
}

int
gs_status_http(enum gs_status status)
{
	return (unsigned)status < GS_STATUS__COUNT ? table[status].http : 500;
}

const char *
gs_status_reason(enum gs_status status)
{
	return (unsigned)status < GS_STATUS__COUNT ? table[status].reason :
	    table[GS_EINTERNAL].reason;
}
