-- What was known of each offer, over all customers, when an impression was shown.
-- A week is 604800000000 microseconds, a day 86400000000, 30 days 2592000000000.
-- Recent counts are differences of two running sums: a sliding frame over an offer that everybody is
-- shown would be added up anew for each row by some engines.

CREATE OR REPLACE TEMP VIEW offer_line AS
SELECT impression_id, customer_id, offer_id, t, 1 AS is_row, 0 AS is_shown, 0 AS is_click FROM impressions
UNION ALL
SELECT CAST(NULL AS STRING), CAST(NULL AS STRING), offer_id, shown, 0, 1, 0 FROM events
UNION ALL
SELECT CAST(NULL AS STRING), CAST(NULL AS STRING), offer_id, clicked, 0, 0, 1 FROM events WHERE clicked IS NOT NULL;

CREATE OR REPLACE TEMP VIEW offer_sums AS
SELECT impression_id, customer_id, is_row,
  CAST(coalesce(sum(is_shown) OVER before, 0) AS BIGINT) AS shown,
  CAST(coalesce(sum(is_click) OVER before, 0) AS BIGINT) AS clicks,
  CAST(coalesce(sum(is_shown) OVER week_old, 0) AS BIGINT) AS shown_week_old,
  CAST(coalesce(sum(is_click) OVER day_old, 0) AS BIGINT) AS clicks_day_old,
  CAST(coalesce(sum(is_click) OVER week_old, 0) AS BIGINT) AS clicks_week_old,
  CAST(coalesce(sum(is_click) OVER month_old, 0) AS BIGINT) AS clicks_month_old
FROM offer_line
WINDOW
  before AS (PARTITION BY offer_id ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
  day_old AS (PARTITION BY offer_id ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND 86400000001 PRECEDING),
  week_old AS (PARTITION BY offer_id ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND 604800000001 PRECEDING),
  month_old AS (PARTITION BY offer_id ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND 2592000000001 PRECEDING);

CREATE OR REPLACE TEMP VIEW offer_history AS
SELECT impression_id, customer_id, shown AS o_shown, clicks AS o_clicks,
  shown - shown_week_old AS o_shown_7, clicks - clicks_week_old AS o_clicks_7,
  -- Half the weight at each step: within a day 7/7, a week 3/7, a month 1/7.
  4 * (clicks - clicks_day_old) + 2 * (clicks - clicks_week_old) + (clicks - clicks_month_old) AS o_sevenths
FROM offer_sums WHERE is_row = 1;
