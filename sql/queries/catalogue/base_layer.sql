-- SPDX-License-Identifier: MIT
-- Is layer $1 (its full name) there, and readable by this identity?
SELECT EXISTS (SELECT FROM catalogue.dataset d
    JOIN catalogue.layer l ON l.version_id = d.current_version
    WHERE d.slug = split_part($1::text, '.', 1)
      AND l.name = split_part($1::text, '.', 2)
      AND l.geometry_type <> 'NONE')
