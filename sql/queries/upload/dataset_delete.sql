-- SPDX-License-Identifier: MIT
SELECT catalogue.delete_dataset($1)
