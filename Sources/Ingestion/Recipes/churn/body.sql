-- Read by every engine alike: months are counted from January 1970, money is whole cents.
-- A line of the activity is the month before the one that is predicted, so every frame that ends with it lies
-- strictly before. A month without a line was silent and counts as 0 from the customer's first month on.

CREATE OR REPLACE TEMP VIEW months AS
SELECT a.customer_id, a.m, s.first_month, s.last_month,
  CASE WHEN a.active_days > 0 THEN 1 ELSE 0 END AS is_active,
  a.active_days, coalesce(a.minutes, 0) AS minutes, coalesce(a.spend, 0) AS spend,
  coalesce(a.support, 0) AS support, coalesce(a.late, 0) AS late,
  CASE WHEN abs(a.minutes) <= 100000000 THEN a.minutes * a.minutes ELSE 0 END AS minutes_squared,
  CASE WHEN abs(a.spend) <= 100000000 THEN a.spend * a.spend ELSE 0 END AS spend_squared
FROM activity a JOIN spans s ON s.customer_id = a.customer_id;

CREATE OR REPLACE TEMP VIEW frames AS
SELECT customer_id, m, first_month, last_month, is_active, active_days, minutes, spend, support,
  CAST(coalesce(sum(active_days) OVER back_1, 0) AS BIGINT) AS days_2,
  CAST(coalesce(sum(minutes) OVER back_1, 0) AS BIGINT) AS minutes_2,
  CAST(coalesce(sum(minutes) OVER back_2, 0) AS BIGINT) AS minutes_3,
  CAST(coalesce(sum(minutes) OVER back_11, 0) AS BIGINT) AS minutes_12,
  CAST(coalesce(sum(spend) OVER back_1, 0) AS BIGINT) AS spend_2,
  CAST(coalesce(sum(spend) OVER back_2, 0) AS BIGINT) AS spend_3,
  CAST(coalesce(sum(active_days) OVER quarter, 0) AS BIGINT) AS days_in_3,
  CAST(coalesce(sum(minutes) OVER quarter, 0) AS BIGINT) AS minutes_in_3,
  CAST(coalesce(sum(spend) OVER quarter, 0) AS BIGINT) AS spend_in_3,
  CAST(coalesce(sum(support) OVER quarter, 0) AS BIGINT) AS support_in_3,
  CAST(coalesce(sum(minutes) OVER half, 0) AS BIGINT) AS minutes_in_6,
  CAST(coalesce(sum(minutes_squared) OVER half, 0) AS BIGINT) AS minutes_squares_6,
  CAST(coalesce(sum(m * minutes) OVER half, 0) AS BIGINT) AS minutes_moments_6,
  CAST(coalesce(sum(spend) OVER half, 0) AS BIGINT) AS spend_in_6,
  CAST(coalesce(sum(spend_squared) OVER half, 0) AS BIGINT) AS spend_squares_6,
  CAST(coalesce(sum(m * spend) OVER half, 0) AS BIGINT) AS spend_moments_6,
  min(minutes) OVER half AS minutes_min_6, max(minutes) OVER half AS minutes_max_6,
  min(spend) OVER half AS spend_min_6, max(spend) OVER half AS spend_max_6,
  count(*) OVER half AS lines_in_6,
  CAST(coalesce(sum(late) OVER half, 0) AS BIGINT) AS late_in_6,
  CAST(coalesce(sum(minutes) OVER whole_year, 0) AS BIGINT) AS minutes_in_12,
  CAST(coalesce(sum(spend) OVER whole_year, 0) AS BIGINT) AS spend_in_12,
  CAST(coalesce(sum(is_active) OVER whole_year, 0) AS BIGINT) AS active_in_12,
  CAST(coalesce(sum(is_active) OVER after, 0) AS BIGINT) AS active_after,
  -- How many of the frame's months the customer was there.
  least(3, m - first_month + 1) AS known_3,
  least(6, m - first_month + 1) AS known_6,
  least(12, m - first_month + 1) AS known_12
FROM months
WINDOW
  back_1 AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING),
  back_2 AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING),
  back_11 AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 11 PRECEDING AND 11 PRECEDING),
  quarter AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 2 PRECEDING AND CURRENT ROW),
  half AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 5 PRECEDING AND CURRENT ROW),
  whole_year AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 11 PRECEDING AND CURRENT ROW),
  after AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 1 FOLLOWING AND {{window}} FOLLOWING);

-- The months to predict: the customer was active in the month before, and the window ends within the data; asked
-- for, also the month after the last one, whose outcome nobody knows yet.
CREATE OR REPLACE TEMP VIEW predicted AS
SELECT frames.*, m + 1 AS month, (m + 1) % 12 AS season,
  CASE WHEN m + {{window}} <= last_month THEN CASE WHEN active_after = 0 THEN 1 ELSE 0 END END AS churned
FROM frames
WHERE is_active = 1 AND m + 1 - first_month >= {{history}}
  AND (m + {{window}} <= last_month OR ({{current}} = 1 AND m = last_month));

CREATE OR REPLACE TEMP VIEW month_view AS
SELECT p.customer_id, p.month,
  CAST(p.month - p.first_month AS INT) AS tenure_months,
  CAST(p.active_days AS INT) AS active_days_1,
  CAST(CASE WHEN p.known_3 >= 2 THEN p.days_2 END AS INT) AS active_days_2,
  CAST(p.minutes AS INT) AS minutes_1,
  CAST(CASE WHEN p.known_3 >= 2 THEN p.minutes_2 END AS INT) AS minutes_2,
  CAST(CASE WHEN p.known_3 >= 3 THEN p.minutes_3 END AS INT) AS minutes_3,
  CAST(CASE WHEN p.known_12 >= 12 THEN p.minutes_12 END AS INT) AS minutes_12,
  CAST(p.spend AS DOUBLE) / 100e0 AS spend_1,
  CASE WHEN p.known_3 >= 2 THEN CAST(p.spend_2 AS DOUBLE) / 100e0 END AS spend_2,
  CASE WHEN p.known_3 >= 3 THEN CAST(p.spend_3 AS DOUBLE) / 100e0 END AS spend_3,
  CAST(CAST(p.days_in_3 AS DOUBLE) / CAST(p.known_3 AS DOUBLE) AS FLOAT) AS active_days_mean_3,
  CAST(CAST(p.minutes_in_3 AS DOUBLE) / CAST(p.known_3 AS DOUBLE) AS FLOAT) AS minutes_mean_3,
  CAST(CAST(p.minutes_in_6 AS DOUBLE) / CAST(p.known_6 AS DOUBLE) AS FLOAT) AS minutes_mean_6,
  CAST(CAST(p.minutes_in_12 AS DOUBLE) / CAST(p.known_12 AS DOUBLE) AS FLOAT) AS minutes_mean_12,
  CAST(CASE WHEN p.known_6 >= 2
            THEN sqrt(CAST(p.known_6 * p.minutes_squares_6 - p.minutes_in_6 * p.minutes_in_6 AS DOUBLE))
                 / CAST(p.known_6 AS DOUBLE) END AS FLOAT) AS minutes_std_6,
  CAST(CASE WHEN p.lines_in_6 < p.known_6 THEN least(p.minutes_min_6, 0) ELSE p.minutes_min_6 END AS INT) AS minutes_min_6,
  CAST(CASE WHEN p.lines_in_6 < p.known_6 THEN greatest(p.minutes_max_6, 0) ELSE p.minutes_max_6 END AS INT) AS minutes_max_6,
  -- The slope of a straight line through the months, in minutes a month; the month predicted is 0.
  CAST(CASE WHEN p.known_6 >= 2
            THEN CAST(6 * (2 * (p.minutes_moments_6 - p.month * p.minutes_in_6) + (p.known_6 + 1) * p.minutes_in_6) AS DOUBLE)
                 / CAST(p.known_6 * (p.known_6 * p.known_6 - 1) AS DOUBLE) END AS FLOAT) AS minutes_trend_6,
  CAST(CASE WHEN p.minutes_in_12 > 0
            THEN CAST(p.minutes_in_3 * p.known_12 AS DOUBLE) / CAST(p.minutes_in_12 * p.known_3 AS DOUBLE) END AS FLOAT) AS minutes_recent_share,
  CAST(CAST(p.spend_in_3 AS DOUBLE) / 100e0 / CAST(p.known_3 AS DOUBLE) AS FLOAT) AS spend_mean_3,
  CAST(CAST(p.spend_in_12 AS DOUBLE) / 100e0 / CAST(p.known_12 AS DOUBLE) AS FLOAT) AS spend_mean_12,
  CAST(CASE WHEN p.known_6 >= 2
            THEN sqrt(CAST(p.known_6 * p.spend_squares_6 - p.spend_in_6 * p.spend_in_6 AS DOUBLE))
                 / 100e0 / CAST(p.known_6 AS DOUBLE) END AS FLOAT) AS spend_std_6,
  CAST(CASE WHEN p.lines_in_6 < p.known_6 THEN least(p.spend_min_6, 0) ELSE p.spend_min_6 END AS DOUBLE) / 100e0 AS spend_min_6,
  CAST(CASE WHEN p.lines_in_6 < p.known_6 THEN greatest(p.spend_max_6, 0) ELSE p.spend_max_6 END AS DOUBLE) / 100e0 AS spend_max_6,
  CAST(CASE WHEN p.known_6 >= 2
            THEN CAST(6 * (2 * (p.spend_moments_6 - p.month * p.spend_in_6) + (p.known_6 + 1) * p.spend_in_6) AS DOUBLE)
                 / 100e0 / CAST(p.known_6 * (p.known_6 * p.known_6 - 1) AS DOUBLE) END AS FLOAT) AS spend_trend_6,
  CAST(p.support AS INT) AS support_calls_1,
  CAST(p.support_in_3 AS INT) AS support_calls_3,
  CAST(p.late_in_6 AS INT) AS late_payments_6,
  CAST(p.known_12 - p.active_in_12 AS INT) AS silent_months_12,
  -- Fourier terms of the year, January being 0: sines and cosines of 30 and of 60 degrees a month.
  CASE p.season WHEN 1 THEN 0.5e0 WHEN 2 THEN 0.8660254037844386e0 WHEN 3 THEN 1e0 WHEN 4 THEN 0.8660254037844386e0
                WHEN 5 THEN 0.5e0 WHEN 7 THEN -0.5e0 WHEN 8 THEN -0.8660254037844386e0 WHEN 9 THEN -1e0
                WHEN 10 THEN -0.8660254037844386e0 WHEN 11 THEN -0.5e0 ELSE 0e0 END AS season_sin_1,
  CASE p.season WHEN 0 THEN 1e0 WHEN 1 THEN 0.8660254037844386e0 WHEN 2 THEN 0.5e0 WHEN 4 THEN -0.5e0
                WHEN 5 THEN -0.8660254037844386e0 WHEN 6 THEN -1e0 WHEN 7 THEN -0.8660254037844386e0 WHEN 8 THEN -0.5e0
                WHEN 10 THEN 0.5e0 WHEN 11 THEN 0.8660254037844386e0 ELSE 0e0 END AS season_cos_1,
  CASE p.season % 6 WHEN 1 THEN 0.8660254037844386e0 WHEN 2 THEN 0.8660254037844386e0
                    WHEN 4 THEN -0.8660254037844386e0 WHEN 5 THEN -0.8660254037844386e0 ELSE 0e0 END AS season_sin_2,
  CASE p.season % 6 WHEN 0 THEN 1e0 WHEN 1 THEN 0.5e0 WHEN 2 THEN -0.5e0 WHEN 3 THEN -1e0 WHEN 4 THEN -0.5e0
                    ELSE 0.5e0 END AS season_cos_2,
  c.plan, c.region, p.churned
FROM predicted p LEFT JOIN customers c ON c.customer_id = p.customer_id;
