"""The checksum that one layer hands to the next."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infrahub_sdk import InfrahubClient

# Raise it when a change of the code must reach the next layer although the objects stay the same.
GENERATOR_VERSION = 1


class GeneratorMixin:
    """Adds the checksum to a generator."""

    client: InfrahubClient

    def calculate_checksum(self) -> str:
        """Return a digest of every object saved in this run, with the values of its attributes.

        Ids alone would stay the same when only a value changes, and the next layer would not run.
        """
        context = self.client.group_context
        saved_ids = set(context.related_group_ids + context.related_node_ids)
        content = [[node_id, self._values_of(node_id)] for node_id in sorted(saved_ids)]
        text = json.dumps([GENERATOR_VERSION, content], sort_keys=True, default=str)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def _values_of(self, node_id: str) -> dict[str, Any]:
        node = self.client.store.get(key=node_id, raise_when_missing=False)
        if node is None:
            return {}
        return {name: getattr(node, name).value for name in sorted(node._schema.attribute_names)}
