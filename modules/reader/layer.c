/* SPDX-License-Identifier: MIT */
/* layer.c: descriptions and the binary COPY format of PostgreSQL. */
#include "common/base.h"

#include <assert.h>
#include <endian.h>
#include <math.h>

#include "common/json.h"
#include "reader/layer.h"

#define EPOCH_DAYS	10957		/* 1970-01-01 to 2000-01-01 */
#define DAY_USEC	86400000000

static const char *const type_names[] = {
	[TYPE_TEXT] = "text", [TYPE_INTEGER] = "integer",
	[TYPE_NUMBER] = "number", [TYPE_BOOLEAN] = "boolean",
	[TYPE_DATE] = "date", [TYPE_DATETIME] = "datetime",
	[TYPE_JSON] = "json",
};

static void
put(struct reader_layer *l, const void *p, size_t n)
{
	gs_frame_data(&l->reader->frames, p, n);
}

static void
put_u16(struct reader_layer *l, size_t n)
{
	uint16_t v = htobe16((uint16_t)n);

	put(l, &v, sizeof(v));
}

static void
put_u32(struct reader_layer *l, uint32_t n)
{
	n = htobe32(n);
	put(l, &n, sizeof(n));
}

static void
put_u64(struct reader_layer *l, uint64_t n)
{
	n = htobe64(n);
	put(l, &n, sizeof(n));
}

static void
write_columns(struct gs_json *j, const struct reader_layer_spec *s)
{
	size_t i;

	gs_json_key(j, "columns");
	gs_json_array(j);
	for (i = 0; i < s->ncolumns; i++) {
		const struct reader_column *c = &s->columns[i];

		gs_json_object(j);
		gs_json_kcstr(j, "name", c->name);
		gs_json_kcstr(j, "type", type_names[c->type]);
		gs_json_kcstr(j, "title_fr", c->title_fr);
		gs_json_kcstr(j, "title_en", c->title_en);
		gs_json_end(j);
	}
	gs_json_end(j);
}

void
reader_layer_begin(struct reader_layer *l, struct reader *r,
    const struct reader_layer_spec *s)
{
	static const char head[19] = "PGCOPY\n\377\r\n";	/* no flags */
	struct gs_out out;
	struct gs_buf b;
	struct gs_json j;

	*l = (struct reader_layer){ .reader = r, .spec = s,
	    .geometry = strcmp(s->geometry_type, "NONE") != 0,
	    .xmin = INFINITY, .ymin = INFINITY,
	    .xmax = -INFINITY, .ymax = -INFINITY };
	gs_buf_init(&b, GS_FRAME_MAX);
	gs_out_init_buf(&out, &b);
	gs_json_init(&j, &out);
	gs_json_object(&j);
	gs_json_kcstr(&j, "name", s->name);
	gs_json_kint(&j, "position", s->position);
	gs_json_kcstr(&j, "title_fr", s->title_fr);
	gs_json_kcstr(&j, "title_en", s->title_en);
	gs_json_kcstr(&j, "geometry_type", s->geometry_type);
	gs_json_kint(&j, "srid", s->srid);
	write_columns(&j, s);
	gs_json_kraw(&j, "style", gs_str_of(s->style ? s->style : "{}"));
	gs_json_finish(&j);
	gs_frame_write(&r->frames, GS_FRAME_LAYER, gs_buf_str(&b));
	gs_buf_release(&b);
	put(l, head, sizeof(head));
	l->column = s->ncolumns;
}

static void
expect(struct reader_layer *l, enum reader_type type)
{
	assert(l->column < l->spec->ncolumns);
	assert(l->spec->columns[l->column].type == type);
	(void)type;
	l->column++;
}

void
reader_layer_row(struct reader_layer *l)
{
	assert(l->column == l->spec->ncolumns);
	put_u16(l, 1 + l->geometry + l->spec->ncolumns);
	put_u32(l, 8);
	put_u64(l, (uint64_t)++l->features);
	l->column = 0;
}

static void
put_bytes(struct reader_layer *l, gs_str s)
{
	if (s.ptr == NULL) {
		put_u32(l, UINT32_MAX);
		return;
	}
	put_u32(l, (uint32_t)s.len);
	put(l, s.ptr, s.len);
}

void
reader_layer_geom(struct reader_layer *l, gs_str wkb)
{
	assert(l->geometry && l->column == 0);
	put_bytes(l, wkb);
}

void
reader_layer_null(struct reader_layer *l)
{
	assert(l->column < l->spec->ncolumns);
	l->column++;
	put_u32(l, UINT32_MAX);
}

void
reader_layer_text(struct reader_layer *l, gs_str s)
{
	expect(l, TYPE_TEXT);
	put_bytes(l, s);
}

void
reader_layer_int(struct reader_layer *l, int64_t n)
{
	expect(l, TYPE_INTEGER);
	put_u32(l, 8);
	put_u64(l, (uint64_t)n);
}

void
reader_layer_number(struct reader_layer *l, double d)
{
	uint64_t bits;

	expect(l, TYPE_NUMBER);
	memcpy(&bits, &d, sizeof(bits));
	put_u32(l, 8);
	put_u64(l, bits);
}

void
reader_layer_bool(struct reader_layer *l, bool b)
{
	char c = b ? 1 : 0;

	expect(l, TYPE_BOOLEAN);
	put_u32(l, 1);
	put(l, &c, 1);
}

void
reader_layer_date(struct reader_layer *l, int64_t days)
{
	expect(l, TYPE_DATE);
	put_u32(l, 4);
	put_u32(l, (uint32_t)(int32_t)(days - EPOCH_DAYS));
}

void
reader_layer_datetime(struct reader_layer *l, int64_t usec)
{
	expect(l, TYPE_DATETIME);
	put_u32(l, 8);
	put_u64(l, (uint64_t)(usec - EPOCH_DAYS * DAY_USEC));
}

void
reader_layer_json(struct reader_layer *l, gs_str json)
{
	char version = 1;		/* of the binary form of jsonb */

	expect(l, TYPE_JSON);
	if (json.ptr == NULL) {
		put_u32(l, UINT32_MAX);
		return;
	}
	put_u32(l, (uint32_t)json.len + 1);
	put(l, &version, 1);
	put(l, json.ptr, json.len);
}

void
reader_layer_extent(struct reader_layer *l, double lon, double lat)
{
	l->xmin = fmin(l->xmin, lon);
	l->ymin = fmin(l->ymin, lat);
	l->xmax = fmax(l->xmax, lon);
	l->ymax = fmax(l->ymax, lat);
}

static void
write_end(const struct reader_layer *l, struct gs_json *j)
{
	gs_json_object(j);
	gs_json_kint(j, "features", l->features);
	gs_json_key(j, "extent");
	if (l->xmin <= l->xmax && l->ymin <= l->ymax) {
		gs_json_array(j);
		gs_json_double(j, l->xmin);
		gs_json_double(j, l->ymin);
		gs_json_double(j, l->xmax);
		gs_json_double(j, l->ymax);
		gs_json_end(j);
	} else {
		gs_json_null(j);
	}
}

void
reader_layer_end(struct reader_layer *l)
{
	struct gs_out out;
	struct gs_buf b;
	struct gs_json j;

	assert(l->column == l->spec->ncolumns);
	put_u16(l, UINT16_MAX);		/* trailer */
	gs_buf_init(&b, 4096);
	gs_out_init_buf(&out, &b);
	gs_json_init(&j, &out);
	write_end(l, &j);
	gs_json_finish(&j);
	gs_frame_write(&l->reader->frames, GS_FRAME_LAYER_END, gs_buf_str(&b));
	gs_buf_release(&b);
}
