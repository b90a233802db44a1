"""One way to write an amount of money, in the reader's language."""

from babel.numbers import format_currency

from retrieval.product import Money


def format_money(money: Money, language: str = "en") -> str:
    r"""Return the amount as people of that language write it; whole amounts keep their cents.

    >>> format_money(Money(amount="1299.5", currency="USD"))
    '$1,299.50'
    >>> format_money(Money(amount="20", currency="EUR"), "de").replace("\xa0", " ")
    '20,00 €'
    """
    return str(format_currency(money.amount, money.currency, locale=language))
