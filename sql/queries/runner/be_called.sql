-- SPDX-License-Identifier: MIT
-- Name of this session ("runner JOB ATTEMPT"), as others see it.
SELECT set_config('application_name', $1, false)
