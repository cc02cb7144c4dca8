-- SPDX-License-Identifier: MIT
-- Number of current layers that may be read.
SELECT count(*) FROM catalogue.current_layer
