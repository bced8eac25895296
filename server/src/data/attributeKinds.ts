import { valuesAt, type VersionedValue } from './versioned';
import type { ServerVersion } from './versions';

/** Attribute kinds in the server's own order (facts/versions/object-files.md, section 11). */
const stored: readonly VersionedValue<string>[] = [
  'ID',
  'Dropdown',
  'Text',
  'TextArea',
  'DateTime',
  'Email',
  'Password',
  'HashedPassword',
  'URL',
  'File',
  'MacAddress',
  'Color',
  'Number',
  { value: 'NumberPool', since: '1.3' },
  'Bandwidth',
  'IPHost',
  'IPNetwork',
  { value: 'IPAddress', since: '1.11' },
  'Boolean',
  'Checkbox',
  'List',
  'JSON',
  'Any',
];

/** The attribute kinds that a schema may use in a server version. */
export function attributeKinds(version: ServerVersion): string[] {
  return valuesAt(stored, version);
}
