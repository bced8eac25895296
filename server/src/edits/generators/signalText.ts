import type { Constant } from '../../syntax/python/ast';
import type { PythonStyle } from '../python/pythonStyle';
import { callLines, indented, plural, pythonString } from '../python/pythonText';

/** What is written: a checksum (see `ChecksumForm`), or a value that the run begins and ends with. */
export type SignalForm = 'content' | 'ids' | Barrier;

/** A flag that is taken back when a run begins and set when it is done. */
export interface Barrier {
  readonly set: string | boolean;
  readonly reset: Constant;
}

/** The parts of the method that writes a signal. */
export interface SignalText {
  readonly name: string;
  /** The parameter that is given what the filter starts from; none where the context of the run says it. */
  readonly parameter: string | undefined;
  /** Filter of the client call, such as `parent__ids=[fabric_id]`. */
  readonly filter: string;
  readonly kind: string;
  /** Variable of one object. */
  readonly item: string;
  /** Tests of objects that get no signal. */
  readonly excluded: readonly string[];
  readonly attribute: string;
  /** Name of the method that gives the checksum; undefined for a barrier, whose value is a parameter of this type. */
  readonly checksum: string | undefined;
  readonly valueType?: 'bool' | 'str';
  readonly style: PythonStyle;
  /** Steps of indentation of the method. */
  readonly depth: number;
}

/** The method: fetch, compare, write, save as a plain update without tracking (facts 1a, 11.1). */
export function signalMethod(text: SignalText): string[] {
  const { name, parameter, filter, kind, item, excluded, attribute, checksum, valueType, style, depth } = text;
  const typed = valueType === undefined ? attribute : `${attribute}: ${valueType}`;
  const items = plural(item);
  const value = checksum === undefined ? attribute : 'checksum';
  const parameters = [
    'self',
    ...(parameter === undefined ? [] : [`${parameter}: str`]),
    ...(checksum === undefined ? [typed] : []),
  ];
  const fetch = callLines({
    head: `${items} = await self.client.filters`,
    args: [`kind=${kind}`, filter],
    depth: depth + 1,
    style,
  });
  const fetched =
    parameter === undefined
      ? [`saved_ids = self.client.group_context.related_node_ids`, 'if not saved_ids:', '\treturn', ...fetch]
      : fetch;
  return [
    ...callLines({ head: `async def ${name}`, args: parameters, tail: ' -> None:', depth, style }),
    ...indented([
      ...fetched,
      ...(checksum === undefined ? [] : [`checksum = self.${checksum}()`]),
      `for ${item} in ${items}:`,
      ...excluded.flatMap((test) => [`\tif ${test}:`, '\t\tcontinue']),
      `\tif ${item}.${attribute}.value != ${value}:`,
      `\t\t${item}.${attribute}.value = ${value}`,
      `\t\t# Not tracked: a run that skips this would delete the ${item.replaceAll('_', ' ')}.`,
      `\t\tawait ${item}.save(update_group_context=False)`,
    ]),
  ];
}

/** A literal as Python writes it. */
export function pythonLiteral(value: Constant, style: Pick<PythonStyle, 'quote'>): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : pythonString(value, style);
}
