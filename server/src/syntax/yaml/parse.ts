import { isSeq } from 'yaml';
import { runToEnd } from '../../base/steps';
import type { TextRange } from '../../base/textRange';
import { convertInSteps, convertItem, toRange } from './convert';
import { joinUnderIndented } from './joinUnderIndented';
import { parseOnce, type LibraryDocument } from './library';
import { parseOnceInSteps } from './librarySteps';
import { quickRead } from './quickRead';
import { withLineFeeds } from './lineFeeds';
import { refusedCharacters, refusedInSteps } from './refusedCharacters';
import type { YamlNode, YamlProblem, YamlTree } from './nodes';

/** More brackets opened in a row are refused before the parser, which is recursive, sees them. */
const maxOpenBrackets = 200;
const tooDeepMessage = 'This YAML is nested too deeply to be read';
/** Lines that continue a text or list too far to the left are joined this often before the text counts as wrong. */
const maxJoins = 5;
/** What the library reads in one step, in UTF-16 code units: some milliseconds. */
const stepLength = 4000;

/**
 * Parses one YAML document (or one item cut out of it). Never throws; ranges are relative to `text`.
 * Read as YAML 1.1, as PyYAML's safe loader does (facts/versions/object-files.md §1): what that loader takes is no
 * problem here, and what it refuses is one.
 */
export function parseYaml(text: string): YamlTree {
  return quickRead(text) ?? parseWhole(text);
}

/** The same for any text, without the quick way. */
export function parseWhole(text: string): YamlTree {
  return runToEnd(parseInSteps(text));
}

/** What `parseWhole` gives, in steps of few milliseconds; `length` is that of a text that is read in one step. */
export function* parseInSteps(content: string, length = stepLength): Generator<void, YamlTree> {
  const text = withLineFeeds(content);
  if (opensTooMany(text)) return tooDeep(text);
  yield;
  try {
    return yield* treeOf(text, yield* parseLenient(text, length), length);
  } catch {
    return tooDeep(text);
  }
}

/**
 * The trees of consecutive items of one list, each as `parseYaml` gives it for the item's own text; undefined when there
 * is anything about them that has to be looked at one by one. Many short texts take twice as long as one long text.
 */
export function parseYamlItems(texts: readonly string[]): YamlTree[] | undefined {
  const whole = texts.join('');
  if (withLineFeeds(whole) !== whole || opensTooMany(whole) || refusedCharacters(whole).length > 0) return undefined;
  try {
    const { contents, errors, warnings } = parseOnce(whole);
    if (errors.length > 0 || warnings.length > 0) return undefined;
    if (!isSeq(contents) || contents.flow || contents.items.length !== texts.length) return undefined;
    const trees: YamlTree[] = [];
    let base = 0;
    for (const [index, text] of texts.entries()) {
      const tree = convertItem(text, contents.items[index], base);
      if (!tree) return undefined;
      trees.push(tree);
      base += text.length;
    }
    return trees;
  } catch {
    return undefined;
  }
}

/** PyYAML does not mind how far a quoted text or a bracket's content is indented; the parser here does. */
function* parseLenient(text: string, length: number): Generator<void, LibraryDocument> {
  const first = yield* parseOnceInSteps(text, length);
  let joined: string | undefined = text;
  let document = first;
  for (let count = 0; count < maxJoins; count++) {
    const [error] = refusals(joined, document);
    if (!error) return document;
    if (error.code !== 'MISSING_CHAR' && error.code !== 'BAD_INDENT') return first;
    joined = joinUnderIndented(joined, error.pos[0]);
    if (joined === undefined) return first;
    document = yield* parseOnceInSteps(joined, length);
  }
  return refusals(joined, document).length === 0 ? document : first;
}

/** The library's errors that are PyYAML's too: that one takes a comment right behind whatever is no letter of a text. */
function refusals(text: string, { errors }: LibraryDocument): LibraryDocument['errors'] {
  return errors.filter(
    ({ code, pos: [at] }) => code !== 'MISSING_CHAR' || text[at] !== '#' || !/['"[\]{},:]/.test(text.charAt(at - 1)),
  );
}

function* treeOf(text: string, document: LibraryDocument, length: number): Generator<void, YamlTree> {
  const errors = refusals(text, document);
  const problems: YamlProblem[] = errors.map((error) => ({
    kind: 'syntax',
    // The library's recursion ended; what it had read by then is given.
    message: error.code === 'RESOURCE_EXHAUSTION' ? tooDeepMessage : error.message,
    range: toRange(error.pos, text.length),
  }));
  for (const warning of document.warnings) {
    // PyYAML knows the tag for null and takes the one for floats before a whole number; the library does not.
    if (warning.code === 'TAG_RESOLVE_FAILED' && !/2002:(?:null|float)$/.test(warning.message)) {
      problems.push({ kind: 'tag', message: warning.message, range: toRange(warning.pos, text.length) });
    }
  }
  const { root, duplicates, problems: further } = yield* convertInSteps(text, document.contents, length);
  if (errors.length === 0) {
    for (const problem of further) problems.push(problem);
    problems.push(...(yield* refusedInSteps(text)));
  }
  return { root: isEmptyRoot(root, text) ? undefined : root, problems, duplicates };
}

/** Counts brackets with hardly anything between them, as only hostile files have them. */
function opensTooMany(text: string): boolean {
  let open = 0;
  let between = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) {
      if (++open >= maxOpenBrackets) return true;
      between = 0;
    } else if (open > 0 && (++between > 20 || code === 0x5d || code === 0x7d)) open = 0;
  }
  return false;
}

function tooDeep(text: string): YamlTree {
  const range: TextRange = { start: 0, end: Math.min(1, text.length) };
  return { root: undefined, problems: [{ kind: 'syntax', message: tooDeepMessage, range }], duplicates: [] };
}

/** An empty document parses to a null without a width. */
function isEmptyRoot(root: YamlNode | undefined, text: string): boolean {
  return root?.type === 'scalar' && root.value === null && root.source === '' && !text.slice(root.range.start).trim();
}
