-- SPDX-License-Identifier: MIT
-- Versions of dataset $1 beyond the $2 latest and replaced for $3 seconds.
SELECT catalogue.withdraw($1::bigint, $2::int,
    $3::bigint * interval '1 second')
