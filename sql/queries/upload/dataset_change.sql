-- SPDX-License-Identifier: MIT
-- Dataset $1: title $2, abstract $3, access $4; NULL leaves it.
SELECT catalogue.change_dataset($1, $2, $3, $4)
