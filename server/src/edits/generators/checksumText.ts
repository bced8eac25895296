import type { PythonStyle } from '../python/pythonStyle';
import { pythonString, type PythonLines } from '../python/pythonText';

/** What a checksum is made of: the values of the saved objects too, or their ids only (facts 1e, 1f, 1h). */
export type ChecksumForm = 'content' | 'ids';

/** Modules that a checksum needs. */
export function checksumModules(form: ChecksumForm): readonly string[] {
  return form === 'content' ? ['hashlib', 'json'] : ['hashlib'];
}

/** The version that is hashed too. */
export const versionLines: PythonLines = [
  '# Raise it when the next layer has to run although the objects stay the same.',
  'GENERATOR_VERSION = 1',
];

/** The names of signals, which are no part of what they signal. */
export function signalNamesLines(attribute: string, style: Pick<PythonStyle, 'quote'>): PythonLines {
  return [
    '# Left out of what is hashed: with them it would be another checksum on every run.',
    `SIGNALS = frozenset({${pythonString(attribute, style)}})`,
  ];
}

/** What stands between the imports and the class. */
export function checksumConstants(
  form: ChecksumForm,
  attribute: string,
  style: Pick<PythonStyle, 'quote'>,
): readonly PythonLines[] {
  return form === 'content' ? [versionLines, signalNamesLines(attribute, style)] : [];
}

/** The class with the checksum. */
export function mixinLines(
  { name, method: checksum }: { readonly name: string; readonly method: string },
  form: ChecksumForm,
  { quote: q }: Pick<PythonStyle, 'quote'>,
): PythonLines {
  const method = (lines: PythonLines): string[] => lines.map((line) => (line === '' ? '' : `\t${line}`));
  const summary =
    form === 'content'
      ? [
          '"""Return a digest of all objects saved in this run and of their values.',
          '',
          '\tIds alone would stay the same when only a value changes.',
          '\t"""',
        ]
      : ['"""Return a digest of the ids of all objects saved in this run."""'];
  return [
    `class ${name}:`,
    '\t"""Adds the checksum to a generator."""',
    '',
    ...method([
      `def ${checksum}(self) -> str:`,
      `\t${summary[0]}`,
      ...summary.slice(1),
      ...method(digestLines(form, q)),
    ]),
    ...(form === 'content' ? ['', ...method(valuesMethodLines)] : []),
  ];
}

/** The statements that make the digest; `algorithm` as `hashlib` names it. */
export function digestLines(form: ChecksumForm, q: string, algorithm = 'sha256'): PythonLines {
  const context = 'context = self.client.group_context';
  if (form === 'ids') {
    return [
      context,
      'saved_ids = sorted(set(context.related_group_ids + context.related_node_ids))',
      `return hashlib.${algorithm}(${q},${q}.join(saved_ids).encode(${q}utf-8${q})).hexdigest()`,
    ];
  }
  return [
    context,
    'saved_ids = set(context.related_group_ids + context.related_node_ids)',
    'content = [[node_id, self._values_of(node_id)] for node_id in sorted(saved_ids)]',
    'text = json.dumps([GENERATOR_VERSION, content], sort_keys=True, default=str)',
    `return hashlib.${algorithm}(text.encode(${q}utf-8${q})).hexdigest()`,
  ];
}

/** The method that gives the values of one object. */
export const valuesMethodLines: PythonLines = [
  'def _values_of(self, node_id: str) -> dict:',
  '\tnode = self.client.store.get(key=node_id, raise_when_missing=False)',
  '\tif node is None:',
  '\t\treturn {}',
  '\tnames = sorted(set(node._schema.attribute_names) - SIGNALS)',
  '\treturn {name: getattr(node, name).value for name in names}',
];
