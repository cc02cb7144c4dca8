/* SPDX-License-Identifier: MIT */
/* layers.c: what the layers of stops and routes have in common. */
#include "common/base.h"

#include "reader/gtfs/layers.h"

static bool
digit(gs_str s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* Value of the digits at ${*i}, which moves past them; saturates. */
static uint64_t
number_at(gs_str s, size_t *i)
{
	uint64_t n = 0;

	for (; digit(s, *i); (*i)++)
		if (n < UINT64_MAX / 100)
			n = n * 10 + (uint64_t)(s.ptr[*i] - '0');
	return n;
}

int
gtfs_layers_compare_names(gs_str a, gs_str b)
{
	size_t i = 0, j = 0;
	uint64_t x, y;

	while (i < a.len && j < b.len) {
		if (digit(a, i) && digit(b, j)) {
			x = number_at(a, &i);
			y = number_at(b, &j);
			if (x != y)
				return x < y ? -1 : 1;
			continue;
		}
		if (a.ptr[i] != b.ptr[j])
			return (unsigned char)a.ptr[i] <
			    (unsigned char)b.ptr[j] ? -1 : 1;
		i++;
		j++;
	}
	return (i < a.len) - (j < b.len);
}

gs_str
gtfs_layers_route_name(const struct gtfs_feed *f, uint32_t route)
{
	const struct gtfs_route *r = &f->routes.v[route];

	if (r->short_name != INTERN_NONE)
		return gtfs_feed_text(f, r->short_name);
	if (r->long_name != INTERN_NONE)
		return gtfs_feed_text(f, r->long_name);
	return gtfs_feed_id(f, SET_ROUTE, route);
}

void
gtfs_layers_time(struct reader_layer *l, int32_t seconds)
{
	char text[24];

	if (seconds == GTFS_NO_TIME) {
		reader_layer_null(l);
		return;
	}
	snprintf(text, sizeof(text), "%02d:%02d:%02d", seconds / 3600,
	    seconds / 60 % 60, seconds % 60);
	reader_layer_text(l, gs_str_of(text));
}

/* The 28 hours as a JSON array; NULL when nothing departs. */
static void
put_frequency(struct reader_layer *l, const struct gtfs_stat *st)
{
	struct gs_buf b;
	int i;

	if (st->trips == 0) {
		reader_layer_null(l);
		return;
	}
	gs_buf_init(&b, 512);
	for (i = 0; i < GTFS_HOURS; i++)
		gs_buf_printf(&b, "%c%u", i == 0 ? '[' : ',', st->hours[i]);
	gs_buf_putc(&b, ']');
	reader_layer_json(l, gs_buf_str(&b));
	gs_buf_release(&b);
}

void
gtfs_layers_stat(struct reader_layer *l, const struct gtfs_stat *st)
{
	reader_layer_int(l, st->trips);
	reader_layer_int(l, st->service_days);
	gtfs_layers_time(l, st->first);
	gtfs_layers_time(l, st->last);
	if (st->headway_min < 0)
		reader_layer_null(l);
	else
		reader_layer_number(l, st->headway_min);
	put_frequency(l, st);
}
