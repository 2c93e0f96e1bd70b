-- Read by every engine alike: times are microseconds since 1970.
-- A day is 86400000000 microseconds, 7 days 604800000000, 30 days 2592000000000, 90 days 7776000000000.

CREATE OR REPLACE TEMP VIEW months AS
SELECT c.*, CASE lower(substring(call_month, 1, 3))
    WHEN 'jan' THEN 1 WHEN 'feb' THEN 2 WHEN 'mar' THEN 3 WHEN 'apr' THEN 4 WHEN 'may' THEN 5 WHEN 'jun' THEN 6
    WHEN 'jul' THEN 7 WHEN 'aug' THEN 8 WHEN 'sep' THEN 9 WHEN 'oct' THEN 10 WHEN 'nov' THEN 11 WHEN 'dec' THEN 12
  END AS m
FROM calls c;

-- The file has no years, but lies in the order of its calls: where a month comes before the one above it, a
-- year has turned.
CREATE OR REPLACE TEMP VIEW turns AS
SELECT months.*, CASE WHEN m < lag(m) OVER (ORDER BY call ASC NULLS FIRST) THEN 1 ELSE 0 END AS turned
FROM months;

CREATE OR REPLACE TEMP VIEW years AS
SELECT turns.*, {{first_year}} + CAST(sum(turned) OVER (ORDER BY call ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS y
FROM turns;

-- Days since 1970 by the calendar: 365 a year, the leap years before, the months before, the days before.
CREATE OR REPLACE TEMP VIEW dated AS
SELECT years.*, CASE WHEN {{in_order}} = 1 AND m IS NOT NULL THEN 86400000000 * (
    365 * (y - 1970) - 477
    + CAST(((y - 1) - (y - 1) % 4) / 4e0 - ((y - 1) - (y - 1) % 100) / 100e0 + ((y - 1) - (y - 1) % 400) / 400e0 AS BIGINT)
    + CASE m WHEN 1 THEN 0 WHEN 2 THEN 31 WHEN 3 THEN 59 WHEN 4 THEN 90 WHEN 5 THEN 120 WHEN 6 THEN 151 WHEN 7 THEN 181
             WHEN 8 THEN 212 WHEN 9 THEN 243 WHEN 10 THEN 273 WHEN 11 THEN 304 ELSE 334 END
    + CASE WHEN m > 2 AND y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 1 ELSE 0 END
    + coalesce(call_day, 1) - 1) END AS called,
  CASE WHEN lower(outcome) IN ('yes', '1', 'true') THEN 1 ELSE 0 END AS is_yes,
  CASE WHEN pdays >= 0 AND pdays <> 999 THEN pdays END AS days_since,
  CASE WHEN lower(poutcome) = 'success' THEN 1 ELSE 0 END AS succeeded,
  CASE WHEN lower(poutcome) IN ('failure', 'other') THEN 1 ELSE 0 END AS failed
FROM years;

-- What came of the calls of the days strictly before.
CREATE OR REPLACE TEMP VIEW bank_days AS
SELECT called,
  CAST(coalesce(sum(calls) OVER week, 0) AS BIGINT) AS calls_7,
  CAST(coalesce(sum(calls) OVER month_back, 0) AS BIGINT) AS calls_30,
  CAST(coalesce(sum(labelled) OVER month_back, 0) AS BIGINT) AS labelled_30,
  CAST(coalesce(sum(yeses) OVER month_back, 0) AS BIGINT) AS yeses_30,
  CAST(coalesce(sum(labelled) OVER quarter_back, 0) AS BIGINT) AS labelled_90,
  CAST(coalesce(sum(yeses) OVER quarter_back, 0) AS BIGINT) AS yeses_90
FROM (SELECT called, count(*) AS calls, count(outcome) AS labelled, CAST(sum(is_yes) AS BIGINT) AS yeses
      FROM dated WHERE called IS NOT NULL GROUP BY called) by_day
WINDOW
  week AS (ORDER BY called RANGE BETWEEN 604800000000 PRECEDING AND 1 PRECEDING),
  month_back AS (ORDER BY called RANGE BETWEEN 2592000000000 PRECEDING AND 1 PRECEDING),
  quarter_back AS (ORDER BY called RANGE BETWEEN 7776000000000 PRECEDING AND 1 PRECEDING);

CREATE OR REPLACE TEMP VIEW job_days AS
SELECT called, job,
  CAST(coalesce(sum(labelled) OVER quarter_back, 0) AS BIGINT) AS labelled_90,
  CAST(coalesce(sum(yeses) OVER quarter_back, 0) AS BIGINT) AS yeses_90
FROM (SELECT called, job, count(outcome) AS labelled, CAST(sum(is_yes) AS BIGINT) AS yeses
      FROM dated WHERE called IS NOT NULL GROUP BY called, job) by_day
WINDOW quarter_back AS (PARTITION BY job ORDER BY called RANGE BETWEEN 7776000000000 PRECEDING AND 1 PRECEDING);

CREATE OR REPLACE TEMP VIEW call_view AS
SELECT c.call, c.called AS called_on,
  CAST(c.age AS INT) AS age, c.job, c.marital, c.education, c.credit_default, c.balance, c.housing, c.loan, c.contact,
  c.call_month AS month, CAST(c.call_day AS INT) AS day, c.day_of_week,
  CAST(c.campaign AS INT) AS campaign,
  CASE WHEN c.days_since IS NULL THEN 0 ELSE 1 END AS contacted_before,
  CAST(c.days_since AS INT) AS days_since_contact,
  CAST(c.previous AS INT) AS previous,
  c.poutcome,
  -- This call is one of the campaign's.
  CAST(c.campaign - 1 AS INT) AS earlier_calls,
  CAST(c.campaign + c.previous AS INT) AS contacts,
  CAST(CASE WHEN c.campaign + c.previous > 0
            THEN CAST(c.campaign AS DOUBLE) / CAST(c.campaign + c.previous AS DOUBLE) END AS FLOAT) AS campaign_share,
  CAST(c.previous * 30 AS DOUBLE) / CAST(coalesce(c.days_since, 0) + 30 AS DOUBLE) AS previous_decayed,
  c.succeeded AS success_before,
  CASE WHEN c.succeeded = 1 AND c.days_since <= 180 THEN 1 ELSE 0 END AS success_half_year,
  CAST(c.succeeded * c.campaign AS INT) AS calls_after_success,
  CAST(c.failed * c.campaign AS INT) AS calls_after_failure,
  CAST(CASE WHEN lower(c.contact) = 'cellular' THEN c.campaign ELSE 0 END AS INT) AS cellular_calls,
  CASE WHEN lower(c.housing) = 'yes' THEN 1 ELSE 0 END + CASE WHEN lower(c.loan) = 'yes' THEN 1 ELSE 0 END AS loans,
  CASE WHEN c.balance < 0 THEN 1 ELSE 0 END AS overdrawn,
  CAST(b.calls_7 AS INT) AS bank_calls_7,
  CAST(b.calls_30 AS INT) AS bank_calls_30,
  CAST(CASE WHEN b.labelled_30 > 0 THEN CAST(b.yeses_30 AS DOUBLE) / CAST(b.labelled_30 AS DOUBLE) END AS FLOAT) AS yes_rate_30,
  CAST(CASE WHEN b.labelled_90 > 0 THEN CAST(b.yeses_90 AS DOUBLE) / CAST(b.labelled_90 AS DOUBLE) END AS FLOAT) AS yes_rate_90,
  CAST(CASE WHEN j.labelled_90 > 0 THEN CAST(j.yeses_90 AS DOUBLE) / CAST(j.labelled_90 AS DOUBLE) END AS FLOAT) AS job_yes_rate_90,
  c.emp_var_rate, c.cons_price_idx, c.cons_conf_idx, c.euribor3m, c.nr_employed,
  c.duration,
  c.outcome AS y
FROM dated c
LEFT JOIN bank_days b ON b.called = c.called
LEFT JOIN job_days j ON j.called = c.called AND j.job = c.job;
