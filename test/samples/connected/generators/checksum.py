"""The checksum that one layer hands to the next."""

import hashlib
import json

# Raise it when the next layer has to run although the objects stay the same.
GENERATOR_VERSION = 1

# Left out of what is hashed: with them it would be another checksum on every run.
SIGNALS = frozenset({"checksum"})


class ChecksumMixin:
    """Adds the checksum to a generator."""

    def calculate_checksum(self) -> str:
        """Return a digest of all objects saved in this run and of their values.

        Ids alone would stay the same when only a value changes.
        """
        context = self.client.group_context
        saved_ids = set(context.related_group_ids + context.related_node_ids)
        content = [[node_id, self._values_of(node_id)] for node_id in sorted(saved_ids)]
        text = json.dumps([GENERATOR_VERSION, content], sort_keys=True, default=str)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def _values_of(self, node_id: str) -> dict:
        node = self.client.store.get(key=node_id, raise_when_missing=False)
        if node is None:
            return {}
        names = sorted(set(node._schema.attribute_names) - SIGNALS)
        return {name: getattr(node, name).value for name in names}
