/* SPDX-License-Identifier: MIT */
/* frame.c: length-prefixed frames between the reader and the runner. */
#include "common/base.h"

#include <assert.h>
#include <errno.h>
#include <unistd.h>

#include "common/frame.h"

#define DATA_MAX	(64u * 1024u)	/* payload of a gathered D frame */
#define BUF_SIZE	(4u * DATA_MAX)	/* written when it is this full */
#define NO_DATA		SIZE_MAX

static void
put_head(unsigned char *p, enum gs_frame_kind kind, size_t n)
{
	p[0] = (unsigned char)kind;
	p[1] = (unsigned char)(n >> 24);
	p[2] = (unsigned char)(n >> 16);
	p[3] = (unsigned char)(n >> 8);
	p[4] = (unsigned char)n;
}

static void
write_all(struct gs_frame_writer *w, const void *p, size_t n)
{
	const char *c = p;
	ssize_t r;

	while (n > 0 && w->status == GS_OK) {
		r = write(w->fd, c, n);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0) {
			w->status = GS_EBUSY;
			return;
		}
		c += r;
		n -= (size_t)r;
	}
}

/* Give the open D frame its length. */
static void
close_data(struct gs_frame_writer *w)
{
	if (w->data == NO_DATA)
		return;
	put_head(w->buf + w->data, GS_FRAME_DATA,
	    w->len - w->data - GS_FRAME_HEAD);
	w->data = NO_DATA;
}

static void
drain(struct gs_frame_writer *w)
{
	assert(w->data == NO_DATA);
	write_all(w, w->buf, w->len);
	w->len = 0;
}

void
gs_frame_writer_init(struct gs_frame_writer *w, int fd)
{
	*w = (struct gs_frame_writer){ .fd = fd, .data = NO_DATA };
	w->buf = malloc(BUF_SIZE);
	if (w->buf == NULL)
		abort();
}

void
gs_frame_writer_release(struct gs_frame_writer *w)
{
	free(w->buf);
	w->buf = NULL;
}

void
gs_frame_write(struct gs_frame_writer *w, enum gs_frame_kind kind,
    gs_str payload)
{
	assert(payload.len <= GS_FRAME_MAX);
	close_data(w);
	if (BUF_SIZE - w->len < GS_FRAME_HEAD + payload.len)
		drain(w);
	put_head(w->buf + w->len, kind, payload.len);
	w->len += GS_FRAME_HEAD;
	if (BUF_SIZE - w->len < payload.len) {
		drain(w);
		write_all(w, payload.ptr, payload.len);
	} else if (payload.len > 0) {
		memcpy(w->buf + w->len, payload.ptr, payload.len);
		w->len += payload.len;
	}
	/* Only data is worth gathering: the rest is news for somebody. */
	drain(w);
}

void
gs_frame_data(struct gs_frame_writer *w, const void *p, size_t n)
{
	const char *c = p;
	size_t room;

	while (n > 0) {
		if (w->data == NO_DATA) {
			if (BUF_SIZE - w->len < GS_FRAME_HEAD + DATA_MAX)
				drain(w);
			w->data = w->len;
			w->len += GS_FRAME_HEAD;
		}
		room = DATA_MAX - (w->len - w->data - GS_FRAME_HEAD);
		room = GS_MIN(room, n);
		memcpy(w->buf + w->len, c, room);
		w->len += room;
		c += room;
		n -= room;
		if (w->len - w->data - GS_FRAME_HEAD == DATA_MAX)
			close_data(w);
	}
}

enum gs_status
gs_frame_flush(struct gs_frame_writer *w)
{
	close_data(w);
	drain(w);
	return w->status;
}

void
gs_frame_decoder_init(struct gs_frame_decoder *d,
    enum gs_status (*frame)(void *ctx, enum gs_frame_kind kind,
	gs_str payload, struct gs_err *err),
    void *ctx, uint64_t max_bytes)
{
	*d = (struct gs_frame_decoder){
		.frame = frame,
		.ctx = ctx,
		.max_bytes = max_bytes ? max_bytes : (uint64_t)16 << 30,
		.max_layers = 64,
	};
	gs_buf_init(&d->buf, GS_FRAME_HEAD + GS_FRAME_MAX);
}

void
gs_frame_decoder_release(struct gs_frame_decoder *d)
{
	gs_buf_release(&d->buf);
}

static size_t
length_of(const struct gs_frame_decoder *d)
{
	const unsigned char *p = (const unsigned char *)d->buf.ptr;

	return (size_t)p[1] << 24 | (size_t)p[2] << 16 | (size_t)p[3] << 8 |
	    p[4];
}

/* May a frame of ${kind} come now? Moves the state on when it may. */
static bool
in_order(struct gs_frame_decoder *d, int kind)
{
	if (d->ended)
		return false;
	switch (kind) {
	case GS_FRAME_PROGRESS:
		return true;
	case GS_FRAME_DATA:
		return d->in_layer;
	case GS_FRAME_LAYER:
		d->layers++;
		d->in_layer = !d->in_layer;
		return d->in_layer;
	case GS_FRAME_LAYER_END:
		d->in_layer = !d->in_layer;
		return !d->in_layer;
	case GS_FRAME_QUESTIONS:
		return !d->in_layer;
	case GS_FRAME_REPORT:
		d->ended = true;
		return !d->in_layer;
	}
	return false;
}

/* The five bytes of a head are there: refuse before reading the rest. */
static enum gs_status
check_head(struct gs_frame_decoder *d, struct gs_err *err)
{
	unsigned char kind = (unsigned char)d->buf.ptr[0];
	size_t n = length_of(d);

	if (n > GS_FRAME_MAX)
		return gs_fail(err, GS_EUPSTREAM,
		    "reader: a frame of %zu bytes, more than %u", n,
		    GS_FRAME_MAX);
	if (!in_order(d, kind))
		return gs_fail(err, GS_EUPSTREAM,
		    "reader: frame 0x%02x is unknown or out of order", kind);
	if (d->layers > d->max_layers)
		return gs_fail(err, GS_ETOOLARGE,
		    "the file holds more than %u layers", d->max_layers);
	d->bytes += GS_FRAME_HEAD + n;
	if (d->bytes > d->max_bytes)
		return gs_fail(err, GS_ETOOLARGE,
		    "the content is larger than %llu bytes",
		    (unsigned long long)d->max_bytes);
	return GS_OK;
}

/* Take what of p[n] is still missing up to ${want} bytes in all. */
static size_t
fill(struct gs_frame_decoder *d, const char *p, size_t n, size_t want)
{
	size_t k = GS_MIN(n, want - d->buf.len);

	gs_buf_put(&d->buf, p, k);
	return k;
}

enum gs_status
gs_frame_feed(struct gs_frame_decoder *d, const void *p, size_t n,
    struct gs_err *err)
{
	const char *c = p;
	enum gs_status st;
	gs_str payload;
	size_t k;

	while (n > 0) {
		if (d->buf.len < GS_FRAME_HEAD) {
			k = fill(d, c, n, GS_FRAME_HEAD);
			c += k;
			n -= k;
			if (d->buf.len < GS_FRAME_HEAD)
				break;
			if ((st = check_head(d, err)) != GS_OK)
				return st;
		}
		k = fill(d, c, n, GS_FRAME_HEAD + length_of(d));
		c += k;
		n -= k;
		if (d->buf.len < GS_FRAME_HEAD + length_of(d))
			break;
		payload = (gs_str){ d->buf.ptr + GS_FRAME_HEAD, length_of(d) };
		st = d->frame(d->ctx, (enum gs_frame_kind)d->buf.ptr[0],
		    payload, err);
		gs_buf_clear(&d->buf);
		if (st != GS_OK)
			return st;
	}
	return GS_OK;
}

enum gs_status
gs_frame_end(struct gs_frame_decoder *d, struct gs_err *err)
{
	if (d->ended && d->buf.len == 0)
		return GS_OK;
	return gs_fail(err, GS_EUPSTREAM,
	    "reader: its answer ends before its report");
}
