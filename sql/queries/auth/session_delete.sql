-- SPDX-License-Identifier: MIT
-- End the session of form token $1 of whoever asks.
DELETE FROM auth.session WHERE csrf = $1::text
