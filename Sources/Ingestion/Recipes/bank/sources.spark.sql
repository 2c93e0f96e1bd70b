-- The typed input, as the body names it.
CREATE OR REPLACE TEMP VIEW calls AS SELECT * FROM {{calls}} WHERE reason IS NULL;
