-- The typed inputs, as the bodies name them.
CREATE OR REPLACE TEMP VIEW activity AS SELECT * FROM {{activity}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW customers AS SELECT * FROM {{customers}} WHERE reason IS NULL;
