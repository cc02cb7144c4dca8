/* SPDX-License-Identifier: MIT */
/*
 * frame.h: what the sandboxed reader says on its standard output, and how
 * the runner understands it without trusting it.
 *
 * A frame is one byte of kind, four bytes of length (big-endian, at most
 * GS_FRAME_MAX) and the payload. In order:
 *
 *	( P | L P* (D | P)* E | Q )*  R
 *
 *	P  {"progress": 0..1, "message_fr", "message_en"}
 *	L  a layer begins: {"name", "position", "title_fr", "title_en",
 *	   "geometry_type", "srid", "columns": [{"name", "type", "title_fr",
 *	   "title_en"}], "style": {}}
 *	D  bytes of a PostgreSQL binary COPY stream; cut anywhere, whole
 *	   (header to trailer) between L and E
 *	E  the layer ends: {"features": n, "extent": [xmin, ymin, xmax, ymax]
 *	   in degrees, or null}
 *	Q  questions: [{"kind", "text_fr", "text_en", "guesses": [...]}]
 *	R  the last: {"kind": "gtfs|vector", "outcome":
 *	   "accepted|warned|refused|asked", "summary": {}, "report": {}}
 *
 * Writer: buffers, and has one sticky status: look at it once, at the end.
 * Decoder: takes bytes as they come and calls back once per frame; kind,
 * length, order and the totals are checked here, the JSON is not (json.h).
 */
#ifndef GS_FRAME_H
#define GS_FRAME_H

#include "common/err.h"
#include "common/out.h"
#include "common/str.h"

#define GS_FRAME_MAX	(1u << 20)
#define GS_FRAME_HEAD	5u

enum gs_frame_kind {
	GS_FRAME_PROGRESS = 'P',
	GS_FRAME_LAYER = 'L',
	GS_FRAME_DATA = 'D',
	GS_FRAME_LAYER_END = 'E',
	GS_FRAME_QUESTIONS = 'Q',
	GS_FRAME_REPORT = 'R',
};

/*
 * Writer. Bytes given to gs_frame_data() are gathered into D frames of up to
 * 64 KiB; any other frame first closes the one being gathered. Another kind
 * longer than GS_FRAME_MAX is a programming error (assert): its writer
 * bounds it.
 */
struct gs_frame_writer {
	int		 fd;
	unsigned char	*buf;		/* frames not yet written */
	size_t		 len;
	size_t		 data;		/* offset of the open D frame's head,
					   SIZE_MAX when none is open */
	enum gs_status	 status;	/* sticky: GS_EBUSY on a write error */
};

void gs_frame_writer_init(struct gs_frame_writer *w, int fd);
void gs_frame_writer_release(struct gs_frame_writer *w); /* does not flush */
void gs_frame_write(struct gs_frame_writer *w, enum gs_frame_kind kind,
    gs_str payload);
void gs_frame_data(struct gs_frame_writer *w, const void *p, size_t n);
/* Everything to the descriptor; returns the sticky status. */
enum gs_status gs_frame_flush(struct gs_frame_writer *w) GS_MUST_CHECK;

/*
 * Decoder. ${frame} receives each frame in order; a status other than GS_OK
 * stops the decoding and is returned by gs_frame_feed(). The payload is
 * borrowed: it is gone after the call.
 */
struct gs_frame_decoder {
	enum gs_status	(*frame)(void *ctx, enum gs_frame_kind kind,
			    gs_str payload, struct gs_err *err);
	void		*ctx;
	uint64_t	 max_bytes;	/* of all frames together */
	unsigned	 max_layers;
	/* The rest is private. */
	struct gs_buf	 buf;		/* head and payload so far */
	uint64_t	 bytes;
	unsigned	 layers;
	bool		 in_layer, ended;
};

/* ${max_bytes} 0: 16 GiB. At most 64 layers unless changed after. */
void gs_frame_decoder_init(struct gs_frame_decoder *d,
    enum gs_status (*frame)(void *ctx, enum gs_frame_kind kind,
	gs_str payload, struct gs_err *err),
    void *ctx, uint64_t max_bytes);
void gs_frame_decoder_release(struct gs_frame_decoder *d);
/* GS_EUPSTREAM for a stream that breaks the rules above, GS_ETOOLARGE past
 * a limit, else what ${frame} returned. Do not feed again after an error. */
enum gs_status gs_frame_feed(struct gs_frame_decoder *d, const void *p,
    size_t n, struct gs_err *err) GS_MUST_CHECK;
/* At the end of the stream: GS_EUPSTREAM unless R was the last frame. */
enum gs_status gs_frame_end(struct gs_frame_decoder *d, struct gs_err *err)
    GS_MUST_CHECK;

#endif
