-- SPDX-License-Identifier: MIT
SELECT jobs.give_back($1::uuid, $2::int)
