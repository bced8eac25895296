import type { Place } from '../../base/place';

/** Things that have nothing but a name of their own, in one name space per type. */
export type NamedType = 'generator' | 'query' | 'fragment' | 'transformation' | 'action' | 'rule' | 'group' | 'kind';

/** Something of a repository that has a name and that other places mention. */
export type Symbol =
  | { readonly type: NamedType; readonly name: string }
  /** `kind` is the kind at hand, `owner` the generic or node that declares the member. */
  | { readonly type: MemberType; readonly kind: string; readonly owner: string; readonly name: string }
  /** A choice of a Dropdown attribute, or a value of an `enum`. */
  | {
      readonly type: 'choice';
      readonly kind: string;
      readonly owner: string;
      readonly attribute: string;
      readonly name: string;
    }
  /** A file or folder; POSIX, relative to the project's root. */
  | { readonly type: 'path'; readonly path: string }
  /** A Python class in the file that declares it. */
  | { readonly type: 'class'; readonly path: string; readonly name: string }
  /** A variable of a query; `query` is its name in `.infrahub.yml`. */
  | { readonly type: 'variable'; readonly query: string; readonly name: string };

export type MemberType = 'attribute' | 'relationship';

/** A place that mentions a symbol. */
export interface Occurrence {
  readonly symbol: Symbol;
  /** Exactly the name as it stands there, without quotes: what a rename replaces. */
  readonly at: Place;
  readonly role: 'declaration' | 'reference';
  /** False when the place may mean something else, or says the name in another way (an alias, code). */
  readonly certain: boolean;
}

/** Equal for two symbols of one project that are the same thing, whatever heir a member is mentioned at. */
export function symbolKey(symbol: Symbol): string {
  switch (symbol.type) {
    case 'attribute':
    case 'relationship':
      return join('member', symbol.owner, symbol.name);
    case 'choice':
      return join('choice', symbol.owner, symbol.attribute, symbol.name);
    case 'path':
      return join('path', symbol.path);
    case 'class':
      return join('class', symbol.path, symbol.name);
    case 'variable':
      return join('variable', symbol.query, symbol.name);
    default:
      return join(symbol.type, symbol.name);
  }
}

/** How the symbol is written where it is mentioned. */
export function symbolText(symbol: Symbol): string {
  return symbol.type === 'path' ? symbol.path : symbol.name;
}

function join(...parts: string[]): string {
  return parts.join('\0');
}
