"""Makes objects in one Superset through its REST API."""

import json
from typing import Any

from client import Client
from forms import layout
from warehouse import Connection

# Name, first and last name, whether active. All have the role Alpha, and the admin's password.
USERS = [("bea", "Bea", "Berg", True), ("cem", "Cem", "Celik", True), ("dora", "Dora", "Diaz", False)]
DASHBOARD = 3  # the number of a kind of object in the API of tags


class Maker:
    """Remembers the ids of what it made by the names that they have here; dashboards are known by their slugs."""

    def __init__(self, api: Client) -> None:
        self.api = api
        kinds = ("users", "databases", "datasets", "charts", "dashboards")
        self.made: dict[str, dict[str, int]] = {kind: {} for kind in kinds}
        self.connections: list[Connection] = []

    def users(self) -> None:
        roles = self.api.call("GET", "/api/v1/security/roles/?q=(page_size:100)")["result"]
        alpha = next(role["id"] for role in roles if role["name"] == "Alpha")
        for name, first, last, active in USERS:
            body = {"username": name, "first_name": first, "last_name": last, "email": f"{name}@example.test"}
            body |= {"active": active, "password": self.api.password, "roles": [alpha]}
            self.made["users"][name] = self.api.call("POST", "/api/v1/security/users/", body)["id"]

    def database(self, connection: Connection) -> int:
        body = {"database_name": connection.name, "sqlalchemy_uri": connection.uri, "expose_in_sqllab": True}
        number = self.api.call("POST", "/api/v1/database/", body)["id"]
        self.made["databases"][connection.name] = number
        self.connections.append(connection)
        return number

    def dataset(self, database: int, table: str, sql: str = "", name: str = "") -> int:
        """A table of the schema sales, or a virtual dataset; `name` is what it is remembered by, the table's else."""
        body: dict[str, Any] = {"database": database, "schema": "sales", "table_name": table}
        if sql:
            body["sql"] = sql
        number = self.api.call("POST", "/api/v1/dataset/", body)["id"]
        self.made["datasets"][name or table] = number
        return number

    def chart(self, name: str, viz: str, dataset: int, form: dict[str, Any], query: dict[str, Any] | None) -> int:
        """A chart; without a query it has parameters only, as the legacy kinds have."""
        params = {"datasource": f"{dataset}__table", "viz_type": viz, **form}
        body = {"slice_name": name, "viz_type": viz, "datasource_id": dataset, "datasource_type": "table"}
        body["params"] = json.dumps(params)
        if query is not None:
            context = {"datasource": {"id": dataset, "type": "table"}, "force": False, "queries": [query]}
            context |= {"form_data": params, "result_format": "json", "result_type": "full"}
            body["query_context"] = json.dumps(context)
        number = self.api.call("POST", "/api/v1/chart/", body)["id"]
        self.made["charts"][name] = number
        return number

    def dashboard(
        self,
        title: str,
        slug: str,
        charts: list[str],
        owners: list[str],
        filters: list[dict[str, Any]] | None = None,
        missing: int = 0,
    ) -> int:
        """A published dashboard; `missing` puts a chart that is not there into its layout."""
        people = [self.made["users"][name] for name in owners]
        body = {"dashboard_title": title, "slug": slug, "published": True, "owners": people}
        number = self.api.call("POST", "/api/v1/dashboard/", body)["id"]
        placed = [(self.made["charts"][name], name) for name in charts] + ([(missing, "gone")] if missing else [])
        metadata = {
            "positions": layout(title, placed),
            "native_filter_configuration": filters or [],
            "color_scheme": "supersetColors",
            "refresh_frequency": 0,
            "cross_filters_enabled": True,
        }
        # Only this call ties the charts to the dashboard and gives their places a uuid.
        self.api.call("PUT", f"/api/v1/dashboard/{number}", {"json_metadata": json.dumps(metadata)})
        self.made["dashboards"][slug] = number
        return number

    def tag(self, slug: str, tags: list[str]) -> None:
        number = self.made["dashboards"][slug]
        self.api.call("POST", f"/api/v1/tag/{DASHBOARD}/{number}/", {"properties": {"tags": tags}})
