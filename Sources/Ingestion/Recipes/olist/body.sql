-- Read by every engine alike: times are microseconds since 1970, money is whole cents.
-- A day is 86400000000 microseconds, 864e8 as a double.

CREATE OR REPLACE TEMP VIEW past_orders AS
SELECT c.customer_unique_id, c.customer_state, o.order_id, o.purchased,
       CASE WHEN o.delivered < {{as_of}} THEN o.delivered END AS delivered,
       CASE WHEN o.delivered < {{as_of}} THEN o.promised END AS promised
FROM orders o JOIN customers c ON c.customer_id = o.customer_id
WHERE o.purchased < {{as_of}};

CREATE OR REPLACE TEMP VIEW order_money AS
SELECT order_id, count(*) AS items, CAST(sum(price) AS BIGINT) AS price,
       CAST(sum(freight) AS BIGINT) AS freight
FROM items GROUP BY order_id;

-- Recency, frequency, money and delivery.
CREATE OR REPLACE TEMP VIEW purchases AS
SELECT p.customer_unique_id, max(p.purchased) AS last_purchased, min(p.purchased) AS first_purchased,
       count(*) AS frequency,
       CAST(coalesce(sum(m.items), 0) AS BIGINT) AS items,
       CAST(coalesce(sum(m.price), 0) AS BIGINT) AS price,
       CAST(coalesce(sum(m.freight), 0) AS BIGINT) AS freight,
       count(p.delivered) AS deliveries,
       CAST(coalesce(sum(p.delivered - p.purchased), 0) AS BIGINT) AS delivery_time,
       CAST(coalesce(sum(p.delivered - p.promised), 0) AS BIGINT) AS delay,
       count(p.promised) AS promises,
       CAST(coalesce(sum(CASE WHEN p.delivered > p.promised THEN 1 ELSE 0 END), 0) AS BIGINT) AS late
FROM past_orders p LEFT JOIN order_money m ON m.order_id = p.order_id
GROUP BY p.customer_unique_id;

-- Where the customer lived at the last order.
CREATE OR REPLACE TEMP VIEW homes AS
SELECT customer_unique_id, customer_state FROM (
  SELECT customer_unique_id, customer_state,
         row_number() OVER (PARTITION BY customer_unique_id
                            ORDER BY purchased DESC NULLS LAST, order_id DESC NULLS LAST) AS place
  FROM past_orders) numbered
WHERE place = 1;

-- Reviews that were answered before the cut-off.
CREATE OR REPLACE TEMP VIEW opinions AS
SELECT p.customer_unique_id, count(*) AS reviews, CAST(sum(r.score) AS BIGINT) AS stars,
       min(r.score) AS worst
FROM reviews r JOIN past_orders p ON p.order_id = r.order_id
WHERE r.answered < {{as_of}}
GROUP BY p.customer_unique_id;

CREATE OR REPLACE TEMP VIEW ways_to_pay AS
SELECT p.customer_unique_id,
       max(CASE WHEN y.kind = 'credit_card' THEN 1 ELSE 0 END) AS credit_card,
       max(CASE WHEN y.kind = 'boleto' THEN 1 ELSE 0 END) AS boleto,
       max(CASE WHEN y.kind = 'voucher' THEN 1 ELSE 0 END) AS voucher,
       max(y.installments) AS installments
FROM payments y JOIN past_orders p ON p.order_id = y.order_id
GROUP BY p.customer_unique_id;

-- The category of most items; of several, the first by name.
CREATE OR REPLACE TEMP VIEW tastes AS
SELECT customer_unique_id, category, categories FROM (
  SELECT customer_unique_id, category, count(*) OVER (PARTITION BY customer_unique_id) AS categories,
         row_number() OVER (PARTITION BY customer_unique_id
                            ORDER BY bought DESC NULLS LAST, category ASC NULLS LAST) AS place
  FROM (
    SELECT p.customer_unique_id, coalesce(n.english, g.category) AS category, count(*) AS bought
    FROM past_orders p
    JOIN items i ON i.order_id = p.order_id
    JOIN products g ON g.product_id = i.product_id
    LEFT JOIN translation n ON n.category = g.category
    WHERE g.category IS NOT NULL
    GROUP BY p.customer_unique_id, coalesce(n.english, g.category)) counted) numbered
WHERE place = 1;

-- What happened from the cut-off on.
CREATE OR REPLACE TEMP VIEW outcomes AS
SELECT c.customer_unique_id, CAST(coalesce(sum(m.price + m.freight), 0) AS BIGINT) AS spent
FROM orders o
JOIN customers c ON c.customer_id = o.customer_id
LEFT JOIN order_money m ON m.order_id = o.order_id
WHERE o.purchased >= {{as_of}}
  AND o.purchased < {{as_of}} + CAST({{window}} AS BIGINT) * 86400000000
  AND o.order_status NOT IN ('canceled', 'unavailable')
GROUP BY c.customer_unique_id;

-- Fifths by rank; equal values share the lower one.
CREATE OR REPLACE TEMP VIEW ranks AS
SELECT customer_unique_id, count(*) OVER () AS customers,
       rank() OVER (ORDER BY last_purchased ASC NULLS FIRST) - 1 AS recency_rank,
       rank() OVER (ORDER BY frequency ASC NULLS FIRST) - 1 AS frequency_rank,
       rank() OVER (ORDER BY price + freight ASC NULLS FIRST) - 1 AS monetary_rank
FROM purchases;

CREATE OR REPLACE TEMP VIEW customer_view AS
SELECT p.customer_unique_id, h.customer_state,
  CAST(CAST({{as_of}} - p.last_purchased AS DOUBLE) / 864e8 AS FLOAT) AS recency_days,
  CAST(CAST({{as_of}} - p.first_purchased AS DOUBLE) / 864e8 AS FLOAT) AS first_purchase_days,
  CAST(p.frequency AS INT) AS frequency,
  CAST(p.price + p.freight AS DOUBLE) / 100e0 AS monetary,
  CAST(p.price + p.freight AS DOUBLE) / 100e0 / CAST(p.frequency AS DOUBLE) AS mean_order_value,
  CASE WHEN r.recency_rank * 5 >= r.customers * 4 THEN 5 WHEN r.recency_rank * 5 >= r.customers * 3 THEN 4
       WHEN r.recency_rank * 5 >= r.customers * 2 THEN 3 WHEN r.recency_rank * 5 >= r.customers THEN 2
       ELSE 1 END AS recency_score,
  CASE WHEN r.frequency_rank * 5 >= r.customers * 4 THEN 5 WHEN r.frequency_rank * 5 >= r.customers * 3 THEN 4
       WHEN r.frequency_rank * 5 >= r.customers * 2 THEN 3 WHEN r.frequency_rank * 5 >= r.customers THEN 2
       ELSE 1 END AS frequency_score,
  CASE WHEN r.monetary_rank * 5 >= r.customers * 4 THEN 5 WHEN r.monetary_rank * 5 >= r.customers * 3 THEN 4
       WHEN r.monetary_rank * 5 >= r.customers * 2 THEN 3 WHEN r.monetary_rank * 5 >= r.customers THEN 2
       ELSE 1 END AS monetary_score,
  CAST(p.items AS INT) AS items,
  CAST(coalesce(t.categories, 0) AS INT) AS categories,
  CAST(CASE WHEN p.price + p.freight > 0
            THEN CAST(p.freight AS DOUBLE) / CAST(p.price + p.freight AS DOUBLE) END AS FLOAT) AS freight_share,
  CAST(coalesce(o.reviews, 0) AS INT) AS reviews,
  CAST(CASE WHEN o.reviews > 0 THEN CAST(o.stars AS DOUBLE) / CAST(o.reviews AS DOUBLE) END AS FLOAT) AS average_review,
  CAST(o.worst AS INT) AS worst_review,
  CAST(p.deliveries AS INT) AS deliveries,
  CAST(p.frequency - p.deliveries AS INT) AS open_orders,
  CAST(CASE WHEN p.deliveries > 0
            THEN CAST(p.delivery_time AS DOUBLE) / 864e8 / CAST(p.deliveries AS DOUBLE) END AS FLOAT) AS delivery_days,
  CAST(CASE WHEN p.promises > 0
            THEN CAST(p.delay AS DOUBLE) / 864e8 / CAST(p.promises AS DOUBLE) END AS FLOAT) AS delay_days,
  CAST(CASE WHEN p.promises > 0
            THEN CAST(p.late AS DOUBLE) / CAST(p.promises AS DOUBLE) END AS FLOAT) AS late_share,
  CAST(coalesce(y.credit_card, 0) AS INT) AS paid_by_credit_card,
  CAST(coalesce(y.boleto, 0) AS INT) AS paid_by_boleto,
  CAST(coalesce(y.voucher, 0) AS INT) AS paid_by_voucher,
  CAST(y.installments AS INT) AS installments,
  t.category AS favourite_category,
  CASE WHEN u.customer_unique_id IS NULL THEN 0 ELSE 1 END AS buys_again,
  CAST(coalesce(u.spent, 0) AS DOUBLE) / 100e0 AS spend_next
FROM purchases p
JOIN ranks r ON r.customer_unique_id = p.customer_unique_id
LEFT JOIN homes h ON h.customer_unique_id = p.customer_unique_id
LEFT JOIN opinions o ON o.customer_unique_id = p.customer_unique_id
LEFT JOIN ways_to_pay y ON y.customer_unique_id = p.customer_unique_id
LEFT JOIN tastes t ON t.customer_unique_id = p.customer_unique_id
LEFT JOIN outcomes u ON u.customer_unique_id = p.customer_unique_id;
