-- SPDX-License-Identifier: MIT
-- Stop job $1.
-- Columns: state.
SELECT jobs.cancel($1::uuid)
