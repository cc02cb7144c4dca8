-- SPDX-License-Identifier: MIT
-- Trips of each day of version $1 (id) and their mean by day of the week
-- (1 Monday), over the days that have some: one JSON object.
WITH told AS (
	SELECT (e ->> 'date')::date AS date, (e ->> 'trips')::bigint AS trips
	FROM catalogue.version v, jsonb_array_elements(v.summary -> 'days') e
	WHERE v.id = $1::bigint AND jsonb_typeof(v.summary -> 'days') = 'array'
), day AS (
	SELECT d.date::date AS date, coalesce(t.trips, 0) AS trips,
	    extract(isodow FROM d.date)::int AS dow,
	    (d.date::date - date_trunc('week', b.first)::date) / 7 AS week
	FROM (SELECT min(date) AS first, max(date) AS last FROM told) b,
	    generate_series(b.first, b.last, '1 day') AS d (date)
	LEFT JOIN told t ON t.date = d.date::date
	ORDER BY 1 LIMIT 400
)
SELECT json_build_object(
    'most', coalesce(max(trips), 0),
    'weeks', coalesce(max(week), 0) + 1,
    'days', json_agg(json_build_object('date', date, 'trips', trips,
	'dow', dow, 'week', week) ORDER BY date),
    'weekdays', (SELECT json_agg(json_build_object('dow', dow,
	'mean', mean, 'days', days) ORDER BY dow) FROM (
	    SELECT dow, round(avg(trips) FILTER (WHERE trips > 0))::bigint
		AS mean, count(*) FILTER (WHERE trips > 0) AS days
	    FROM day GROUP BY dow) w))
FROM day
