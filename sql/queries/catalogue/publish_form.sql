-- SPDX-License-Identifier: MIT
-- Where this identity may publish, and dataset $1 (slug, or NULL) when it
-- is to be replaced: one JSON object.
SELECT json_build_object(
    'organisations', (SELECT json_agg(json_build_object(
	'slug', o.slug, 'organisation_title', o.title) ORDER BY o.title)
	FROM auth.organisation o
	WHERE o.id = ANY (auth.my_productions()) OR auth.am_admin()),
    'dataset', (SELECT json_build_object('slug', d.slug,
	'dataset_title', d.title, 'may_write', catalogue.may(d.id, 'write'))
	FROM catalogue.dataset d WHERE d.slug = $1::text))
