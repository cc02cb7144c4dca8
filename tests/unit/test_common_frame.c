/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <sys/mman.h>

#include "common/frame.h"

/* What the decoder called back, as text: "P2 L1 D65536 …". */
struct seen {
	char	text[4096];
	size_t	len, data;
	int	stop_at;	/* 'E': refuse that kind */
};

static enum gs_status
on_frame(void *ctx, enum gs_frame_kind kind, gs_str payload,
    struct gs_err *err)
{
	struct seen *s = ctx;

	if ((int)kind == s->stop_at)
		return gs_fail(err, GS_ECONFLICT, "stopped");
	s->data += kind == GS_FRAME_DATA ? payload.len : 0;
	s->len += (size_t)snprintf(s->text + s->len,
	    sizeof(s->text) - s->len, "%c%zu ", kind, payload.len);
	return GS_OK;
}

/* Decode p[n] by pieces of ${step} bytes. */
static enum gs_status
decode(struct seen *s, const char *p, size_t n, size_t step, uint64_t max)
{
	struct gs_frame_decoder d;
	struct gs_err err = { 0 };
	enum gs_status st = GS_OK;
	size_t at, k;

	gs_frame_decoder_init(&d, on_frame, s, max);
	for (at = 0; at < n && st == GS_OK; at += k) {
		k = GS_MIN(step, n - at);
		st = gs_frame_feed(&d, p + at, k, &err);
	}
	if (st == GS_OK)
		st = gs_frame_end(&d, &err);
	gs_frame_decoder_release(&d);
	assert_int_equal(err.status, st);
	return st;
}

static enum gs_status
decode_lit(const char *p, size_t n)
{
	struct seen s = { .stop_at = 0 };

	return decode(&s, p, n, 3, 0);
}
#define DECODE(lit)	decode_lit((lit), sizeof(lit) - 1)

static void
test_written_frames_are_read(void **state)
{
	static const size_t steps[] = { 1, 4, 5, 6, 1000, 65536, SIZE_MAX };
	int fd = memfd_create("frames", 0);
	char *data = gs_alloc(*state, 300000), *p;
	struct gs_frame_writer w;
	size_t n, i;

	gs_frame_writer_init(&w, fd);
	gs_frame_write(&w, GS_FRAME_PROGRESS, GS_STR("{}"));
	gs_frame_write(&w, GS_FRAME_LAYER, GS_STR("{l}"));
	gs_frame_data(&w, data, 10);
	gs_frame_data(&w, data, 0);
	gs_frame_data(&w, data, 299990);
	gs_frame_write(&w, GS_FRAME_LAYER_END, GS_STR("{}"));
	gs_frame_write(&w, GS_FRAME_REPORT, (gs_str){ data, 300000 });
	assert_int_equal(gs_frame_flush(&w), GS_OK);
	gs_frame_writer_release(&w);
	n = (size_t)lseek(fd, 0, SEEK_END);
	p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
	for (i = 0; i < GS_COUNTOF(steps); i++) {
		struct seen s = { .stop_at = 0 };

		assert_int_equal(decode(&s, p, n, steps[i], 0), GS_OK);
		assert_int_equal(s.data, 300000);
		assert_string_equal(s.text, "P2 L3 D65536 D65536 D65536 "
		    "D65536 D37856 E2 R300000 ");
	}
	munmap(p, n);
	close(fd);
}

static void
test_write_error_is_sticky(void **state GS_UNUSED)
{
	struct gs_frame_writer w;

	gs_frame_writer_init(&w, -1);
	gs_frame_write(&w, GS_FRAME_PROGRESS, GS_STR("{}"));
	gs_frame_data(&w, "x", 1);
	assert_int_equal(gs_frame_flush(&w), GS_EBUSY);
	assert_int_equal(gs_frame_flush(&w), GS_EBUSY);
	gs_frame_writer_release(&w);
}

static void
test_order_is_checked(void **state GS_UNUSED)
{
	assert_int_equal(DECODE("R\0\0\0\0"), GS_OK);
	assert_int_equal(DECODE("P\0\0\0\0R\0\0\0\2{}"), GS_OK);
	assert_int_equal(DECODE("L\0\0\0\0P\0\0\0\0D\0\0\0\1xE\0\0\0\0"
	    "Q\0\0\0\0R\0\0\0\0"), GS_OK);
	/* No end, bytes after the end, a cut frame. */
	assert_int_equal(DECODE(""), GS_EUPSTREAM);
	assert_int_equal(DECODE("P\0\0\0\0"), GS_EUPSTREAM);
	assert_int_equal(DECODE("R\0\0\0\0P\0\0\0\0"), GS_EUPSTREAM);
	assert_int_equal(DECODE("R\0\0\0\2{"), GS_EUPSTREAM);
	assert_int_equal(DECODE("R\0\0"), GS_EUPSTREAM);
	/* Unknown kind; data, ends and layers out of place. */
	assert_int_equal(DECODE("X\0\0\0\0R\0\0\0\0"), GS_EUPSTREAM);
	assert_int_equal(DECODE("D\0\0\0\1xR\0\0\0\0"), GS_EUPSTREAM);
	assert_int_equal(DECODE("E\0\0\0\0R\0\0\0\0"), GS_EUPSTREAM);
	assert_int_equal(DECODE("L\0\0\0\0L\0\0\0\0"), GS_EUPSTREAM);
	assert_int_equal(DECODE("L\0\0\0\0Q\0\0\0\0"), GS_EUPSTREAM);
	assert_int_equal(DECODE("L\0\0\0\0R\0\0\0\0"), GS_EUPSTREAM);
}

static void
test_limits(void **state GS_UNUSED)
{
	struct seen s = { .stop_at = 0 };
	struct gs_frame_decoder d;
	struct gs_err err = { 0 };
	int i;

	/* Refused at the head: nothing of a huge frame is gathered. */
	assert_int_equal(DECODE("P\0\x10\0\1"), GS_EUPSTREAM);
	assert_int_equal(DECODE("P\xff\xff\xff\xff"), GS_EUPSTREAM);
	assert_int_equal(decode(&s, "P\0\0\0\4abcdR\0\0\0\0", 14, 1, 13),
	    GS_ETOOLARGE);
	assert_int_equal(decode(&s, "P\0\0\0\4abcdR\0\0\0\0", 14, 1, 14),
	    GS_OK);
	gs_frame_decoder_init(&d, on_frame, &s, 0);
	d.max_layers = 3;
	for (i = 0; i < 3; i++)
		assert_int_equal(gs_frame_feed(&d, "L\0\0\0\0E\0\0\0\0", 10,
		    &err), GS_OK);
	assert_int_equal(gs_frame_feed(&d, "L\0\0\0\0", 5, &err),
	    GS_ETOOLARGE);
	gs_frame_decoder_release(&d);
}

static void
test_consumer_may_refuse(void **state GS_UNUSED)
{
	struct seen s = { .stop_at = 'E' };

	assert_int_equal(decode(&s, "L\0\0\0\0E\0\0\0\0R\0\0\0\0", 15, 7, 0),
	    GS_ECONFLICT);
	assert_string_equal(s.text, "L0 ");
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_written_frames_are_read),
	UNIT_TEST(test_write_error_is_sticky),
	UNIT_TEST(test_order_is_checked),
	UNIT_TEST(test_limits),
	UNIT_TEST(test_consumer_may_refuse),
};

UNIT_MAIN(tests)
