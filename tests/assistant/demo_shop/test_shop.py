from assistant.demo_shop import SHOP, faq_path, orders_path, policy_paths, products_path


def test_all_shipped_files_are_there() -> None:
    for path in (products_path(), faq_path(), orders_path(), *policy_paths()):
        assert path.is_file(), path


def test_the_shop_says_who_it_is() -> None:
    assert SHOP.name
    assert SHOP.tagline
    assert 2 <= SHOP.voice.count(". ") + 1 <= 4
    assert "@" in SHOP.email
    assert "555 01" in SHOP.phone, "a number kept for fiction"
    assert all(department.blurb for department in SHOP.departments)
