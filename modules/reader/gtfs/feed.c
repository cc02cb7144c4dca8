/* SPDX-License-Identifier: MIT */
/* feed.c: texts, numbers and findings of a feed. */
#include "common/base.h"

#include "reader/gtfs/feed.h"

void
gtfs_feed_release(struct gtfs_feed *f)
{
	int i;

	reader_intern_release(&f->text);
	for (i = 0; i < SET__COUNT; i++) {
		reader_intern_release(&f->sets[i]);
		TABLE_FREE(&f->set_line[i]);
	}
	TABLE_FREE(&f->agencies);
	TABLE_FREE(&f->stops);
	TABLE_FREE(&f->routes);
	TABLE_FREE(&f->services);
	TABLE_FREE(&f->exceptions);
	TABLE_FREE(&f->trips);
	TABLE_FREE(&f->frequencies);
	TABLE_FREE(&f->stop_times);
	TABLE_FREE(&f->points);
	TABLE_FREE(&f->shape_seen);
	TABLE_FREE(&f->shape_first);
}

gs_str
gtfs_feed_text(const struct gtfs_feed *f, uint32_t i)
{
	return reader_intern_text(&f->text, i);
}

gs_str
gtfs_feed_id(const struct gtfs_feed *f, enum gtfs_set set, uint32_t i)
{
	return reader_intern_text(&f->sets[set], i);
}

uint32_t
gtfs_feed_keep(struct gtfs_feed *f, const struct gtfs_row *row, int i)
{
	gs_str s = row->v[i].text;

	return s.len == 0 ? INTERN_NONE :
	    reader_intern_add(&f->text, s, NULL);
}

void
gtfs_feed_find_value(struct gtfs_feed *f, const struct gtfs_row *row, int i,
    enum gtfs_rule rule, gs_str other)
{
	struct reader_place at = { .file = row->file->name,
	    .line = row->line, .other = other };

	if (i >= 0) {
		at.field = row->file->fields[i].name;
		at.value = row->v[i].text;
	}
	reader_report_add(&f->r->report, &gtfs_rules[rule], at);
}

void
gtfs_feed_find(struct gtfs_feed *f, const struct gtfs_row *row, int i,
    enum gtfs_rule rule)
{
	gtfs_feed_find_value(f, row, i, rule, GS_NOSTR);
}

void
gtfs_feed_find_at(struct gtfs_feed *f, enum gtfs_file_id file, uint32_t line,
    enum gtfs_rule rule, struct reader_place more)
{
	more.file = gtfs_files[file].name;
	more.line = line;
	reader_report_add(&f->r->report, &gtfs_rules[rule], more);
}

void
gtfs_feed_follow(struct gtfs_feed *f, const struct gtfs_row *row,
    uint32_t group, int seq, int dist)
{
	struct gtfs_last *l = &f->last;
	uint32_t sequence = (uint32_t)row->v[seq].i;
	double d = row->v[dist].set ? row->v[dist].d : -1;
	bool same = l->any && l->group == group;
	char text[32];

	if (same && sequence < l->sequence) {
		gtfs_feed_find(f, row, seq, GR_SEQUENCE_UNORDERED);
	} else if (same && d >= 0 && d < l->distance) {
		snprintf(text, sizeof(text), "%g", l->distance);
		gtfs_feed_find_value(f, row, dist, GR_DISTANCE_DECREASING,
		    gs_str_of(text));
	}
	*l = (struct gtfs_last){ group, sequence, d, true };
}
