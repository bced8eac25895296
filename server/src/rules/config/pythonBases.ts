import type { DeclaredClass, PythonFacts } from '../../model/generators/facts';

/** Classes of the SDK that entries of `.infrahub.yml` inherit from, none of which inherits from another. */
const sdkClasses: readonly string[] = ['InfrahubGenerator', 'InfrahubCheck', 'InfrahubTransform'];
const maxDepth = 20;

interface PythonSource {
  readonly facts: PythonFacts;
  readonly text: string;
}

/**
 * Whether a class inherits from a class of the SDK, as far as its file shows. `unknown`: a base comes from another file
 * or from an expression.
 */
export function baseIs(
  source: PythonSource,
  declared: DeclaredClass,
  wanted: { readonly base: string },
  depth = 0,
): 'yes' | 'no' | 'unknown' {
  const { facts } = source;
  if (depth > maxDepth || !basesAreKnown(source.text, declared)) return 'unknown';
  const answers = declared.bases.map((base): 'yes' | 'no' | 'unknown' => {
    const own = facts.classes.filter((each) => each.name === base && each !== declared);
    if (own[0]) return own.length === 1 ? baseIs(source, own[0], wanted, depth + 1) : 'unknown';
    const imported = facts.imports.find((each) => each.binds === base.split('.')[0]);
    const name = base.includes('.') ? base.slice(base.lastIndexOf('.') + 1) : (imported?.name ?? base);
    if (imported && /^infrahub_sdk(?:\.|$)/.test(imported.module) && sdkClasses.includes(name)) {
      return name === wanted.base ? 'yes' : 'no';
    }
    return base === 'object' && !imported ? 'no' : 'unknown';
  });
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

/** False when a base is no plain name (`Base[T]`, a call): such bases are not among the declared ones. */
function basesAreKnown(text: string, { nameRange, bases, range }: DeclaredClass): boolean {
  const header = /^\s*(?:\(([^()[\]{}#]*)\))?\s*:/.exec(text.slice(nameRange.end, range.end));
  if (!header) return false;
  const written = (header[1] ?? '').split(',').filter((part) => part.trim() !== '' && !part.includes('='));
  return written.length === bases.length && !(header[1] ?? '').includes('*');
}
