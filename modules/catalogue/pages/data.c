/* SPDX-License-Identifier: MIT */
/* data.c: numbers, dates, pictures and pages of a template's data; data.h. */
#include "common/base.h"

#include <inttypes.h>

#include "common/fmt.h"
#include "common/geo.h"

#include "catalogue/pages/data.h"

#define PAGE_MAX	1000000000
#define MIN_SPAN_M	600.0	/* a single point is seen in its street */

static char *
as_int(struct gs_req *req, const struct gs_jval *v)
{
	return v->type != GS_JNUMBER ? NULL : gs_fmt_int(req->arena, req->lang,
	    (int64_t)v->number);
}

static char *
as_size(struct gs_req *req, const struct gs_jval *v)
{
	return v->type != GS_JNUMBER ? NULL : gs_fmt_size(req->arena,
	    req->lang, (int64_t)v->number);
}

static char *
as_date(struct gs_req *req, const struct gs_jval *v)
{
	return v->type != GS_JSTRING ? NULL : gs_fmt_date(req->arena,
	    req->lang, v->text);
}

static char *
as_ago(struct gs_req *req, const struct gs_jval *v)
{
	return v->type != GS_JNUMBER ? NULL : gs_fmt_ago(req->arena, req->lang,
	    (int64_t)v->number);
}

static const struct form {
	const char	*suffix;
	char		*(*write)(struct gs_req *, const struct gs_jval *);
} forms[] = {
	{ "_int", as_int }, { "_size", as_size },
	{ "_date", as_date }, { "_ago", as_ago },
};

/* "0 course, 1 course" but "0 trips, 1 trip". */
static void
set_one(struct gs_req *req, struct gs_jval *v, const struct gs_jval *m)
{
	char *key;

	if (m->type != GS_JNUMBER || !gs_str_ends(m->key, "_int"))
		return;
	key = gs_printf(req->arena, "%.*s_one", (int)m->key.len - 4,
	    m->key.ptr);
	gs_jset_bool(req->arena, v, key, m->number == 1 ||
	    (m->number == 0 && req->lang == GS_FR));
}

void
pages_data_format(struct gs_req *req, struct gs_jval *v)
{
	for (struct gs_jval *m = v->first; m != NULL; m = m->next) {
		char *text = NULL;

		if (m->type == GS_JOBJECT || m->type == GS_JARRAY) {
			pages_data_format(req, m);
			continue;
		}
		set_one(req, v, m);
		for (size_t i = 0; i < GS_COUNTOF(forms) && !text; i++)
			if (gs_str_ends(m->key, forms[i].suffix))
				text = forms[i].write(req, m);
		if (text != NULL) {
			m->type = GS_JSTRING;
			m->text = gs_str_of(text);
		}
	}
}

void
pages_data_first(struct gs_req *req, struct gs_jval *array, const char *key)
{
	if (array != NULL && array->type == GS_JARRAY && array->first != NULL)
		gs_jset_bool(req->arena, array->first, key, true);
}

struct gs_jval *
pages_data_member(struct gs_jval *v, const char *key, enum gs_json_type type)
{
	if (v == NULL || v->type != GS_JOBJECT)
		return NULL;
	for (struct gs_jval *m = v->first; m != NULL; m = m->next)
		if (gs_str_eqc(m->key, key))
			return m->type == type ? m : NULL;
	return NULL;
}

void
pages_data_share(struct gs_req *req, struct gs_jval *obj, const char *key,
    const struct gs_jval *v)
{
	struct gs_jval *copy = GS_NEW(req->arena, struct gs_jval);

	*copy = *v;
	copy->next = NULL;
	gs_jset(req->arena, obj, key, copy);
}

void
pages_data_printf(struct gs_req *req, struct gs_jval *obj, const char *key,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	gs_jset_str(req->arena, obj, key,
	    gs_str_of(gs_vprintf(req->arena, fmt, ap)));
	va_end(ap);
}

/* Web Mercator box around ${extent} with the picture's proportions. */
static bool
picture_box(const struct pages_picture *p, struct gs_bbox *b)
{
	double v[4], w, h, cx, cy, ratio = (double)p->width / p->height;
	const struct gs_jval *m = p->extent ? p->extent->first : NULL;

	for (int i = 0; i < 4; i++, m = m->next) {
		if (m == NULL || m->type != GS_JNUMBER)
			return false;
		v[i] = m->number;
	}
	gs_merc_from_lonlat(v[0], v[1], &b->xmin, &b->ymin);
	gs_merc_from_lonlat(v[2], v[3], &b->xmax, &b->ymax);
	cx = (b->xmin + b->xmax) / 2;
	cy = (b->ymin + b->ymax) / 2;
	w = GS_MAX((b->xmax - b->xmin) * 1.08, MIN_SPAN_M);
	h = GS_MAX((b->ymax - b->ymin) * 1.08, MIN_SPAN_M / ratio);
	if (w / h > ratio)
		h = w / ratio;
	else
		w = h * ratio;
	*b = (struct gs_bbox){ cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2 };
	return true;
}

static bool
drawn(const struct gs_jval *layer)
{
	int64_t features = 0;

	gs_jget_int(layer, "features", &features);
	return features > 0 && !gs_str_eqc(gs_jget_str(layer,
	    "geometry_type"), "NONE");
}

/* A network has lines to show, so its small picture does without stops. */
static bool
has_lines(const struct pages_picture *p)
{
	for (const struct gs_jval *l = p->layers->first; l; l = l->next)
		if (gs_str_eqc(gs_jget_str(l, "name"), "routes"))
			return p->lines_only && drawn(l);
	return false;
}

void
pages_data_picture(struct gs_req *req, struct gs_jval *obj, const char *key,
    const struct pages_picture *p)
{
	struct gs_bbox box;
	struct gs_buf names;
	bool any = false, lines;

	if (p->layers == NULL || !picture_box(p, &box))
		return;
	lines = has_lines(p);
	gs_buf_init_arena(&names, req->arena, 64 << 10);
	if (p->base)
		gs_buf_puts(&names, req->conf->base_layer);
	for (const struct gs_jval *l = p->layers->first; l; l = l->next) {
		if (!drawn(l) || (lines &&
		    gs_str_eqc(gs_jget_str(l, "name"), "stops")))
			continue;
		gs_buf_puts(&names, names.len ? "," : "");
		gs_buf_put_str(&names, gs_jget_str(l, "full_name"));
		any = true;
	}
	if (!any || names.failed)
		return;
	pages_data_printf(req, obj, key, "/wms?service=WMS&version=1.3.0"
	    "&request=GetMap&layers=%s&styles=&crs=EPSG:3857"
	    "&bbox=%.2f,%.2f,%.2f,%.2f&width=%d&height=%d&format=image/png"
	    "&transparent=true",
	    names.ptr, box.xmin, box.ymin, box.xmax, box.ymax, p->width,
	    p->height);
}

void
pages_data_pager(struct gs_req *req, struct gs_jval *data,
    const struct pages_paging *p)
{
	int64_t pages = (p->total + p->size - 1) / p->size;
	struct gs_jval *pager;

	if (pages < 2)
		return;
	pager = gs_jobject(req->arena);
	gs_jset_int(req->arena, pager, "page_int", p->page);
	gs_jset_int(req->arena, pager, "pages_int", pages);
	if (p->page > 1)
		pages_data_printf(req, pager, "previous", "%s%" PRId64 "%s",
		    p->link, GS_MIN(p->page - 1, pages), p->anchor);
	if (p->page < pages)
		pages_data_printf(req, pager, "next", "%s%" PRId64 "%s",
		    p->link, p->page + 1, p->anchor);
	gs_jset(req->arena, data, "pager", pager);
}

enum gs_status
pages_data_page(struct gs_req *req, int64_t *page)
{
	gs_str text = gs_req_param(req, "page");

	*page = 1;
	if (text.len && !gs_str_int_in(text, 1, PAGE_MAX, page))
		return gs_fail(&req->err, GS_EINVAL,
		    "page: expected a number from 1");
	return GS_OK;
}
