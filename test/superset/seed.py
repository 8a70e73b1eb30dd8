"""Fills one fresh Superset: tables in PostgreSQL, then users, connections, datasets, charts and dashboards.

Needs SUPERSET_ADMIN_PASSWORD, SUPERSET_TEST_METADATA and WAREHOUSE_PASSWORD, and the Python of an installation. Prints what it made as
JSON: the id of each object by its name, each dashboard's by its slug, and the connections with their passwords.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import broken
import copies
from client import Client
from forms import REVENUE, group_query, raw_form, select_filter, table_query, time_query, total_query
from maker import USERS, Maker
from warehouse import Warehouse

# sales-1 … have three of the ten charts each, beginning with another one.
PATTERNS = 10


def charts(maker: Maker, database: int) -> list[str]:
    """Ten charts of all kinds, two of them legacy ones without a query context."""
    by_region_sql = "SELECT region, sum(amount) AS amount, count(*) AS n FROM sales.orders GROUP BY region"
    orders = maker.dataset(database, "orders")
    customers = maker.dataset(database, "customers")
    by_region = maker.dataset(database, "orders_by_region", by_region_sql)
    maker.api.call("PUT", f"/api/v1/dataset/{orders}", {"main_dttm_col": "ordered_at"})

    columns = ["id", "region", "product", "amount"]
    maker.chart("Orders", "table", orders, raw_form(columns), table_query(columns))
    maker.chart("Revenue", "big_number_total", orders, {"metric": REVENUE}, total_query())
    products = {"groupby": ["product"], "metric": REVENUE}
    maker.chart("Revenue by product", "pie", orders, products, group_query(["product"]))
    line = {"x_axis": "ordered_at", "time_grain_sqla": "P1W", "metrics": [REVENUE], "groupby": ["region"]}
    maker.chart("Revenue by week", "echarts_timeseries_line", orders, line, time_query())
    maker.chart("Revenue by week, bars", "echarts_timeseries_bar", orders, line, time_query())
    pivot = {"groupbyRows": ["region"], "groupbyColumns": ["product"], "metrics": [REVENUE]}
    maker.chart("Regions and products", "pivot_table_v2", orders, pivot, group_query(["region", "product"]))
    regions = ["region", "amount", "n"]
    maker.chart("Regions (virtual dataset)", "table", by_region, raw_form(regions), table_query(regions))
    maker.chart("Customers", "table", customers, raw_form(["name", "tier"]), table_query(["name", "tier"]))
    world = {"entity": "country", "country_fieldtype": "cca3", "metric": REVENUE, "row_limit": 100}
    maker.chart("World (legacy)", "world_map", orders, world, None)
    flow = {"source": "region", "target": "product", "groupby": "region", "columns": "product", "metric": REVENUE}
    maker.chart("Flows (legacy)", "chord", orders, {**flow, "row_limit": 100}, None)
    return list(maker.made["charts"])


def good(maker: Maker, names: list[str], dashboards: int, home: str, own_charts: bool) -> None:
    """sales-0 with all the charts and two owners, sales-1 … with three and one. Every third is tagged too."""
    filters = [select_filter("region", maker.made["datasets"]["orders"], "region")]
    titles = {f"sales-{number}": f"Umsätze / Team {number}" for number in range(dashboards)}
    for number, (slug, title) in list(enumerate(titles.items()))[: PATTERNS + 1]:
        if number == 0:
            maker.dashboard("Sales overview", slug, names, [USERS[0][0], USERS[1][0]], filters)
        else:
            some = [names[(number + step) % PATTERNS] for step in range(3)]
            maker.dashboard(title, slug, some, [USERS[number % len(USERS)][0]], filters)
        maker.tag(slug, ["sales"] if number % 3 else ["sales", "monthly"])
    rest = dict(list(titles.items())[PATTERNS + 1 :])
    if rest:
        originals = [maker.made["dashboards"][f"sales-{number + 1}"] for number in range(PATTERNS)]
        database = f"{os.environ['SUPERSET_TEST_METADATA']}/{Path(home, 'database').read_text().strip()}"
        maker.made["dashboards"] |= copies.make(database, originals, rest, own_charts)


def many_databases(maker: Maker, warehouse: Warehouse, name: str, connections: int) -> None:
    """A dashboard with a chart of each of several connections, whose roles and passwords all differ."""
    names = ["Customers"]
    for number in range(2, connections + 1):
        role = f"{warehouse.database}_reader_{number}"
        connection = warehouse.connection(f"{name} {number}", role)
        warehouse.may_read(role, "sales.customers")
        dataset = maker.dataset(maker.database(connection), "customers", name=f"customers {number}")
        names.append(f"Customers {number}")
        maker.chart(names[-1], "table", dataset, raw_form(["name", "tier"]), table_query(["name", "tier"]))
    maker.dashboard("Customers of many databases", "many-databases", names, ["bea"])


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--home", required=True, help="the server's home, which names its metadata database")
    parser.add_argument("--warehouse-port", type=int, required=True)
    parser.add_argument("--warehouse-database", required=True, help="made if need be; its reader is NAME_reader")
    parser.add_argument("--database-name", default="Warehouse", help="name of the connection in Superset")
    parser.add_argument("--dashboards", type=int, default=3, help="good dashboards; 0 makes users and the connection only")
    parser.add_argument("--own-charts", action="store_true", help="from sales-11 each has charts of its own")
    parser.add_argument("--connections", type=int, default=1, help="more than one adds the dashboard many-databases")
    parser.add_argument("--broken", action="store_true", help="add dashboards that are broken in one way each")
    parser.add_argument("--nap", type=float, default=3, help="seconds that the slow view takes")
    chosen = parser.parse_args()
    if chosen.dashboards == 0 and (chosen.broken or chosen.connections > 1):
        parser.error("--broken and --connections need the charts of at least one good dashboard")
    return chosen


def main() -> None:
    chosen = options()
    warehouse = Warehouse(chosen.warehouse_port, chosen.warehouse_database, os.environ["WAREHOUSE_PASSWORD"])
    connection = warehouse.connection(chosen.database_name, f"{warehouse.database}_reader")
    warehouse.make_tables(connection.role, chosen.nap)
    maker = Maker(Client(chosen.url, "admin", os.environ["SUPERSET_ADMIN_PASSWORD"]).login())
    maker.users()
    database = maker.database(connection)
    if chosen.dashboards:
        good(maker, charts(maker, database), chosen.dashboards, chosen.home, chosen.own_charts)
    if chosen.connections > 1:
        many_databases(maker, warehouse, chosen.database_name, chosen.connections)
    if chosen.broken:
        broken.make(maker, database, warehouse)
    made = {**maker.made, "connections": [each._asdict() for each in maker.connections]}
    json.dump(made, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
