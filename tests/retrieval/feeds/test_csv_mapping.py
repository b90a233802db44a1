import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from retrieval.errors import UserError
from retrieval.feeds import tables
from retrieval.feeds.rows import Row
from retrieval.product import Money, Product
from tests.retrieval.feeds.reading import SAMPLES, november, read


def _mapped(tmp_path: Path, mapping: str, table: str = "No,Name\n1,Mug\n") -> Path:
    path = tmp_path / "feed.csv"
    path.write_text(table)
    (tmp_path / "feed.mapping.yaml").write_text(mapping)
    return path


def test_a_table_is_read_as_its_mapping_says() -> None:
    rows = [row for row in tables.read(SAMPLES / "warehouse.csv", november) if isinstance(row, Row)]
    assert Product.model_validate(rows[0].data) == Product(
        id="1001",
        title="Wanderhemd",
        description="Trocknet in einer Stunde.",
        brand="Ridgeway",
        category=["Bekleidung", "Hemden"],
        price=Money(amount=Decimal("1039.90"), currency="EUR"),
        sale_price=Money(amount=Decimal("29.90"), currency="EUR"),
        stock=7,
        url="https://shop.example/p/1001",
        gtin=["4006381333931"],
        attributes={"color": "Rot", "size": "M"},
    )


def test_bad_rows_are_rejected_and_the_rest_is_read() -> None:
    products, rejections = read(SAMPLES / "warehouse.csv")
    assert list(products) == ["1001", "1002"]
    assert products["1002"].description == "Fasst 350 ml;\nspülmaschinenfest"
    assert products["1002"].price == Money(amount=Decimal(1299), currency="EUR")
    assert rejections == ["6: 'neunzig' is not a price"]


def test_counts_and_ratings_are_read_as_people_write_them(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text(
        'id,title,stock,rating,rating_count\n1,A,12.0,4.667,"1,299"\n2,B,,"4,5",1.299\n'
    )
    products, rejections = read(path)
    assert rejections == []
    assert (products["1"].stock, products["1"].rating, products["1"].rating_count) == (
        12,
        4.667,
        1299,
    )
    assert (products["2"].rating, products["2"].rating_count) == (4.5, 1299)


def test_a_mapping_overrides_what_a_known_format_would_read(tmp_path: Path) -> None:
    path = _mapped(
        tmp_path,
        "columns: {brand: Maker}\nattributes: {finish: [Top, Side]}\n"
        "values: {availability: sold out}",
        "id,title,brand,Maker,Top,Side\n1,Mug,Ours,Theirs,matt,gloss\n",
    )
    mug = read(path)[0]["1"]
    assert (mug.brand, mug.in_stock) == ("Theirs", False)
    assert mug.attributes == {"finish": ["matt", "gloss"]}


def test_a_gzipped_table_has_the_same_mapping(tmp_path: Path) -> None:
    path = _mapped(tmp_path, "columns: {id: No, title: Name}")
    packed = path.with_name("feed.csv.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert list(read(packed)[0]) == ["1"]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (
            "columns: {id: Nr, title: Name}",
            "columns that feed.csv lacks: Nr; it has No, Name",
        ),
        ("values: {url: 'x/{Nr}'}", "lacks: Nr"),
        ("columns: {colour: Name}", "columns.colour.*: no field of a product: known are"),
        ("colums: {id: No}", "colums: Extra inputs are not permitted"),
        ("currency: euro", "currency: String should match pattern"),
        ("decimal: x", "decimal: Input should be"),
        ("columns: [", "is not valid YAML"),
        ("just words", "feed.mapping.yaml: Input should be a valid dictionary"),
    ],
)
def test_a_mistake_in_a_mapping_is_one_clear_line(
    tmp_path: Path, mapping: str, message: str
) -> None:
    with pytest.raises(UserError, match=message) as caught:
        read(_mapped(tmp_path, mapping))
    assert "\n" not in str(caught.value)


def test_columns_that_nobody_knows_ask_for_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text("No,Name\n1,Mug\n")
    with pytest.raises(UserError, match=r"columns No, Name; say in feed\.mapping\.yaml which"):
        read(path)
