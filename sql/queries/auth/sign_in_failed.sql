-- SPDX-License-Identifier: MIT
-- A wrong password for login $1 from address $2.
SELECT auth.sign_in_failed($1::text, $2::inet)
