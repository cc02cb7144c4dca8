-- SPDX-License-Identifier: MIT
SELECT jobs.expire()
