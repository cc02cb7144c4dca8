-- SPDX-License-Identifier: MIT
SELECT * FROM catalogue.public_slugs()
