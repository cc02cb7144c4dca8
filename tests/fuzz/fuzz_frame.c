/* SPDX-License-Identifier: MIT */
/* fuzz_frame.c: what a reader that went mad may say to the runner. */
#include "fuzz.h"

#include "common/frame.h"

struct frames {
	uint64_t	bytes;
	unsigned	layers, reports;
	bool		in_layer;
};

static enum gs_status
on_fuzzed_frame(void *ctx, enum gs_frame_kind kind, gs_str payload,
    struct gs_err *err GS_UNUSED)
{
	struct frames *f = ctx;

	must(payload.len <= GS_FRAME_MAX);
	must(f->reports == 0);
	f->bytes += payload.len;
	switch (kind) {
	case GS_FRAME_LAYER:
		must(!f->in_layer);
		f->in_layer = true;
		f->layers++;
		break;
	case GS_FRAME_LAYER_END:
		must(f->in_layer);
		f->in_layer = false;
		break;
	case GS_FRAME_DATA:
		must(f->in_layer);
		break;
	case GS_FRAME_REPORT:
		f->reports++;
		break;
	default:
		break;
	}
	return GS_OK;
}

/* The first byte is the size of the pieces. */
FUZZ_TARGET(frame)
{
	struct frames f = { .bytes = 0 };
	struct gs_frame_decoder d;
	struct gs_err err = { 0 };
	enum gs_status st = GS_OK;
	size_t at, k, step;

	if (size == 0)
		return 0;
	step = 1 + data[0];
	gs_frame_decoder_init(&d, on_fuzzed_frame, &f, 1 << 20);
	d.max_layers = 5;
	for (at = 1; at < size && st == GS_OK; at += k) {
		k = GS_MIN(step, size - at);
		st = gs_frame_feed(&d, data + at, k, &err);
	}
	if (st == GS_OK)
		st = gs_frame_end(&d, &err);
	must(st == err.status);
	must(st != GS_OK || (f.reports == 1 && !f.in_layer));
	must(f.layers <= 5 && f.bytes <= size);
	gs_frame_decoder_release(&d);
	return 0;
}
