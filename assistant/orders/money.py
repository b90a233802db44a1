"""Exact decimal arithmetic: rounding to a currency's smallest coin, and sums typed as text."""

import ast
import operator
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, DecimalException

from babel.numbers import get_currency_precision

from assistant.orders.errors import DeskError, RefusalCode
from retrieval.money import format_money
from retrieval.product import Money

_LONGEST_EXPRESSION = 200
_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def round_money(amount: Decimal, currency: str = "USD") -> Decimal:
    """Round to the currency's smallest coin, half a coin upwards.

    >>> round_money(Decimal("10.125")), round_money(Decimal("10.5"), "JPY")
    (Decimal('10.13'), Decimal('11'))
    """
    smallest = Decimal(1).scaleb(-get_currency_precision(currency))
    return amount.quantize(smallest, rounding=ROUND_HALF_UP)


def show_money(amount: Decimal, currency: str = "USD", language: str = "en") -> str:
    """Write an amount that is not negative as people of that language write it.

    >>> show_money(Decimal("1299.5"))
    '$1,299.50'
    """
    return format_money(Money(amount=round_money(amount, currency), currency=currency), language)


def calculate(expression: str) -> str:
    """Work out a sum of numbers, `+ - * /` and brackets, rounded to two decimals.

    Raises:
        DeskError: The expression is too long, is not one, or has no value.

    >>> calculate("0.1 + 0.2"), calculate("(100 - 1) / 8"), calculate("2 + 2")
    ('0.3', '12.38', '4.0')
    """
    allowed = set("0123456789+-*/(). ")
    if len(expression) > _LONGEST_EXPRESSION or not allowed.issuperset(expression):
        raise DeskError(RefusalCode.INVALID_EXPRESSION, "Invalid characters in expression")
    try:
        value = _value(ast.parse(expression.strip(), mode="eval").body)
        return str(float(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)))
    except (SyntaxError, ValueError, MemoryError, RecursionError, DecimalException) as error:
        raise DeskError(RefusalCode.INVALID_EXPRESSION, "Invalid expression") from error


def _value(node: ast.expr) -> Decimal:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Decimal(str(number))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(left), _value(right))
    raise ValueError(f"not a sum: {ast.dump(node)}")
