/* SPDX-License-Identifier: MIT */
/* summary.c: the feed in a few facts, for pages and metadata. */
#include "common/base.h"

#include "reader/date.h"
#include "reader/gtfs/layers.h"

#define DAYS_SHOWN	400
#define AGENCIES_SHOWN	100
#define SUMMARY_MAX	(192u * 1024u)

static void
put_date(struct gs_json *j, struct gs_arena *a, const char *key, int64_t day)
{
	gs_json_kcstr(j, key, day == INT64_MIN ? NULL :
	    reader_date_text(a, day));
}

static void
put_agencies(struct gs_json *j, const struct gtfs_feed *f)
{
	const struct gtfs_agency *a;
	uint32_t i;

	gs_json_key(j, "agencies");
	gs_json_array(j);
	for (i = 0; i < f->agencies.n && i < AGENCIES_SHOWN; i++) {
		a = &f->agencies.v[i];
		gs_json_object(j);
		gs_json_kstr(j, "id", gtfs_feed_id(f, SET_AGENCY, i));
		gs_json_kstr(j, "name", gtfs_feed_text(f, a->name));
		gs_json_kstr(j, "url", gtfs_feed_text(f, a->url));
		gs_json_kstr(j, "timezone", gtfs_feed_text(f, a->zone));
		gs_json_end(j);
	}
	gs_json_end(j);
}

/* Days with their trips; of a long validity, those round the reference. */
static void
put_days(struct gs_json *j, struct gs_arena *a, const struct gtfs_days *d)
{
	uint32_t i = 0, end = d->n;

	if (d->n > DAYS_SHOWN && d->reference > DAYS_SHOWN / 2)
		i = GS_MIN((uint32_t)d->reference - DAYS_SHOWN / 2,
		    d->n - DAYS_SHOWN);
	end = GS_MIN(end, i + DAYS_SHOWN);
	gs_json_key(j, "days");
	gs_json_array(j);
	for (; i < end; i++) {
		gs_json_object(j);
		put_date(j, a, "date", d->from + i);
		gs_json_kint(j, "trips", d->trips[i]);
		gs_json_end(j);
	}
	gs_json_end(j);
}

static void
put_files(struct gs_json *j, const struct gtfs_feed *f)
{
	int i;

	gs_json_key(j, "files");
	gs_json_array(j);
	for (i = 0; i < GTFS_FILE__COUNT; i++) {
		if (f->entry[i] == NULL)
			continue;
		gs_json_object(j);
		gs_json_kcstr(j, "name", gtfs_files[i].name);
		gs_json_kint(j, "rows", f->rows[i]);
		gs_json_kint(j, "bytes", f->entry[i]->size);
		gs_json_end(j);
	}
	gs_json_end(j);
}

static void
put_counts(struct gs_json *j, const struct gtfs_feed *f)
{
	int64_t shapes = 0;
	uint32_t i;

	for (i = 0; i < f->shapes_used; i++)
		shapes += f->shape_seen.v[i];
	gs_json_kint(j, "stops", (int64_t)f->stops.n);
	gs_json_kint(j, "routes", (int64_t)f->routes.n);
	gs_json_kint(j, "trips", (int64_t)f->trips.n);
	gs_json_kint(j, "stop_times", (int64_t)f->stop_times.n);
	gs_json_kint(j, "shapes", shapes);
}

static gs_str
feed_lang(const struct gtfs_feed *f)
{
	if (f->info.line && f->info.lang != INTERN_NONE)
		return gtfs_feed_text(f, f->info.lang);
	return f->agencies.n ? gtfs_feed_text(f, f->agencies.v[0].lang) :
	    GS_NOSTR;
}

gs_str
gtfs_summary(const struct gtfs_extract *x)
{
	const struct gtfs_feed *f = x->f;
	struct gs_arena *a = f->r->arena;
	struct gs_out out;
	struct gs_json j;
	struct gs_buf b;

	gs_buf_init_arena(&b, a, SUMMARY_MAX);
	gs_out_init_buf(&out, &b);
	gs_json_init(&j, &out);
	gs_json_object(&j);
	put_agencies(&j, f);
	put_date(&j, a, "valid_from", x->days.valid_from);
	put_date(&j, a, "valid_to", x->days.valid_to);
	gs_json_kstr(&j, "publisher", f->info.line ?
	    gtfs_feed_text(f, f->info.publisher) : GS_NOSTR);
	gs_json_kstr(&j, "feed_version", f->info.line ?
	    gtfs_feed_text(f, f->info.version) : GS_NOSTR);
	gs_json_kstr(&j, "lang", feed_lang(f));
	put_counts(&j, f);
	put_date(&j, a, "reference_date", x->days.reference < 0 ? INT64_MIN :
	    x->days.from + x->days.reference);
	put_days(&j, a, &x->days);
	put_files(&j, f);
	gs_json_finish(&j);
	return b.failed ? GS_STR("{}") : gs_buf_str(&b);
}
