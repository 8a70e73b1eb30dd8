"""Layouts, native filters and queries in the shapes that Superset's own interface saves."""

from typing import Any

COUNT = {"expressionType": "SQL", "sqlExpression": "COUNT(*)", "label": "orders"}
REVENUE = {
    "expressionType": "SIMPLE",
    "column": {"column_name": "amount", "type": "NUMERIC"},
    "aggregate": "SUM",
    "label": "revenue",
}


def layout(title: str, charts: list[tuple[int, str]]) -> dict[str, Any]:
    """Rows of up to three charts, each given by id and name."""
    rows = [charts[start : start + 3] for start in range(0, len(charts), 3)]
    grid = [f"ROW-{number}" for number in range(len(rows))]
    nodes: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": grid, "parents": ["ROOT_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": title}},
    }
    above = ["ROOT_ID", "GRID_ID"]
    for name, row in zip(grid, rows, strict=True):
        inside = [f"CHART-{chart}" for chart, _ in row]
        nodes[name] = {"type": "ROW", "id": name, "parents": above, "meta": {"background": "BACKGROUND_TRANSPARENT"}}
        nodes[name]["children"] = inside
        for node, (chart, text) in zip(inside, row, strict=True):
            meta = {"chartId": chart, "width": 4, "height": 40, "sliceName": text}
            nodes[node] = {"type": "CHART", "id": node, "children": [], "parents": [*above, name], "meta": meta}
    return nodes


def select_filter(name: str, dataset: int, column: str) -> dict[str, Any]:
    return {
        "id": f"NATIVE_FILTER-{name}",
        "name": name,
        "filterType": "filter_select",
        "type": "NATIVE_FILTER",
        "targets": [{"datasetId": dataset, "column": {"name": column}}],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "cascadeParentIds": [],
    }


def raw_form(columns: list[str]) -> dict[str, Any]:
    """The parameters of a table that shows rows; table_query is its query."""
    return {"query_mode": "raw", "all_columns": columns, "row_limit": 100}


def table_query(columns: list[str]) -> dict[str, Any]:
    return {"columns": columns, "metrics": [], "filters": [], "orderby": [], "row_limit": 100}


def total_query(metric: dict[str, Any] = REVENUE) -> dict[str, Any]:
    return {"columns": [], "metrics": [metric], "filters": [], "orderby": []}


def group_query(columns: list[Any], metric: dict[str, Any] = REVENUE) -> dict[str, Any]:
    return {"columns": columns, "metrics": [metric], "filters": [], "orderby": [[metric, False]], "row_limit": 100}


def time_query() -> dict[str, Any]:
    """Weeks by region, pivoted by post-processing."""
    axis = {
        "timeGrain": "P1W",
        "columnType": "BASE_AXIS",
        "sqlExpression": "ordered_at",
        "label": "ordered_at",
        "expressionType": "SQL",
    }
    pivot = {
        "index": ["ordered_at"],
        "columns": ["region"],
        "aggregates": {"revenue": {"operator": "mean"}},
        "drop_missing_columns": False,
    }
    steps = [{"operation": "pivot", "options": pivot}, {"operation": "flatten"}]
    return {**group_query([axis, "region"]), "series_columns": ["region"], "post_processing": steps, "row_limit": 10000}
