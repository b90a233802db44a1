import xml.etree.ElementTree as ET
from pathlib import Path

from assistant.demo_shop import draw, write_pictures
from assistant.demo_shop.pictures import DEFAULT_SHAPE
from assistant.demo_shop.source import read_art, read_palette, read_yaml
from assistant.demo_shop.tones import tones
from retrieval.product import Product

SHAPES = Path(__file__).parents[3] / "assistant" / "demo_shop" / "shapes"


def drawn_shapes() -> list[str]:
    return [name for path in SHAPES.glob("*.yaml") for name in read_yaml(f"shapes/{path.name}")]


def test_every_product_has_a_silhouette_and_no_drawing_is_unused() -> None:
    shapes = drawn_shapes()
    assert len(set(shapes)) == len(shapes)
    assert set(read_art().values()) | {DEFAULT_SHAPE} == set(shapes)
    assert len(shapes) >= 60


def test_every_picture_is_small_and_well_formed_svg(products: list[Product]) -> None:
    for product in products:
        picture = draw(product)
        assert len(picture.encode()) <= 4096, product.id
        root = ET.fromstring(picture)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        title = root.find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert title.text == product.title


def test_pictures_load_nothing_from_elsewhere(products: list[Product]) -> None:
    for product in products:
        assert draw(product).count("http") == 1, "only the name space is an address"
        assert "$" not in draw(product)


def test_variants_in_two_colors_are_drawn_in_two_colors(products: list[Product]) -> None:
    red, blue = (
        draw(product)
        for product in products
        if product.id
        in {"kitchen-table-electric-kettle-red", "kitchen-table-electric-kettle-black"}
    )
    assert red != blue
    palette = read_palette()
    assert palette["red"] in red + blue
    assert palette["black"] in red + blue


def test_the_same_product_is_always_drawn_alike(products: list[Product]) -> None:
    assert draw(products[0]) == draw(products[0].model_copy())


def test_a_product_of_another_shop_gets_a_box_with_its_title_escaped() -> None:
    stranger = Product(id="x-1", title="Nuts & <Bolts>", attributes={"color": "ultraviolet"})
    ET.fromstring(draw(stranger))
    assert "Nuts &amp; &lt;Bolts&gt;" in draw(stranger)


def test_the_accent_never_equals_the_main_tone() -> None:
    for color in read_palette():
        for brand in ("Tarnfell", "Plainfold", "Copper Wren"):
            mixed = tones(color, brand)
            assert mixed["a"] != mixed["c"]


def test_all_pictures_are_written_under_their_ids(tmp_path: Path, products: list[Product]) -> None:
    assert write_pictures(tmp_path / "images") == len(products)
    assert (tmp_path / "images" / f"{products[0].id}.svg").read_text() == draw(products[0])
