"""The print room on both databases."""

import pytest
from tests_support.print_room import PrintRoom, print_room


@pytest.fixture
def there(database: str, actor_of) -> PrintRoom:
    return print_room(actor_of)
