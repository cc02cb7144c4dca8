-- SPDX-License-Identifier: MIT
-- Columns: seconds until the next one of dataset $1, NULL for none.
SELECT catalogue.next_withdrawal($1::bigint, $2::int,
    $3::bigint * interval '1 second', $4::bigint * interval '1 second')
