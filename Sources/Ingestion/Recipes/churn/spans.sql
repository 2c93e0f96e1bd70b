-- The first month of each customer, and the last of all: months are counted from January 1970.
CREATE OR REPLACE TEMP VIEW spans AS
SELECT customer_id, CAST(min(m) AS BIGINT) AS first_month, CAST(max(max(m)) OVER () AS BIGINT) AS last_month
FROM activity GROUP BY customer_id;
