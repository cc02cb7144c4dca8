-- SPDX-License-Identifier: MIT
-- Nothing is left to do for job $1.
SELECT jobs.finished($1::uuid)
