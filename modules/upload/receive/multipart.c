/* SPDX-License-Identifier: MIT */
/* multipart.c: multipart/form-data as a stream; see multipart.h. */
#include "common/base.h"

#include <assert.h>

#include "upload/receive/multipart.h"

#define STEP		(64u << 10)	/* bytes taken at once */
#define PADDING_MAX	64u		/* blanks after a delimiter */

enum state { PREAMBLE, DELIMITER, HEADERS, DATA, EPILOGUE };

/* -- parameters of a header field ---------------------------------------- */

/* A quoted value, ${*s} at its opening quote: its bytes to ${out}, ${*s}
 * after the closing one. Browsers write %22 %0D %0A for a quote, CR, LF in a
 * name (the form-data algorithm of HTML: see unescape), curl \" and \\. */
static bool
quoted(gs_str *s, char *out, size_t *len)
{
	size_t i = 1, n = 0;

	for (; i < s->len && s->ptr[i] != '"'; i++) {
		if (s->ptr[i] == '\\' && i + 1 < s->len &&
		    (s->ptr[i + 1] == '"' || s->ptr[i + 1] == '\\'))
			i++;
		out[n++] = s->ptr[i];
	}
	if (i >= s->len)
		return false;			/* no closing quote */
	*s = (gs_str){ s->ptr + i + 1, s->len - i - 1 };
	*len = n;
	return true;
}

/* A value up to the next ';', without blanks around. */
static void
plain(gs_str *s, char *out, size_t *len)
{
	const char *end = memchr(s->ptr, ';', s->len);
	size_t n = end ? (size_t)(end - s->ptr) : s->len;
	gs_str v = gs_str_trim((gs_str){ s->ptr, n });

	memcpy(out, v.ptr, v.len);
	*len = v.len;
	*s = (gs_str){ s->ptr + n, s->len - n };
}

/* Value of parameter ${want} in "; a=b; c=\"d\"", decoded into ${out}, which
 * has room for all of ${s}. */
static bool
parameter(gs_str s, const char *want, char *out, size_t *len)
{
	while (s.len > 0) {
		gs_str name;
		size_t i = 0;

		while (i < s.len && s.ptr[i] != '=' && s.ptr[i] != ';')
			i++;
		name = gs_str_trim((gs_str){ s.ptr, i });
		if (i == s.len)
			return false;
		s = (gs_str){ s.ptr + i + 1, s.len - i - 1 };
		if (s.ptr[-1] == ';')
			continue;
		if (s.len == 0 || s.ptr[0] != '"')
			plain(&s, out, len);
		else if (!quoted(&s, out, len))
			return false;
		if (gs_str_ieqc(name, want))
			return true;
	}
	return false;
}

static size_t
unescape(char *s, size_t len)
{
	static const struct {
		char	from[4];
		char	to;
	} table[] = { { "%22", '"' }, { "%0D", '\r' }, { "%0A", '\n' } };
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		for (size_t k = 0; k < GS_COUNTOF(table) && i + 2 < len; k++)
			if (strncmp(s + i, table[k].from, 3) == 0) {
				c = table[k].to;
				i += 2;
				break;
			}
		s[n++] = c;
	}
	return n;
}

static bool
boundary_ok(gs_str b)
{
	static const char also[] = "'()+_,-./:=? ";

	if (b.len == 0 || b.len > RECEIVE_MULTIPART_BOUNDARY || b.ptr[b.len - 1] == ' ')
		return false;
	for (size_t i = 0; i < b.len; i++) {
		char c = b.ptr[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z')) &&
		    (c == '\0' || strchr(also, c) == NULL))
			return false;
	}
	return true;
}

enum gs_status
receive_multipart_boundary(char boundary[RECEIVE_MULTIPART_BOUNDARY + 1],
    gs_str content_type, struct gs_err *err)
{
	char value[1024];
	size_t n;

	gs_str_split(&content_type, ';');
	if (content_type.ptr == NULL || content_type.len > sizeof(value) ||
	    !parameter(content_type, "boundary", value, &n) ||
	    !boundary_ok((gs_str){ value, n }))
		return gs_fail(err, GS_EINVAL, "Content-Type: "
		    "multipart/form-data needs a boundary of 1 to %d "
		    "characters", RECEIVE_MULTIPART_BOUNDARY);
	memcpy(boundary, value, n);
	boundary[n] = '\0';
	return GS_OK;
}

/* -- one part ------------------------------------------------------------ */

/* Headers of a part, without the blank line. */
static enum gs_status
part_headers(struct receive_multipart *m, gs_str headers, struct gs_err *err)
{
	char name[RECEIVE_MULTIPART_HEADERS], file[RECEIVE_MULTIPART_HEADERS];
	struct receive_part part = { GS_NOSTR, GS_NOSTR };
	size_t n;

	while (headers.ptr != NULL) {
		gs_str line = gs_str_split(&headers, '\n'), field, type;

		line = gs_str_trim(line);
		field = gs_str_split(&line, ':');
		if (!gs_str_ieqc(field, "content-disposition"))
			continue;
		type = gs_str_trim(gs_str_split(&line, ';'));
		if (!gs_str_ieqc(type, "form-data") || part.name.ptr != NULL)
			break;
		if (line.ptr == NULL || !parameter(line, "name", name, &n))
			break;
		part.name = (gs_str){ name, unescape(name, n) };
		if (parameter(line, "filename", file, &n))
			part.filename = (gs_str){ file, unescape(file, n) };
	}
	if (part.name.ptr == NULL || !gs_utf8_ok(part.name))
		return gs_fail(err, GS_EINVAL, "multipart/form-data: part %d "
		    "has no \"Content-Disposition: form-data; name=…\"",
		    m->parts);
	return m->handler->begin(m->ctx, &part, err);
}

static void
consume(struct receive_multipart *m, size_t n)
{
	memmove(m->buf.ptr, m->buf.ptr + n, m->buf.len - n);
	m->buf.len -= n;
	m->buf.ptr[m->buf.len] = '\0';
}

/* Bytes up to the next delimiter; those that may begin one stay. */
static enum gs_status
take_data(struct receive_multipart *m, bool *more, struct gs_err *err)
{
	char *at = memmem(m->buf.ptr, m->buf.len, m->delimiter,
	    m->delimiter_len);
	size_t n = at ? (size_t)(at - m->buf.ptr) :
	    m->buf.len >= m->delimiter_len ?
	    m->buf.len - m->delimiter_len + 1 : 0;
	enum gs_status st = GS_OK;

	if (m->state == DATA && n > 0)
		st = m->handler->data(m->ctx, m->buf.ptr, n, err);
	if (st == GS_OK && at != NULL && m->state == DATA)
		st = m->handler->end(m->ctx, err);
	consume(m, n + (at ? m->delimiter_len : 0));
	if (at != NULL)
		m->state = DELIMITER;
	*more = at != NULL;
	return st;
}

/* After a delimiter: "--" is the end, else blanks and a line end. */
static enum gs_status
take_delimiter(struct receive_multipart *m, bool *more, struct gs_err *err)
{
	size_t i = 0;

	*more = false;
	if (m->buf.len < 2)
		return GS_OK;
	*more = true;
	if (m->buf.ptr[0] == '-' && m->buf.ptr[1] == '-') {
		m->state = EPILOGUE;
		return GS_OK;
	}
	while (i < m->buf.len && (m->buf.ptr[i] == ' ' ||
	    m->buf.ptr[i] == '\t'))
		i++;
	if (i + 2 > m->buf.len && i <= PADDING_MAX) {
		*more = false;
		return GS_OK;
	}
	if (i > PADDING_MAX || m->buf.ptr[i] != '\r' ||
	    m->buf.ptr[i + 1] != '\n')
		return gs_fail(err, GS_EINVAL, "multipart/form-data: "
		    "delimiter %d is not followed by a line end",
		    m->parts + 1);
	if (++m->parts > RECEIVE_MULTIPART_PARTS)
		return gs_fail(err, GS_ETOOLARGE, "multipart/form-data: more "
		    "than %d parts", RECEIVE_MULTIPART_PARTS);
	consume(m, i);		/* the line end stays: headers may be none */
	m->state = HEADERS;
	return GS_OK;
}

static enum gs_status
take_headers(struct receive_multipart *m, bool *more, struct gs_err *err)
{
	char *at = memmem(m->buf.ptr, m->buf.len, "\r\n\r\n", 4);
	enum gs_status st;
	size_t n;

	*more = at != NULL;
	n = at ? (size_t)(at - m->buf.ptr) : m->buf.len;
	if (n >= RECEIVE_MULTIPART_HEADERS)
		return gs_fail(err, GS_ETOOLARGE, "multipart/form-data: the "
		    "headers of part %d are longer than %d bytes", m->parts,
		    RECEIVE_MULTIPART_HEADERS);
	if (at == NULL)
		return GS_OK;
	st = part_headers(m, (gs_str){ m->buf.ptr, n }, err);
	consume(m, n + 4);
	m->state = DATA;
	return st;
}

/* -- the stream ---------------------------------------------------------- */

void
receive_multipart_init(struct receive_multipart *m,
    const struct receive_multipart_handler *handler, void *ctx,
    gs_str boundary)
{
	assert(boundary_ok(boundary));
	*m = (struct receive_multipart){ .handler = handler, .ctx = ctx,
	    .state = PREAMBLE };
	m->delimiter_len = (size_t)snprintf(m->delimiter,
	    sizeof(m->delimiter), "\r\n--%.*s", GS_FMT(boundary));
	gs_buf_init(&m->buf, STEP + RECEIVE_MULTIPART_HEADERS + 1024);
	/* So that a delimiter at the very start is one like the others. */
	gs_buf_puts(&m->buf, "\r\n");
}

void
receive_multipart_release(struct receive_multipart *m)
{
	gs_buf_release(&m->buf);
}

static enum gs_status
advance(struct receive_multipart *m, struct gs_err *err)
{
	enum gs_status st = GS_OK;
	bool more = true;

	while (st == GS_OK && more) {
		switch ((enum state)m->state) {
		case PREAMBLE:
		case DATA:
			st = take_data(m, &more, err);
			break;
		case DELIMITER:
			st = take_delimiter(m, &more, err);
			break;
		case HEADERS:
			st = take_headers(m, &more, err);
			break;
		case EPILOGUE:
			consume(m, m->buf.len);
			more = false;
			break;
		}
	}
	return st;
}

enum gs_status
receive_multipart_feed(struct receive_multipart *m, const void *p, size_t n,
    struct gs_err *err)
{
	enum gs_status st = GS_OK;

	while (n > 0 && st == GS_OK) {
		size_t part = GS_MIN(n, STEP);

		gs_buf_put(&m->buf, p, part);
		assert(!m->buf.failed);
		p = (const char *)p + part;
		n -= part;
		st = advance(m, err);
	}
	return st;
}

enum gs_status
receive_multipart_finish(struct receive_multipart *m, struct gs_err *err)
{
	if (m->state != EPILOGUE)
		return gs_fail(err, GS_EINVAL, "multipart/form-data: the body "
		    "ends before its closing delimiter: it was cut");
	return GS_OK;
}
