-- The data behind one Superset, which warehouse.py makes as the superuser; it puts in what begins with a colon.
-- Every run makes the schema anew, so that what was broken can be seeded again.
DROP SCHEMA IF EXISTS sales CASCADE;
CREATE SCHEMA sales;

CREATE TABLE sales.orders (
    id         integer PRIMARY KEY,
    ordered_at timestamp NOT NULL,
    region     text NOT NULL,
    country    char(3) NOT NULL,
    product    text NOT NULL,
    quantity   integer NOT NULL,
    amount     numeric(10, 2) NOT NULL
);
INSERT INTO sales.orders
SELECT n,
       timestamp '2026-01-01' + n * interval '7 hours',
       (ARRAY['North', 'South', 'East', 'West'])[1 + n % 4],
       (ARRAY['DEU', 'FRA', 'POL', 'ESP'])[1 + n % 4],
       (ARRAY['Chair', 'Table', 'Lamp'])[1 + n % 3],
       1 + n % 9,
       (n * 37 % 1000) + 0.5
FROM generate_series(1, 500) AS n;

CREATE TABLE sales.customers AS
SELECT n AS id, 'Customer ' || n AS name, (ARRAY['gold', 'silver', NULL])[1 + n % 3] AS tier, 'DEU' AS country
FROM generate_series(1, 60) AS n;

-- Broken on demand: dropped, a column renamed, a right revoked.
CREATE TABLE sales.returns AS SELECT id, ordered_at, region, amount FROM sales.orders WHERE id % 10 = 0;
CREATE TABLE sales.shipments AS SELECT id, ordered_at, region, quantity AS parcels FROM sales.orders WHERE id % 5 = 0;
CREATE TABLE sales.salaries AS SELECT n AS id, 'North' AS region, 1000 * n AS amount FROM generate_series(1, 5) AS n;
CREATE TABLE sales.nothing AS SELECT * FROM sales.orders WHERE false;

-- Superset refuses pg_sleep in SQL since 6.0, not in a view.
CREATE FUNCTION sales.nap(seconds float) RETURNS boolean LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_sleep(seconds); RETURN true; END $$;
CREATE VIEW sales.slow_orders AS SELECT o.* FROM (SELECT sales.nap(:nap) AS rested OFFSET 0) AS s, sales.orders AS o WHERE s.rested;

GRANT USAGE ON SCHEMA sales TO :reader;
GRANT SELECT ON ALL TABLES IN SCHEMA sales TO :reader;
