// A generator class of a given number of lines, in the manner of real ones: many methods that make, fetch and save objects.

const block = (n) => `    async def build_unit_${n}(self, parent_id: str, settings: dict[str, str]) -> list[str]:
        """Make unit ${n} with its ports, and give the ids of what was made."""
        upper = settings.get("upper_${n}") or parent_id
        if not upper:
            raise RuntimeError(f"Unit ${n} of {self.layer_name} has nothing above it!")
        racks = await self.client.filters(kind="NetworkLayer1", upper__ids=[parent_id], setting_${n % 150}__value="on")
        made: list[str] = []
        for index, rack in enumerate(sorted(racks, key=lambda item: item.name.value), start=1):
            name = f"{self.layer_name}-unit-${n}-{index:02d}"
            tag = await self.client.create(
                kind="BuiltinTag",
                name=name,
                description=f"Unit ${n} of {rack.name.value}",
            )
            await tag.save(allow_upsert=True)
            made.append(tag.id)
            if rack.setting_${n % 150}.value == "${n}" and settings.get("verbose"):
                self.logger.info(f"{name}: {len(made)} of {len(racks)}")
            elif rack.amount_of_children.value > ${n}:
                for port in range(1, rack.amount_of_children.value + 1):
                    label = await self.client.create(kind="BuiltinTag", name=f"{name}-port-{port}")
                    await label.save(allow_upsert=True)
                    made.append(label.id)
        return made

`;

/** The text of a generator with at least that many lines; `generate` calls every method. */
export function largeGenerator(lines) {
  const perBlock = block(0).split('\n').length - 1;
  const blocks = Math.ceil(lines / (perBlock + 1));
  const calls = Array.from(
    { length: blocks },
    (_, n) => `        await self.build_unit_${n}(self.layer_id, settings)\n`,
  );
  const methods = Array.from({ length: blocks }, (_, n) => block(n));
  return `from infrahub_sdk.generator import InfrahubGenerator

from bundle.generator import GeneratorMixin


class Layer0Generator(InfrahubGenerator, GeneratorMixin):
    async def generate(self, data: dict) -> None:
        node = data["NetworkLayer0"]["edges"][0]["node"]
        self.layer_id = node["id"]
        self.layer_name = node["name"]["value"]
        settings = {"verbose": "yes"}
${calls.join('')}        await self.update_checksum()

    async def update_checksum(self) -> None:
        checksum = self.calculate_checksum()
        for lower in await self.client.filters(kind="NetworkLayer1", upper__ids=[self.layer_id]):
            if lower.checksum.value != checksum:
                lower.checksum.value = checksum
                await lower.save(update_group_context=False)

${methods.join('')}`;
}

/**
 * The `index`th edit of such a text: a character in a name, a literal, a comment, a new line, a deleted word in turn.
 * @returns {[from: number, to: number, text: string]} offsets and what takes their place
 */
export function nextPythonEdit(text, index, random) {
  const starts = [...text.matchAll(/^ {4}async def build_unit_/gm)].map((match) => match.index);
  const from = starts[random(starts.length)];
  const within = (pattern) => {
    const found = pattern.exec(text.slice(from));
    return found ? from + found.index + found[0].length : from;
  };
  switch (index % 5) {
    case 0: {
      const at = within(/made\.append\(tag/);
      return [at, at, 'x'];
    }
    case 1: {
      const at = within(/-unit-/);
      return [at, at, `${index}-`];
    }
    case 2: {
      const at = within(/made: list\[str\] = \[\]\n/);
      return [at, at, `        # note ${index}\n`];
    }
    case 3: {
      const at = within(/made: list\[str\] = \[\]\n/);
      return [at, at, `        extra_${index} = settings.get("extra")\n`];
    }
    default: {
      const at = within(/await self\.client\./);
      return [at - 1, at, ''];
    }
  }
}
