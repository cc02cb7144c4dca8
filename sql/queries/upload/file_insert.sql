-- SPDX-License-Identifier: MIT
-- A stored file: digest $1, size $2. Known already: nothing.
INSERT INTO store.file (digest, size) VALUES ($1, $2) ON CONFLICT DO NOTHING
