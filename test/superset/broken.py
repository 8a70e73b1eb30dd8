"""Dashboards that are broken in one way each; the slug says which."""

from forms import COUNT, REVENUE, raw_form, select_filter, table_query, total_query
from maker import Maker
from warehouse import Warehouse

OWNERS = ["bea"]


def table(maker: Maker, database: int, name: str, columns: list[str], chart: str = "", sql: str = "") -> int:
    """A dataset and a chart that shows columns of it."""
    dataset = maker.dataset(database, name, sql)
    maker.chart(chart or name.capitalize(), "table", dataset, raw_form(columns), table_query(columns))
    return dataset


def make(maker: Maker, database: int, warehouse: Warehouse) -> None:
    in_tables(maker, database, warehouse)
    in_documents(maker, database)
    behind_a_password(maker, warehouse)
    maker.api.call("DELETE", f"/api/v1/dataset/{maker.made['datasets'].pop('lost_orders')}")


def in_tables(maker: Maker, database: int, warehouse: Warehouse) -> None:
    """What the database answers otherwise than when the chart was made."""
    reader = maker.connections[0].role
    returns = table(maker, database, "returns", ["id", "amount"])
    world = {"entity": "region", "country_fieldtype": "cca3", "metric": REVENUE}
    maker.chart("Returns (legacy)", "world_map", returns, world, None)
    maker.dashboard("Broken: table dropped", "broken-table", ["Returns", "Returns (legacy)"], OWNERS)
    warehouse.run("DROP TABLE sales.returns")

    shipments = table(maker, database, "shipments", ["id", "parcels"])
    filters = [select_filter("parcels", shipments, "parcels")]
    maker.dashboard("Broken: column renamed", "broken-column", ["Shipments"], OWNERS, filters)
    warehouse.run("ALTER TABLE sales.shipments RENAME COLUMN parcels TO boxes")

    table(maker, database, "salaries", ["region", "amount"])
    maker.dashboard("Broken: right revoked", "broken-right", ["Salaries"], OWNERS)
    warehouse.run(f"REVOKE SELECT ON sales.salaries FROM {warehouse.quoted(reader)}")

    nothing = table(maker, database, "nothing", ["id"])
    maker.chart("Nothing in total", "big_number_total", nothing, {"metric": REVENUE}, total_query())
    maker.dashboard("Broken: empty", "broken-empty", ["Nothing", "Nothing in total"], OWNERS)

    slow = maker.dataset(database, "slow_orders")
    maker.chart("Slow", "big_number_total", slow, {"metric": COUNT}, total_query(COUNT))
    maker.dashboard("Broken: slow", "broken-slow", ["Slow"], OWNERS)


def in_documents(maker: Maker, database: int) -> None:
    """What is wrong in Superset itself."""
    orders = maker.made["datasets"]["orders"]
    bad_sql = table(maker, database, "bad_sql", ["region"], "Bad SQL", "SELECT region, amount FROM sales.orders")
    maker.dashboard("Broken: SQL of a virtual dataset", "broken-sql", ["Bad SQL"], OWNERS)
    maker.api.call("PUT", f"/api/v1/dataset/{bad_sql}", {"sql": "SELECT region, amonut FROM sales.orders"})

    maker.chart("No query context", "pie", orders, {"groupby": ["product"], "metric": REVENUE}, None)
    maker.dashboard("Broken: no query context", "broken-context", ["No query context"], OWNERS)
    maker.dashboard("Broken: layout names an unknown chart", "broken-layout", ["Revenue"], OWNERS, missing=99999)
    filters = [select_filter("gone", orders, "no_such_column")]
    maker.dashboard("Broken: filter on a gone column", "broken-filter", ["Revenue"], OWNERS, filters)

    table(maker, database, "lost_orders", ["id"], "Lost dataset", "SELECT * FROM sales.orders")
    maker.dashboard("Broken: dataset deleted", "broken-dataset", ["Lost dataset"], OWNERS)


def behind_a_password(maker: Maker, warehouse: Warehouse) -> None:
    """A second connection whose password is wrong from now on."""
    role = f"{warehouse.database}_locked"
    connection = warehouse.connection("Locked", role)
    warehouse.may_read(role, "sales.customers")
    locked = maker.database(connection)
    sql = "SELECT * FROM sales.customers"
    table(maker, locked, "customers_locked", ["name"], "Locked customers", sql)
    maker.dashboard("Broken: password of the database", "broken-password", ["Locked customers"], OWNERS)
    # Another one than the connection has, which is told as the true one.
    maker.connections[-1] = warehouse.connection("Locked", role)
