-- SPDX-License-Identifier: MIT
-- The next effect due, ours for two minutes.
-- Columns: id, kind, dataset, payload, attempts.
SELECT id, kind, dataset_id, payload, attempts
FROM jobs.outbox_take(interval '2 minutes')
