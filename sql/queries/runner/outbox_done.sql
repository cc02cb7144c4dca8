-- SPDX-License-Identifier: MIT
SELECT jobs.outbox_done($1::bigint)
