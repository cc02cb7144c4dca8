/* SPDX-License-Identifier: MIT */
/*
 * fuzz_multipart.c: a multipart/form-data body. The first byte says in what
 * pieces it arrives; the boundary is "b". However it is cut, the parts and
 * their bytes must be the same.
 */
#include "fuzz.h"

#include "upload/receive/filename.h"
#include "upload/receive/multipart.h"

/* What a handler saw: a digest that depends on parts and bytes, in order. */
struct multipart_seen {
	uint64_t	hash;
	size_t		bytes;
	int		parts, ends;
	bool		open;
};

static void
multipart_mix(struct multipart_seen *s, const void *p, size_t n)
{
	const unsigned char *c = p;

	for (size_t i = 0; i < n; i++)
		s->hash = (s->hash ^ c[i]) * UINT64_C(1099511628211);
}

static enum gs_status
multipart_begin(void *ctx, const struct receive_part *part,
    GS_UNUSED struct gs_err *err)
{
	struct multipart_seen *s = ctx;
	struct gs_arena *a = gs_arena_new();

	must(!s->open);
	must(gs_utf8_ok(part->name) || part->name.len == 0);
	s->open = true;
	s->parts++;
	multipart_mix(s, part->name.ptr, part->name.len);
	if (part->filename.ptr != NULL) {
		char *label = receive_filename(a, part->filename);

		must(strlen(label) >= 1 &&
		    strlen(label) <= RECEIVE_FILENAME_MAX);
		must(gs_utf8_ok(gs_str_of(label)));
		must(strpbrk(label, "/\\\r\n\t") == NULL && label[0] != '.');
		multipart_mix(s, label, strlen(label));
	}
	gs_arena_free(a);
	return GS_OK;
}

static enum gs_status
multipart_data(void *ctx, const void *p, size_t n,
    GS_UNUSED struct gs_err *err)
{
	struct multipart_seen *s = ctx;

	must(s->open && n > 0);
	s->bytes += n;
	multipart_mix(s, p, n);
	return GS_OK;
}

static enum gs_status
multipart_end(void *ctx, GS_UNUSED struct gs_err *err)
{
	struct multipart_seen *s = ctx;

	must(s->open);
	s->open = false;
	s->ends++;
	multipart_mix(s, "|", 1);
	return GS_OK;
}

static enum gs_status
multipart_run(struct multipart_seen *s, const uint8_t *data, size_t size,
    size_t step)
{
	static const struct receive_multipart_handler handler = {
	    multipart_begin, multipart_data, multipart_end };
	struct receive_multipart m;
	struct gs_err err = { 0 };
	enum gs_status st = GS_OK;

	*s = (struct multipart_seen){ 0 };
	receive_multipart_init(&m, &handler, s, GS_STR("b"));
	for (size_t i = 0; i < size && st == GS_OK; i += step)
		st = receive_multipart_feed(&m, data + i,
		    GS_MIN(step, size - i), &err);
	if (st == GS_OK)
		st = receive_multipart_finish(&m, &err);
	must((st == GS_OK) == (err.status == GS_OK));
	must(st != GS_OK || (!s->open && s->parts == s->ends));
	receive_multipart_release(&m);
	return st;
}

FUZZ_TARGET(multipart)
{
	char boundary[RECEIVE_MULTIPART_BOUNDARY + 1];
	struct multipart_seen whole, cut;
	enum gs_status a, b;

	if (size == 0)
		return 0;
	a = multipart_run(&whole, data + 1, size - 1, size);
	b = multipart_run(&cut, data + 1, size - 1,
	    (size_t)(data[0] % 16) + 1);
	must(a == b);
	if (a == GS_OK) {
		must(whole.hash == cut.hash && whole.bytes == cut.bytes);
		must(whole.parts == cut.parts);
	}
	if (receive_multipart_boundary(boundary, FUZZ_VIEW(data + 1,
	    size - 1), NULL) == GS_OK)
		must(strlen(boundary) >= 1 &&
		    strlen(boundary) <= RECEIVE_MULTIPART_BOUNDARY);
	return 0;
}
