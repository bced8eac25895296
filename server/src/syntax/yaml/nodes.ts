import type { TextRange } from '../../base/textRange';

/** A YAML tree with ranges relative to the text it was parsed from; what the parser could not read is left out. */
export type YamlNode = YamlMap | YamlList | YamlScalar | YamlAlias;

export interface YamlMap {
  readonly type: 'map';
  readonly range: TextRange;
  readonly entries: readonly YamlEntry[];
  readonly flow: boolean;
}

export interface YamlEntry {
  /** Undefined when the key is no scalar (a list or a mapping used as key). */
  readonly key: YamlScalar | undefined;
  /** Undefined when there is no `:`; a scalar `null` of zero width when there is a `:` and nothing behind it. */
  readonly value: YamlNode | undefined;
  /** From the start of the key to the end of the value. */
  readonly range: TextRange;
}

export interface YamlList {
  readonly type: 'list';
  readonly range: TextRange;
  readonly items: readonly (YamlNode | undefined)[];
  readonly flow: boolean;
}

export interface YamlScalar {
  readonly type: 'scalar';
  readonly range: TextRange;
  /** As YAML 1.1 reads it, which is what Infrahub's loader does: `on` is true, an unquoted date is a Date. */
  readonly value: string | number | boolean | null | bigint | Date | undefined;
  /** The text as written, without quotes. */
  readonly source: string;
  readonly style: 'plain' | 'single' | 'double' | 'block';
}

export interface YamlAlias {
  readonly type: 'alias';
  readonly range: TextRange;
  /** The anchored node; undefined for an unknown anchor. May be an ancestor of the alias. */
  readonly target: Exclude<YamlNode, YamlAlias> | undefined;
}

/** What keeps the loader from reading the text; `tag` is an application tag, which its safe mode refuses. */
export interface YamlProblem {
  readonly kind: 'syntax' | 'tag';
  readonly message: string;
  readonly range: TextRange;
}

/** A key that stands again further down in its mapping: the loader takes the last one, this entry is ignored. */
export interface YamlDuplicate {
  readonly map: YamlMap;
  readonly ignored: YamlEntry;
  readonly counts: YamlEntry;
}

export interface YamlTree {
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
  /** In the order of the text. */
  readonly duplicates: readonly YamlDuplicate[];
}
