-- Read by every engine alike: times are microseconds since 1970, money is whole cents.
-- Strictly before an impression is a frame that ends 1 microsecond before it.
-- Days: 1 is 86400000000, 7 are 604800000000, 30 are 2592000000000, 90 are 7776000000000 microseconds.

CREATE OR REPLACE TEMP VIEW shown_offers AS
SELECT i.impression_id, i.customer_id, i.offer_id, i.t, o.industry, o.redemption, o.discount, o.starts, o.ends
FROM impressions i JOIN offers o ON o.offer_id = i.offer_id;

-- One line for each thing that happened to a customer; flags instead of kinds, so that sums are counts.
CREATE OR REPLACE TEMP VIEW customer_line AS
SELECT impression_id, customer_id, offer_id, industry, t, 1 AS is_row, 0 AS is_shown, 0 AS is_click,
       CAST(NULL AS BIGINT) AS spent, CAST(NULL AS BIGINT) AS refunded
FROM shown_offers
UNION ALL
SELECT CAST(NULL AS STRING), e.customer_id, e.offer_id, o.industry, e.shown, 0, 1, 0,
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM events e LEFT JOIN offers o ON o.offer_id = e.offer_id
UNION ALL
SELECT CAST(NULL AS STRING), e.customer_id, e.offer_id, o.industry, e.clicked, 0, 0, 1,
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM events e LEFT JOIN offers o ON o.offer_id = e.offer_id
WHERE e.clicked IS NOT NULL
UNION ALL
SELECT CAST(NULL AS STRING), customer_id, CAST(NULL AS STRING), industry, t, 0, 0, 0,
       CASE WHEN direction = 'C' THEN CAST(NULL AS BIGINT) ELSE cents END,
       CASE WHEN direction = 'C' THEN cents END
FROM transactions;

CREATE OR REPLACE TEMP VIEW customer_sums AS
SELECT impression_id, is_row, t,
  CAST(coalesce(sum(is_shown) OVER d1, 0) AS BIGINT) AS shown_1,
  CAST(coalesce(sum(is_shown) OVER d7, 0) AS BIGINT) AS shown_7,
  CAST(coalesce(sum(is_shown) OVER d30, 0) AS BIGINT) AS shown_30,
  CAST(coalesce(sum(is_shown) OVER d90, 0) AS BIGINT) AS shown_90,
  CAST(coalesce(sum(is_click) OVER d1, 0) AS BIGINT) AS clicks_1,
  CAST(coalesce(sum(is_click) OVER d7, 0) AS BIGINT) AS clicks_7,
  CAST(coalesce(sum(is_click) OVER d30, 0) AS BIGINT) AS clicks_30,
  CAST(coalesce(sum(is_click) OVER d90, 0) AS BIGINT) AS clicks_90,
  max(CASE WHEN is_shown = 1 THEN t END) OVER before AS last_shown,
  max(CASE WHEN is_click = 1 THEN t END) OVER before AS last_click,
  count(spent) OVER d30 AS purchases_30,
  CAST(coalesce(sum(spent) OVER d30, 0) AS BIGINT) AS spent_30,
  count(spent) OVER d90 AS purchases_90,
  CAST(coalesce(sum(spent) OVER d90, 0) AS BIGINT) AS spent_90,
  max(spent) OVER d90 AS largest_90,
  CAST(coalesce(sum(refunded) OVER d90, 0) AS BIGINT) AS refunded_90,
  max(CASE WHEN spent IS NOT NULL THEN t END) OVER before AS last_purchase
FROM customer_line
WINDOW
  d1 AS (PARTITION BY customer_id ORDER BY t RANGE BETWEEN 86400000000 PRECEDING AND 1 PRECEDING),
  d7 AS (PARTITION BY customer_id ORDER BY t RANGE BETWEEN 604800000000 PRECEDING AND 1 PRECEDING),
  d30 AS (PARTITION BY customer_id ORDER BY t RANGE BETWEEN 2592000000000 PRECEDING AND 1 PRECEDING),
  d90 AS (PARTITION BY customer_id ORDER BY t RANGE BETWEEN 7776000000000 PRECEDING AND 1 PRECEDING),
  before AS (PARTITION BY customer_id ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);

-- The customer in the industry of the offer.
CREATE OR REPLACE TEMP VIEW industry_sums AS
SELECT impression_id, is_row,
  CAST(coalesce(sum(is_shown) OVER d90, 0) AS BIGINT) AS shown_90,
  CAST(coalesce(sum(is_click) OVER d90, 0) AS BIGINT) AS clicks_90,
  CAST(coalesce(sum(spent) OVER d90, 0) AS BIGINT) AS spent_90,
  max(CASE WHEN spent IS NOT NULL THEN t END) OVER before AS last_purchase
FROM customer_line
WINDOW
  d90 AS (PARTITION BY customer_id, industry ORDER BY t RANGE BETWEEN 7776000000000 PRECEDING AND 1 PRECEDING),
  before AS (PARTITION BY customer_id, industry ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);

-- The customer and this very offer.
CREATE OR REPLACE TEMP VIEW pair_sums AS
SELECT impression_id, is_row,
  CAST(coalesce(sum(is_shown) OVER d30, 0) AS BIGINT) AS shown_30,
  CAST(coalesce(sum(is_shown) OVER before, 0) AS BIGINT) AS shown,
  CAST(coalesce(sum(is_click) OVER before, 0) AS BIGINT) AS clicks,
  max(CASE WHEN is_shown = 1 THEN t END) OVER before AS last_shown
FROM customer_line
WHERE offer_id IS NOT NULL
WINDOW
  d30 AS (PARTITION BY customer_id, offer_id ORDER BY t RANGE BETWEEN 2592000000000 PRECEDING AND 1 PRECEDING),
  before AS (PARTITION BY customer_id, offer_id ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);

-- The outcome: the line of the event log that this impression left. A repeated line counts once.
CREATE OR REPLACE TEMP VIEW outcomes AS
SELECT customer_id, offer_id, shown, min(placement) AS placement,
       max(CASE WHEN clicked IS NOT NULL THEN 1 ELSE 0 END) AS y
FROM events GROUP BY customer_id, offer_id, shown;

-- The place among the customer's impressions of one moment, by key, since a log has no finer order.
CREATE OR REPLACE TEMP VIEW sessions AS
SELECT impression_id,
  row_number() OVER (PARTITION BY customer_id, t ORDER BY impression_id NULLS FIRST) AS place,
  count(*) OVER (PARTITION BY customer_id, t) AS size
FROM impressions;

CREATE OR REPLACE TEMP VIEW impression_view AS
SELECT i.impression_id, i.customer_id, i.offer_id, i.t AS shown_at, u.placement,
  CAST(c.shown_1 AS INT) AS c_impressions_1,
  CAST(c.shown_7 AS INT) AS c_impressions_7,
  CAST(c.shown_30 AS INT) AS c_impressions_30,
  CAST(c.shown_90 AS INT) AS c_impressions_90,
  -- Half the weight at each step: within a day 15/15, a week 7/15, a month 3/15, a quarter 1/15.
  CAST(CAST(8 * c.shown_1 + 4 * c.shown_7 + 2 * c.shown_30 + c.shown_90 AS DOUBLE) / 15e0 AS FLOAT) AS c_impressions_decayed,
  CAST(c.clicks_7 AS INT) AS c_clicks_7,
  CAST(c.clicks_30 AS INT) AS c_clicks_30,
  CAST(c.clicks_90 AS INT) AS c_clicks_90,
  CAST(CAST(8 * c.clicks_1 + 4 * c.clicks_7 + 2 * c.clicks_30 + c.clicks_90 AS DOUBLE) / 15e0 AS FLOAT) AS c_clicks_decayed,
  CAST(CAST(c.clicks_30 + 1 AS DOUBLE) / (CAST(c.shown_30 AS DOUBLE) + 20e0) AS FLOAT) AS c_click_rate_30,
  CAST(CAST(c.clicks_90 + 1 AS DOUBLE) / (CAST(c.shown_90 AS DOUBLE) + 20e0) AS FLOAT) AS c_click_rate_90,
  CAST(CAST(i.t - c.last_shown AS DOUBLE) / 864e8 AS FLOAT) AS c_days_since_shown,
  CAST(CAST(i.t - c.last_click AS DOUBLE) / 864e8 AS FLOAT) AS c_days_since_click,
  CAST(c.purchases_30 AS INT) AS t_count_30,
  CAST(CAST(c.spent_30 AS DOUBLE) / 100e0 AS FLOAT) AS t_spend_30,
  CAST(CAST(c.spent_90 AS DOUBLE) / 100e0 AS FLOAT) AS t_spend_90,
  CAST(CASE WHEN c.purchases_90 > 0 THEN CAST(c.spent_90 AS DOUBLE) / 100e0 / CAST(c.purchases_90 AS DOUBLE) END AS FLOAT) AS t_mean_90,
  CAST(CAST(c.largest_90 AS DOUBLE) / 100e0 AS FLOAT) AS t_largest_90,
  CAST(CAST(c.refunded_90 AS DOUBLE) / 100e0 AS FLOAT) AS t_credits_90,
  CAST(CAST(i.t - c.last_purchase AS DOUBLE) / 864e8 AS FLOAT) AS t_days_since,
  CAST(k.shown_90 AS INT) AS k_impressions_90,
  CAST(k.clicks_90 AS INT) AS k_clicks_90,
  CAST(CAST(k.clicks_90 + 1 AS DOUBLE) / (CAST(k.shown_90 AS DOUBLE) + 20e0) AS FLOAT) AS k_click_rate_90,
  CAST(CAST(k.spent_90 AS DOUBLE) / 100e0 AS FLOAT) AS k_spend_90,
  CAST(CASE WHEN c.spent_90 > 0 THEN CAST(k.spent_90 AS DOUBLE) / CAST(c.spent_90 AS DOUBLE) ELSE 0e0 END AS FLOAT) AS k_spend_share_90,
  CAST(CAST(i.t - k.last_purchase AS DOUBLE) / 864e8 AS FLOAT) AS k_days_since_spent,
  CAST(p.shown_30 AS INT) AS p_impressions_30,
  CAST(p.shown AS INT) AS p_impressions,
  CAST(p.clicks AS INT) AS p_clicks,
  CAST(CAST(i.t - p.last_shown AS DOUBLE) / 864e8 AS FLOAT) AS p_days_since_shown,
  CAST(h.o_shown AS INT) AS o_impressions,
  CAST(h.o_clicks AS INT) AS o_clicks,
  CAST(CAST(h.o_clicks + 1 AS DOUBLE) / (CAST(h.o_shown AS DOUBLE) + 20e0) AS FLOAT) AS o_click_rate,
  CAST(h.o_shown_7 AS INT) AS o_impressions_7,
  CAST(CAST(h.o_clicks_7 + 1 AS DOUBLE) / (CAST(h.o_shown_7 AS DOUBLE) + 20e0) AS FLOAT) AS o_click_rate_7,
  CAST(CAST(h.o_sevenths AS DOUBLE) / 7e0 AS FLOAT) AS o_clicks_decayed,
  i.industry AS offer_industry,
  CAST(i.redemption AS FLOAT) AS offer_redemption,
  CAST(i.discount AS FLOAT) AS offer_discount,
  CAST(CAST(i.t - i.starts AS DOUBLE) / 864e8 AS FLOAT) AS offer_age_days,
  CAST(CAST(i.ends - i.t AS DOUBLE) / 864e8 AS FLOAT) AS offer_days_left,
  CAST(CAST(i.ends - i.starts AS DOUBLE) / 864e8 AS FLOAT) AS offer_duration_days,
  CAST(s.place AS INT) AS session_place,
  CAST(s.size AS INT) AS session_size,
  u.y
FROM shown_offers i
JOIN customer_sums c ON c.impression_id = i.impression_id AND c.is_row = 1
JOIN industry_sums k ON k.impression_id = i.impression_id AND k.is_row = 1
JOIN pair_sums p ON p.impression_id = i.impression_id AND p.is_row = 1
JOIN offer_history h ON h.impression_id = i.impression_id
JOIN sessions s ON s.impression_id = i.impression_id
LEFT JOIN outcomes u ON u.customer_id = i.customer_id AND u.offer_id = i.offer_id AND u.shown = i.t;
