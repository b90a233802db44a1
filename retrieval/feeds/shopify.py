"""Shopify's product export (`.csv`), with the column names of both its versions.

A product is a run of rows with the same handle: the first describes it, each row with a price is
one of its variants, and rows that hold a picture only add to the product. Variants become
products of one group. The export names no currency and no address of the shop; a mapping file
beside it can (see `retrieval.feeds.csv_mapping`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from retrieval.feeds.csv_mapping import Mapping
from retrieval.feeds.delimited import Record, Table
from retrieval.feeds.html_pages import plain_text
from retrieval.feeds.items import Conventions, Item, Texts, data_of
from retrieval.feeds.prices import number
from retrieval.feeds.rows import Rejection, Row, converted
