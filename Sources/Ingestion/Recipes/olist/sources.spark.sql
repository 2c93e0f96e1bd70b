-- The typed inputs, as the body names them.
CREATE OR REPLACE TEMP VIEW orders AS SELECT * FROM {{orders}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW items AS SELECT * FROM {{items}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW payments AS SELECT * FROM {{payments}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW reviews AS SELECT * FROM {{reviews}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW customers AS SELECT * FROM {{customers}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW products AS SELECT * FROM {{products}} WHERE reason IS NULL;
CREATE OR REPLACE TEMP VIEW translation AS SELECT * FROM {{translation}} WHERE reason IS NULL;
