-- The typed input, as the body names it.
CREATE OR REPLACE TEMP VIEW visits AS SELECT * FROM {{visits}} WHERE reason IS NULL;
