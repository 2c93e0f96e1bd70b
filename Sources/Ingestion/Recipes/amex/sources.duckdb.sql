-- The typed inputs, as the bodies name them.
CREATE OR REPLACE TEMP VIEW impressions AS SELECT * FROM {{impressions}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW events AS SELECT * FROM {{events}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW transactions AS SELECT * FROM {{transactions}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW offers AS SELECT * FROM {{offers}} WHERE reason IS NULL;
